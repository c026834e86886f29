/** Makes the folder that is served while measuring: articles, builds of the reader, pages and scripts of all others. */
import { build } from "esbuild";
import { execSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import { asFile, asRows, generate } from "./articles.mjs";
import { bare } from "./html.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const packages = join(here, "node_modules");

export const packageVersion = (name) => JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8")).version;

/** Makes everything anew in `site`: the bytes, packed, of what each subject ships, and why a subject cannot be had. */
export async function makeSite(site, sizes, subjects, builds) {
  rmSync(site, { recursive: true, force: true });
  mkdirSync(join(site, "data"), { recursive: true });
  const articles = Object.fromEntries(sizes.map((size) => [size, generate(size)]));
  for (const [size, article] of Object.entries(articles)) {
    writeFileSync(join(site, "data", `${size}.rows.json`), JSON.stringify(asRows(article)));
    writeFileSync(join(site, "data", `${size}.texts.json`), JSON.stringify(article.paragraphs));
  }
  for (const { name, folder, writer } of builds) copyBuild(join(site, name), folder, writer, articles);
  const missing = await bundle(site, subjects);
  for (const [id, { page }] of Object.entries(subjects)) {
    if (page) for (const size of sizes) writeFileSync(join(site, `${id}.${size}.html`), page(articles[size]));
  }
  const bytes = Object.fromEntries(Object.entries(subjects).map(([id, subject]) => [id, packed(shipped(site, subject))]));
  return { bytes, missing };
}

/** A build of the reader with the generated articles in its library, and their pages where there is a program to write them. */
function copyBuild(into, folder, writer, articles) {
  // Packed copies and the worker's lists are of no use: nothing is packed here, and workers are kept out.
  cpSync(folder, into, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
  const path = join(into, "articles/index.json");
  const library = JSON.parse(readFileSync(path, "utf8"));
  const first = JSON.parse(readFileSync(join(into, "articles", library.articles[0].file), "utf8"));
  writeFileSync(join(into, "bare.html"), bare(first));
  for (const [size, article] of Object.entries(articles)) {
    const file = asFile(article, `bench-${size}`);
    writeFileSync(join(into, "articles", `${file.id}.json`), JSON.stringify(file));
    if (writer) library.articles.push({ id: file.id, title: file.title, language: file.language, file: `${file.id}.json` });
  }
  if (!writer) return;
  writeFileSync(path, JSON.stringify(library));
  execSync(`${writer} "${into}"`, { stdio: "inherit" });
}

/** The scripts of the pages, each once; what fails for whom. */
async function bundle(site, subjects) {
  const missing = new Map();
  for (const [id, { bundle: name, files = [] }] of Object.entries(subjects)) {
    try {
      if (name && !existsSync(join(site, `${name}.js`))) await bundleOne(site, name);
      for (const file of files) copyFileSync(join(packages, file), join(site, basename(file)));
    } catch (error) {
      missing.set(id, `cannot be had: ${error.message.split("\n").slice(0, 2).join(" ")}`);
    }
  }
  return missing;
}

async function bundleOne(site, name) {
  const recogito = name.match(/^recogito\d$/)?.[0];
  await build({
    // Aliases are looked for from here.
    absWorkingDir: here,
    entryPoints: [join(here, "adapters", `${recogito ? "recogito" : name}.js`)],
    outfile: join(site, `${name}.js`),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    // The adapter for both versions is one, and Vue's own name leads to a build that warns.
    alias: { ...(recogito && { recogito }), vue: "vue/dist/vue.runtime.common.prod.js" },
    plugins: [{ name: "displacy", setup: (setup) => setup.onLoad({ filter: /displacy-ent\.js$/ }, exported) }],
    define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
    legalComments: "none",
    logLevel: "silent",
  });
}

/** displaCy's script leaves its class as a global, which a module cannot reach. */
const exported = ({ path }) =>
  path.includes("node_modules") ? { contents: `${readFileSync(path, "utf8")}\nexport default displaCyENT;` } : undefined;

/** What a person downloads before they can use it, without the article. Of the reader, the modules for diagrams and other formats come later. */
function shipped(site, { build, bundle, files = [], group }) {
  if (build) {
    const names = readdirSync(join(site, build)).filter((name) => /^whowhen-(?!diagrams-|convert).*\.(js|wasm|css)$|^embed\.js$/.test(name));
    return names.map((name) => join(site, build, name));
  }
  if (group === "floor") return [];
  const own = files.length > 0 ? files.map((file) => basename(file)) : [`${bundle}.js`, `${bundle}.css`];
  return own.map((name) => join(site, name)).filter(existsSync);
}

const packed = (files) => files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0);
