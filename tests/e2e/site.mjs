/**
 * A host that changes: a copy of dist/ in a folder of its own, with a second article in its library. A test can deploy
 * another build there, stop the host and start it again at the same address, and answer in its place.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { files } from "./files.mjs";
import { DIST, serve } from "./server.mjs";

const digest = (kind, form, bytes) => createHash(kind).update(bytes).digest(form);
const short = (bytes) => digest("sha256", "hex", bytes).slice(0, 16);
const integrity = (bytes) => `sha384-${digest("sha384", "base64", bytes)}`;

export class Site {
  #host;
  #options;
  #port = 0;
  /** Requests that came, as `METHOD name`. */
  asked = [];
  /** Answers in place of the host, by the file's name: `(request, response) => …`. */
  instead = new Map();

  constructor(options = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "whowhen-site-"));
    // Packed copies are left out: what a test writes would not be in them.
    cpSync(DIST, this.folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
    this.write("articles/second.json", files["sound.json"]().replace('"made"', '"second"'));
    const list = JSON.parse(this.read("articles/index.json"));
    list.articles.push({ id: "second", title: "The second", language: "en", file: "second.json" });
    this.write("articles/index.json", JSON.stringify(list));
    this.#options = options;
  }

  path(name) {
    return join(this.folder, name);
  }

  read(name) {
    return readFileSync(this.path(name), "utf8");
  }

  write(name, text) {
    mkdirSync(join(this.path(name), ".."), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** The build that is there now. */
  get build() {
    return this.read("sw.js").match(/BUILD="([0-9a-f]{16})"/)[1];
  }

  get style() {
    return readdirSync(this.folder).find((name) => /^whowhen-[0-9a-f]{16}\.css$/.test(name));
  }

  async start() {
    const change = (name, request, response) => {
      this.asked.push(`${request.method} ${name}`);
      const answer = this.instead.get(name);
      answer?.(request, response);
      return Boolean(answer);
    };
    this.#host = await serve({ ...this.#options, port: this.#port, folder: this.folder, change });
    this.#port = this.#host.port;
    this.url = this.#host.url;
  }

  async stop() {
    await this.#host?.stop();
    this.#host = undefined;
  }

  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Another build: another style, and so another entry, another page (which says `mark`) and another worker. */
  deploy(mark) {
    let worker = this.read("sw.js");
    const old = { style: this.style, embed: this.read("embed.js"), css: this.read(this.style) };
    const css = `${old.css}\n/* ${mark} */`;
    const style = `whowhen-${short(css)}.css`;
    const swap = (text) => text.replaceAll(old.style, style).replaceAll(integrity(old.css), integrity(css));
    const embed = swap(old.embed);
    const swapAll = (text) =>
      swap(text).replaceAll(short(old.embed), short(embed)).replaceAll(integrity(old.embed), integrity(embed));
    renameSync(this.path(old.style), this.path(style));
    this.write(style, css);
    this.write("embed.js", embed);
    this.write("index.html", swapAll(this.read("index.html")).replace(/<html( data-mark=\w+)?/, `<html data-mark=${mark}`));
    worker = swapAll(worker).replace(/BUILD="[0-9a-f]{16}"/, `BUILD="${short(mark + css)}"`);
    this.write("sw.js", worker);
  }
}

/** A copy of the build whose library has these articles, its pages written anew. `more` are more fields of the list. */
export function siteOf(articles, more = {}) {
  const site = new Site();
  for (const one of articles) site.write(`articles/${one.id}.json`, JSON.stringify(one));
  const entries = articles.map(({ id, title }) => ({ id, title, file: `${id}.json` }));
  site.write("articles/index.json", JSON.stringify({ ...more, articles: entries }));
  const run = (program, ...args) => execFileSync(program, args, { cwd: new URL("../../", import.meta.url).pathname, stdio: "pipe" });
  run("cargo", "run", "--quiet", "--package", "whowhen-cli", "--", "page", site.folder, "--search", "pagefind/pagefind.js");
  // As xtask/src/dist/pages.rs runs it.
  if (articles.length > 50) run("pagefind", "--site", site.folder, "--output-subdir", "pagefind", "--force-language", "mul", "--quiet");
  return site;
}
