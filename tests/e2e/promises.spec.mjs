/**
 * What the page promises to styles, scripts and readers: the text letter by letter, the marks, the cards, the states; and
 * that the build keeps to the strict policy, under any path.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { marks } from "./oracle.mjs";
import { expect, first, made, rowsOf, test } from "./reader.mjs";
import { BASE, DIST, serve } from "./server.mjs";

const articles = [
  ["the first article", "", first],
  ["the first article, by its id", `?article=${first.id}`, first],
  ["the first article, with index.html in the address", `index.html?article=${first.id}`, first],
  ["overlaps, emoji and combining marks", "?src=made/overlaps.json", made("overlaps.json")],
  ["Arabic", "?src=made/arabic.json", made("arabic.json")],
  ["markup in the text", "?src=made/markup.json", made("markup.json")],
  ["nobody and nothing", "?src=made/plain.json", made("plain.json")],
  ["four hundred mentions", "?src=made/large-400.json", made("large-400.json")],
];

/** What of an article can be found in the page, by the data attributes alone. */
const found = (page) =>
  page.evaluate(() => {
    const all = (selector, name) => [...document.querySelectorAll(selector)].map((element) => element.dataset[name]);
    return {
      articles: all("article[data-article]", "article"),
      texts: [...document.querySelectorAll("[data-block]")].map(({ dataset, textContent }) => [dataset.block, textContent]),
      actors: all("[data-actor-entry]", "actorEntry").sort(),
      events: [...document.querySelectorAll("[data-event]")]
        .map((card) => [card.dataset.event, card.querySelector("h1, h2, h3, h4, h5, h6").textContent])
        .sort(),
    };
  });

/** The text of each mention's pieces, joined. */
const joined = (page, count) =>
  page.evaluate((count) => {
    const pieces = (mention) => [...document.querySelectorAll(`mark[data-mentions~="${mention}"]`)];
    return Array.from({ length: count }, (_, mention) => pieces(mention).map((mark) => mark.textContent).join(""));
  }, count);

for (const [what, query, article] of articles) {
  test(`${what}: the text is the file's, every mention, event and actor is there, and nothing else is marked`, async ({ reader, page }) => {
    const { blocks, actors = [], mentions = [] } = article;
    await reader.open(query);
    await expect
      .poll(() => found(page))
      .toEqual({
        articles: [article.id],
        texts: blocks.map(({ id, text }) => [id, text]),
        actors: actors.map(({ id }) => id).sort(),
        events: rowsOf(article).map(({ id, title }) => [id, title]).sort(),
      });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(article.title);
    await expect(page).toHaveTitle(`${article.title} · Whowhen`);
    await expect.poll(() => reader.marks()).toEqual(marks(article));
    const quotes = mentions.map(({ at }) => at.map(({ quote }) => quote).join(""));
    expect(await joined(page, quotes.length)).toEqual(quotes);
  });
}

