"""Screenshots with 256 colours: a third of the bytes, and no package to do it.

The browser that took the picture counts its colours; the commonest stay, the others go to the
nearest of them.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REDUCE = """async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), c => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const data = pen.getImageData(0, 0, image.width, image.height).data;
  const pixels = new Uint32Array(data.length / 4), counts = new Map();
  for (let i = 0, p = 0; i < data.length; i += 4, p++) {
    const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
    pixels[p] = colour;
    counts.set(colour, (counts.get(colour) || 0) + 1);
  }
  const order = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  const palette = order.slice(0, 256), place = new Map();
  for (const colour of order) {
    let best = 0, least = Infinity;
    for (let n = 0; n < palette.length && least; n++) {
      const r = (colour >> 16) - (palette[n] >> 16), b = (colour & 255) - (palette[n] & 255);
      const g = ((colour >> 8) & 255) - ((palette[n] >> 8) & 255);
      const far = r * r + g * g + b * b;
      if (far < least) { least = far; best = n; }
    }
    place.set(colour, best);
  }
  const indexes = new Uint8Array(pixels.length);
  for (let p = 0; p < pixels.length; p++) indexes[p] = place.get(pixels[p]);
  let text = "";
  for (let at = 0; at < indexes.length; at += 32768)
    text += String.fromCharCode(...indexes.subarray(at, at + 32768));
  return {width: image.width, height: image.height, palette, indexes: btoa(text)};
}"""


def small_png(browser: Browser, picture: bytes) -> bytes:
    """The same picture with a palette."""
    page = browser.new_page()
    try:
        found = page.evaluate(REDUCE, base64.b64encode(picture).decode())
    finally:
        page.close()
    return _written(found)


def _written(found: dict[str, Any]) -> bytes:
    width, height = found["width"], found["height"]
    indexes = base64.b64decode(found["indexes"])
    rows = b"".join(
        b"\0" + indexes[start : start + width] for start in range(0, width * height, width)
    )
    colours = b"".join(colour.to_bytes(3, "big") for colour in found["palette"])
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))
