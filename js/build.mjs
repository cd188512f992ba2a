// Bundles the modules into the package: `make js`. Each bundle begins with a digest of all sources,
// by which tests/js/test_bundles.py tells a stale one without Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, version } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const WIDGETS = join(HERE, "..", "companion", "widgets", "static");
const PAGES = join(HERE, "..", "companion", "render", "js");

// Widgets are modules that anywidget imports from a Blob; pages have a plain script of their own.
const BUNDLES = [
  ["reader/reader.js", join(WIDGETS, "reader.js"), "esm"],
  ["home/home.js", join(WIDGETS, "home.js"), "esm"],
  ["review/review.js", join(WIDGETS, "review.js"), "esm"],
  ["exercises/widget.js", join(WIDGETS, "exercises.js"), "esm"],
  ["glossary/editor.js", join(WIDGETS, "glossary_editor.js"), "esm"],
  ["lesson/editor.js", join(WIDGETS, "lesson_editor.js"), "esm"],
  ["exercises/self_check.js", join(PAGES, "self_check.js"), "iife"],
  ["handout/handout.js", join(PAGES, "handout.js"), "iife"],
  ["site/site.js", join(PAGES, "site.js"), "iife"],
];
const SOURCES = ["shared", "home", "review", "reader", "exercises", "handout", "site", "glossary", "lesson"];

function digest() {
  const sum = createHash("sha256");
  const files = ["build.mjs", "package.json"];
  for (const folder of SOURCES) for (const name of readdirSync(join(HERE, folder))) if (name.endsWith(".js")) files.push(`${folder}/${name}`);
  for (const name of files.sort((a, b) => (a < b ? -1 : 1))) sum.update(`${name}\0`).update(readFileSync(join(HERE, name), "utf8").replaceAll("\r\n", "\n")).update("\0");
  return sum.digest("hex");
}

const banner = { js: `/* Built from js/ with esbuild ${version} (make js); change it there. Sources: ${digest()} */` };
const check = process.argv.includes("--check"); // builds, and compares with what is in the package
for (const [source, outfile, format] of BUNDLES) {
  const made = await build({
    entryPoints: [join(HERE, source)], outfile, format, banner, absWorkingDir: HERE, write: !check,
    bundle: true, minify: true, charset: "utf8", target: ["es2022"], legalComments: "inline", logLevel: "warning",
  });
  if (check && made.outputFiles[0].text !== readFileSync(outfile, "utf8")) {
    console.error(`${relative(process.cwd(), outfile)} is not what its sources make: run "make js" and commit it`);
    process.exitCode = 1;
  }
}