test("the state goes from loading to ready", async ({ reader, page, host }) => {
  await page.addInitScript(() => {
    window.states = [];
    new MutationObserver(() => {
      const state = document.querySelector("[data-whowhen]")?.dataset.state;
      if (state && window.states.at(-1) !== state) window.states.push(state);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await page.goto(`${host.url}?src=paused/sound.json`);
  await expect(reader.root).toHaveAttribute("data-state", "loading");
  await expect(reader.root).toHaveAttribute("aria-busy", "true");
  await expect(page.locator("[data-block]")).toHaveCount(0);
  host.resume();
  await reader.ready();
  await expect(reader.root).not.toHaveAttribute("aria-busy");
  expect(await page.evaluate(() => window.states)).toEqual(["loading", "ready"]);
});

for (const base of ["/", "/another/deep er/path/"]) {
  test(`works when hosted at ${base} as at ${BASE}`, async ({ page, reader }) => {
    const host = await serve({ base });
    try {
      await page.goto(`${host.url}?article=${first.id}`);
      await reader.ready();
      await expect.poll(async () => (await found(page)).events.length).toBe(rowsOf(first).length);
    } finally {
      await page.goto("about:blank");
      await host.stop();
    }
  });
}

test("nothing of the page is fetched from elsewhere, nothing twice, and no preload is in vain", async ({ reader, page, host }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url().replace(/\?.*/, "")));
  await reader.open();
  expect(asked.filter((url) => !url.startsWith(host.url))).toEqual([]);
  expect(asked.filter((url, place) => asked.indexOf(url) !== place)).toEqual([]);
});

test.describe("the built page", () => {
  const read = (name) => readFileSync(join(DIST, name));
  const html = read("index.html").toString();
  const names = readdirSync(DIST, { recursive: true });
  const isRelease = existsSync(join(DIST, "sw.js"));
  const hash = (algorithm, name, encoding) => createHash(algorithm).update(read(name)).digest(encoding);

  test("has no inline style, script or handler", async ({ page, reader }) => {
    expect(html.match(/<style|\sstyle\s*=|\son\w+\s*=|javascript:|<base\b/gi) ?? []).toEqual([]);
    expect(html.match(/<script\b(?![^>]*\bsrc=)[^>]*>/gi) ?? []).toEqual([]);
    await reader.open();
    expect(await page.evaluate(() => [...document.querySelectorAll("script")].filter((script) => !script.src).length)).toBe(0);
  });

  test("names its files by their content, and says what they must be", () => {
    const named = [...html.matchAll(/<(?:link|script)\b[^>]*?(?:href|src)="\.\/(whowhen-[^"]+|embed\.js[^"]*)"[^>]*>/g)];
    expect(named.map(([, name]) => name.replace(/-\w+\./, ".").replace(/\?.*/, "")).sort()).toEqual([
      "embed.js",
      "whowhen.css",
      "whowhen.js",
      "whowhen.wasm",
    ]);
    for (const [element, address] of named) {
      const [name, query] = address.split("?");
      const [, inName] = name.match(/^whowhen-(\w{16})\./) ?? [];
      expect(hash("sha256", name, "hex"), name).toMatch(new RegExp(`^${inName ?? query}`));
      const [, integrity] = element.match(/integrity="sha384-([^"]+)"/) ?? [];
      // Browsers know no integrity on a preload of a fetch: embed.js gives it, below.
      if (!name.endsWith(".wasm")) expect(integrity, name).toBe(hash("sha384", name, "base64"));
    }
  });

  test("embed.js knows the same names, and what they must be", () => {
    const embed = read("embed.js").toString();
    const value = (name) => embed.match(new RegExp(`\\b${name}: ?"([^"]+)"`))?.[1];
    for (const [name, integrity] of [["module"], ["wasm", "wasmIntegrity"], ["style", "styleIntegrity"]]) {
      expect(html, name).toContain(`./${value(name)}"`);
      if (integrity) expect(value(integrity)).toBe(`sha384-${hash("sha384", value(name), "base64")}`);
    }
  });

  test("names no folder of the machine that built it", () => {
    test.skip(!isRelease, "a development build says where its sources are");
    const module = read(names.find((name) => name.endsWith(".wasm")));
    const folders = [fileURLToPath(new URL("../../", import.meta.url)), process.env.CARGO_HOME ?? join(homedir(), ".cargo")];
    for (const folder of folders) expect(module.includes(folder), folder).toBe(false);
  });

  test("has a source map beside each script, with the script as it was written", () => {
    test.skip(!isRelease, "a development build has the scripts themselves");
    const scripts = names.filter((name) => name.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(3);
    for (const name of scripts) {
      const [, address] = read(name).toString().match(/\n\/\/# sourceMappingURL=(\S+)\n$/) ?? [];
      const { sources, sourcesContent } = JSON.parse(read(join(name, "..", address)));
      expect(sources.length, name).toBe(1);
      expect(sourcesContent[0], name).toMatch(/^\/\*|\n +\/\*/);
    }
  });
});
