// Progressive enhancement only: every page works without this file.
const doc = document;
doc.documentElement.classList.add("pu-js");

const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

doc.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = doc.getElementById("cari");
  if (!search || typing(event.target)) return;
  event.preventDefault();
  search.focus();
  search.select();
});

function closeMenus(except) {
  for (const menu of doc.querySelectorAll("details.pu-menu[open]")) {
    if (menu === except) continue;
    const inside = menu.contains(doc.activeElement);
    menu.open = false;
    if (inside && !except) menu.querySelector("summary").focus();
  }
}
doc.addEventListener("click", (event) => closeMenus(event.target.closest("details.pu-menu")));

function showNames(box) {
  const input = box.querySelector("input[type=file]");
  const label = box.querySelector(".pu-drop__name");
  if (label) label.textContent = [...input.files].map((file) => file.name).join(", ");
}

function enhanceDrop(box) {
  const input = box.querySelector("input[type=file]");
  input.addEventListener("change", () => showNames(box));
  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => {
      event.preventDefault();
      box.classList.add("pu-drop--over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    box.addEventListener(kind, () => box.classList.remove("pu-drop--over"));
  }
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    const chosen = new DataTransfer();
    const files = [...event.dataTransfer.files];
    for (const file of input.multiple ? files : files.slice(0, 1)) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// A form that has been sent is not sent twice by an impatient second click.
doc.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of doc.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of doc.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

function enhance(root) {
  for (const box of root.querySelectorAll(".pu-drop:not([data-ready])")) {
    box.dataset.ready = "1";
    enhanceDrop(box);
  }
  for (const all of root.querySelectorAll("input[data-check-all]")) {
    all.hidden = false;
    all.addEventListener("change", () => {
      const boxes = all.closest("form, table").querySelectorAll(`input[name="${all.dataset.checkAll}"]`);
      for (const box of boxes) box.checked = all.checked;
    });
  }
  for (const button of root.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
  for (const select of root.querySelectorAll("select[data-submit]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
}

enhance(doc);
doc.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentNode ?? event.detail.elt));
doc.querySelector(".govuk-error-summary")?.focus();
doc.querySelector(".pu-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
