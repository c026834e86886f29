/**
 * Pages of other people, which embed the reader: served from an origin of their own, with whatever style, policy and
 * scripts they have. And what the tests ask of an embed there.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { expect, first, test as base } from "./reader.mjs";

/** Serves what is put into `pages`, and the files of the packages that the tests use. */
function open() {
  const pages = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    const page = pages.get(pathname) ?? (pathname.startsWith("/node_modules/") && file(pathname));
    if (!page) return response.writeHead(404).end();
    response.writeHead(200, page.headers).end(page.body);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const stop = () =>
        new Promise((done) => {
          server.close(done);
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${server.address().port}`, pages, stop });
    });
  });
}

const javascript = (body) => ({ headers: { "content-type": "text/javascript; charset=utf-8" }, body });
const file = (pathname) => javascript(readFileSync(fileURLToPath(new URL(`.${pathname}`, import.meta.url))));

export const test = base.extend({
  site: [
    async ({}, use) => {
      const site = await open();
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],

  theirs: async ({ page, host, site }, use) => use(new Theirs(page, host, site)),
});

export { expect, first };

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** An element as a page writes it. */
export function embed(attributes = {}, inside = "") {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<who-when${written.join("")}>${inside}</who-when>`;
}

/** An article that stands in the page itself. */
export const inline = (article) => `<script type="application/json">${JSON.stringify(article).replaceAll("<", "\\u003c")}</script>`;

/** The first article, by its id in the library beside embed.js. */
export const story = (attributes) => embed({ article: first.id, ...attributes });

/** An event of the first article. */
export const event = (id) => first.events.find((event) => event.id === id);

let visits = 0;

/** Somebody's page, and the embed in it. */
export class Theirs {
  constructor(page, host, site) {
    this.page = page;
    this.host = host;
    this.site = site;
    this.element = page.locator("who-when");
    this.box = this.element.locator(".box");
    this.root = this.element.locator("[data-whowhen]");
    this.text = this.element.locator("article[data-article]");
    this.events = this.element.getByRole("complementary", { name: "Events" });
    this.actors = this.element.getByRole("complementary", { name: "Actors" });
    this.alert = this.element.getByRole("alert");
  }

  /** An address of the reader's own host, which is another origin than this page. */
  at(path) {
    return this.host.url + path;
  }

  /** A page with this in its body, at an address of its own. */
  put(body, { head = "", style = "", policy, html = 'lang="en"', script = true, body: of = "" } = {}) {
    const name = `/page-${++visits}.html`;
    const loads = script ? `<script type="module" src="${this.at("embed.js")}"></script>` : "";
    this.site.pages.set(name, {
      headers: { "content-type": "text/html; charset=utf-8", ...(policy && { "content-security-policy": policy }) },
      body:
        `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Somebody's page</title>${style && `<style>${style}</style>`}${head}${loads}</head><body ${of}>${body}</body></html>`,
    });
    return this.site.url + name;
  }

  /** Visits such a page. Hears from its beginning what the elements tell, and what a policy blocks. */
  async visit(body, options) {
    await this.page.addInitScript(() => {
      globalThis.told = [];
      globalThis.blocked = [];
      for (const what of ["ready", "select", "error", "problem"]) {
        document.addEventListener(`whowhen-${what}`, ({ target, detail }) => told.push({ what, by: target.id, detail }));
      }
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => blocked.push(`${violatedDirective}: ${blockedURI}`));
    });
    await this.page.goto(this.put(body, options));
  }

  /** Waits until so many embeds show their articles. */
  async ready(number = 1) {
    await expect(this.page.locator("[data-whowhen][data-state=ready]")).toHaveCount(number);
  }

  /** What was told of a kind, in its order. */
  async told(what) {
    return this.page.evaluate((what) => told.filter((one) => one.what === what).map(({ detail }) => detail), what);
  }

  /** Runs this on the first element of the page. */
  async on(run, given) {
    return this.element.first().evaluate(run, given);
  }

  card(title) {
    return this.events.getByRole("article", { name: title, exact: true });
  }

  title(title) {
    return this.card(title).getByRole("heading").getByRole("button", { name: title, exact: true });
  }

  /** The event that is held, by its id, and the actor. */
  async holds({ event = null, actor = null }) {
    await expect
      .poll(() =>
        this.on((element) => ({
          event: element.shadowRoot.querySelector("[data-event][aria-current=true]")?.dataset.event ?? null,
          actor: element.shadowRoot.querySelector("[data-actor-entry]:has(button[aria-pressed=true])")?.dataset.actorEntry ?? null,
        })),
      )
      .toEqual({ event, actor });
  }

  /** Marks the reader's root, so that one made anew would be known. */
  async mark() {
    await this.root.first().evaluate((root) => (root.isOurs = true));
  }

  async isMarked() {
    return this.root.first().evaluate((root) => root.isOurs === true);
  }

  /** Waits until nothing moves: neither the page nor what scrolls in the embed. How far both are scrolled then. */
  async still() {
    let last;
    const places = () => this.on((element) => [scrollY, element.shadowRoot.querySelector("[data-whowhen]").scrollTop].join());
    await expect.poll(async () => last === (last = await places())).toBe(true);
    const [page, box] = last.split(",").map(Number);
    return { page, box };
  }

  /** Whether each of these lies within the box of the embed, and can be seen there: what does not, in words. */
  async outside(...parts) {
    const frame = await this.box.boundingBox();
    const out = [];
    for (const part of parts) {
      await expect(part).toBeVisible();
      const { x, y, width, height } = await part.boundingBox();
      const ends = { left: frame.x - x, top: frame.y - y, right: x + width - frame.x - frame.width, bottom: y + height - frame.y - frame.height };
      for (const [end, over] of Object.entries(ends)) if (over > 0.5) out.push(`${part} ${end} by ${over}`);
    }
    return out;
  }
}

/** The computed styles in the first embed: of the first of all elements that have a name, classes and a kind in common. */
export async function styles(page) {
  return page.evaluate(() => {
    const root = document.querySelector("who-when").shadowRoot.querySelector(".box");
    const first = new Map();
    for (const element of [root, ...root.querySelectorAll("*")]) {
      const name = `${element.localName}.${element.getAttribute("class") ?? ""}.${element.dataset?.kind ?? ""}`;
      if (!first.has(name)) first.set(name, element);
    }
    return [...first].map(([name, element]) => ({ name, style: Object.fromEntries([...element.computedStyleMap()].map(([of, value]) => [of, String(value)])) }));
  });
}

/** How two such lists differ: nothing, where they are the same. */
export function differences(before, after) {
  if (before.length !== after.length) return [`${before.length} elements, and ${after.length}`];
  const found = new Set();
  before.forEach(({ name, style }, at) => {
    for (const property of Object.keys(style)) {
      const now = after[at].style[property];
      if (style[property] !== now) found.add(`${name} ${property}: ${style[property]} → ${now}`);
    }
  });
  return [...found].slice(0, 30);
}

/** Packages of npm that are written for Node, as one script: `load(NAME)` gives what a module exports. */
export function bundle(modules) {
  const made = Object.entries(modules).map(([name, path]) => {
    const text = readFileSync(fileURLToPath(new URL(`node_modules/${path}`, import.meta.url)), "utf8");
    return `${JSON.stringify(name)}: (module, exports, require) => {${text}\n}`;
  });
  return javascript(`const made = {}, all = {${made.join(",\n")}};
export function load(name) {
  if (!made[name]) {
    made[name] = { exports: {} };
    all[name](made[name], made[name].exports, load);
  }
  return made[name].exports;
}`);
}
