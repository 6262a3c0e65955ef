// A photo of a paper over a weak line: made smaller here, sent in parts, gone on with after a break.
// Without this file the form sends it whole; the server makes it smaller all the same.
const LONGEST = 2000, QUALITY = 0.8, SMALL = 700 * 1024, PAUSES = [1, 2, 4, 8, 15];
const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const hex = (state) => ((state ^ -1) >>> 0).toString(16).padStart(8, "0");
const run = (bytes, state = -1) => {
  for (let n = 0; n < bytes.length; n++) state = table[(state ^ bytes[n]) & 255] ^ (state >>> 8);
  return state;
};
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function markOf(blob) {
  let state = -1;
  for (let at = 0; at < blob.size; at += 2 ** 22) state = run(await bytesOf(blob.slice(at, at + 2 ** 22)), state);
  return hex(state);
}

// A canvas holds pixels alone: place, time and phone number of the photo stay behind.
async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

class Refused extends Error {}

// Asks until there is an answer; a sentence of the server ends it, a broken line does not at once.
async function ask(url, options, tell) {
  for (let turn = 0; ; turn++) {
    try {
      const answer = await fetch(url, { credentials: "same-origin", ...options });
      if (answer.ok || answer.status === 409) return await answer.json();
      if (answer.status < 500) {
        const said = await answer.json().catch(() => ({}));
        throw new Refused(said.message || String(answer.status));
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    if (turn === PAUSES.length) throw new Error("line");
    tell();
    await wait(PAUSES[turn]);
  }
}

async function send(input, say) {
  const said = input.dataset, form = input.form;
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const again = () => say(said.saidAgain);
  say(said.saidSmall);
  const file = await smaller(input.files[0]);
  const body = new URLSearchParams({ name: file.name, size: file.size });
  // A large file is refused before it is read.
  if (file.size > 2 ** 22) await ask(said.parts, { method: "POST", body, headers }, again);
  body.set("mark", await markOf(file));
  let state = await ask(said.parts, { method: "POST", body, headers }, again);
  const { url, part, token } = state;
  while (state.offset < file.size) {
    say(`${said.saidSent} ${Math.floor((100 * state.offset) / file.size)} %`);
    const piece = file.slice(state.offset, state.offset + part);
    state = await ask(url, {
      method: "POST",
      body: piece,
      headers: {
        ...headers,
        "Content-Type": "application/octet-stream",
        "Upload-Offset": state.offset,
        "Upload-Mark": hex(run(await bytesOf(piece))),
      },
    }, again);
  }
  say(`${said.saidSent} 100 %`);
  return token;
}

function enhance(input) {
  const form = input.form, line = input.closest(".pu-drop")?.querySelector(".pu-drop__name");
  const say = (words) => line && (line.textContent = words);
  form.addEventListener("submit", async (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    try {
      const token = document.createElement("input");
      token.type = "hidden";
      token.name = `${input.name}_sent`;
      token.value = await send(input, say);
      form.append(token);
      input.disabled = true;
      form.submit();
    } catch (error) {
      say(error instanceof Refused ? error.message : input.dataset.saidStop);
      delete form.dataset.sending;
    }
  });
}

for (const input of document.querySelectorAll("input[type=file][data-parts]")) enhance(input);
addEventListener("pageshow", () => {
  for (const input of document.querySelectorAll("input[type=file][data-parts]")) {
    input.disabled = false;
    delete input.form.dataset.sending;
    for (const old of input.form.querySelectorAll("input[type=hidden][name$=_sent]")) old.remove();
  }
});
