// Builds the committed assets of src/payung/base/ui/static/ui. Run: npm ci && npm run build
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = new URL("./", import.meta.url);
const target = new URL("../src/payung/base/ui/static/ui/", here);
const path = (url) => fileURLToPath(url);

mkdirSync(target, { recursive: true });

const { css } = compile(path(new URL("styles/payung.scss", here)), {
  style: "compressed",
  quietDeps: true,
});
const notice =
  "/*! Payung, Apache-2.0. Contains GOV.UK Frontend, MIT, (c) Crown Copyright (Government Digital Service). */\n";
writeFileSync(new URL("payung.css", target), notice + css.replace(/^\uFEFF/, "") + "\n");

// htmx is 0BSD: its text needs no notice, its version is worth having.
const htmx = new URL("node_modules/htmx.org/", here);
const { version } = JSON.parse(readFileSync(new URL("package.json", htmx), "utf8"));
const source = readFileSync(new URL("dist/htmx.min.js", htmx), "utf8");
writeFileSync(new URL("htmx.min.js", target), `/* htmx ${version}, 0BSD */\n${source}`);

for (const name of ["payung.js", "upload.js"]) {
  copyFileSync(path(new URL(`scripts/${name}`, here)), path(new URL(name, target)));
}
