/**
 * The page of examples, as it is hosted; and that docs/embedding.md names just what there is: attributes, properties,
 * parts, custom properties, events, messages. What stands there of the sources is read from the sources.
 */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { violations } from "./axe.mjs";
import { expect, test } from "./reader.mjs";

const READERS = 9;
const FRAMED = 1;

/** Visits the page of examples, and waits until all of it is there. */
async function visit(page, host) {
  await page.goto(`${host.url}demo/index.html`);
  await expect(page.locator("who-when [data-whowhen][data-state=ready]")).toHaveCount(READERS, { timeout: 30_000 });
  await expect(page.frameLocator("iframe").locator("[data-whowhen][data-state=ready]")).toHaveCount(FRAMED);
}

const looks = [
  { width: 1400, colorScheme: "light" },
  { width: 900, colorScheme: "dark" },
  { width: 375, colorScheme: "light" },
];
for (const { width, colorScheme } of looks) {
  test.describe(`the page of examples, ${width} px`, () => {
    test.use({ viewport: { width, height: 900 }, contextOptions: { reducedMotion: "reduce" } });

    test("every example comes up, nothing is wider than the page, and nothing scrolled it", async ({ page, host }) => {
      await visit(page, host);
      const { wide, top } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        top: scrollY,
      }));
      expect({ wide, top }).toEqual({ wide: 0, top: 0 });
    });

    test(`no violation that axe-core can find, ${colorScheme}`, async ({ page, host }) => {
      test.slow();
      await page.emulateMedia({ colorScheme });
      await visit(page, host);
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("each piece of code is that of its example", async ({ page, host }) => {
  await visit(page, host);
  const { live, code } = await page.evaluate(() => {
    const told = (root) => {
      const element = root.querySelector("who-when, iframe");
      const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
      // The page of examples lies beside the reader; somebody's page does not. What a frame tells of its height is followed.
      if (attributes.src) attributes.src = attributes.src.replace(/^(\.\.|https:\/\/example\.org\/whowhen)\//, "");
      delete attributes.height;
      return { is: element.localName, ...attributes, says: element.querySelector("a")?.textContent, link: element.querySelector("a")?.getAttribute("href").replace(/^.*\?/, "") };
    };
    // The page's policy lets no style be written into a document, not even one that is only read.
    const parsed = (text) => new DOMParser().parseFromString(text.replace(/<style>.*?<\/style>/s, ""), "text/html");
    const source = fetch(location.href).then((response) => response.text());
    return source.then((text) => ({
      live: [...parsed(text).querySelectorAll("section .live")].map(told),
      code: [...document.querySelectorAll("section pre")].map((pre) => told(parsed(pre.textContent))),
    }));
  });
  expect(code).toEqual(live);
  expect(code).toHaveLength(READERS + FRAMED);
});

test("the article in the page itself has no problem", async ({ page, host }) => {
  await visit(page, host);
  const reader = page.locator("#inline who-when");
  expect(await reader.evaluate((element) => [element.article.id, element.problems])).toEqual(["channel", []]);
});

test("buttons of the page hold events, and its line says what is held", async ({ page, host }) => {
  await visit(page, host);
  const reader = page.locator("#told");
  const line = page.locator("p.held");
  await page.getByRole("button", { name: "August 2020: the coup" }).click();
  await expect(line).toHaveText("Held: Officers topple Keïta.");
  await expect(reader).toHaveAttribute("event", "coup-2020");
  await expect(page.getByRole("button", { name: "August 2020: the coup" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Let go" }).click();
  await expect(line).toHaveText("Nothing is held.");
  await reader.locator("mark[data-actor]").first().click();
  await expect(line).toHaveText(/^Held: .+\.$/);
});

test("the frame is as high as what is in it", async ({ page, host }) => {
  await visit(page, host);
  const inside = () => page.frameLocator("iframe").locator("who-when").evaluate((reader) => Math.ceil(reader.getBoundingClientRect().height));
  await expect.poll(async () => Number(await page.locator("iframe").getAttribute("height")) - (await inside())).toBe(0);
});

// The words of docs/embedding.md, and those of the sources.

const read = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const rooms = (folder) =>
  readdirSync(fileURLToPath(new URL(`../../${folder}`, import.meta.url)), { recursive: true }).filter((name) => name.endsWith(".rs"));
const sorted = (words) => [...new Set(words)].sort();
const all = (text, pattern) => sorted([...text.matchAll(pattern)].map(([, word]) => word));
const strings = (list) => all(list, /"([\w-]+)"/g);

const manual = read("docs/embedding.md");
const entry = read("assets/embed.js");
const style = read("assets/whowhen.css");
const types = read("assets/embed.d.ts");
const framed = read("assets/frame.js");

/** What the first column of the table under a heading names. */
function table(heading) {
  const section = manual.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
  if (!section) throw new Error(`docs/embedding.md has no heading “${heading}”`);
  const cells = section.split("\n").filter((line) => line.startsWith("| `")).map((line) => line.split(" | ")[0]);
  return all(cells.join("\n"), /`([^`]+)`/g);
}

test("the manual names the attributes of the element", () => {
  const [reflected] = entry.match(/REFLECTED = \[.*?\]/);
  const [observed] = entry.match(/observedAttributes = \[.*?\]/);
  expect(table("Attributes")).toEqual(sorted([...strings(reflected), ...strings(observed)]));
});

test("the manual names the views", () => {
  const [, views] = types.match(/WhoWhenView = ([^;]+);/);
  expect(table("Views")).toEqual(strings(views));
});

test("the manual names the custom properties, each with the default that the style gives it", () => {
  // What begins so, but is set by the reader alone.
  const own = ["--whowhen-rem"];
  const defaults = {};
  for (const [, name, rest] of style.matchAll(/var\((--whowhen-[\w-]+)(?:,\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*))?\)/g)) {
    if (!own.includes(name)) (defaults[name] ??= []).push(rest);
  }
  expect(table("Colours, type and sizes")).toEqual(Object.keys(defaults).sort());
  for (const [name, values] of Object.entries(defaults)) {
    const row = manual.split("\n").find((line) => line.startsWith(`| \`${name}\``));
    const colours = values.join(" ").match(/light-dark\((#\w+), (#\w+)\)/);
    if (colours) expect(row).toMatch(new RegExp(`\`${colours[1]}\` \\| \`${colours[2]}\``));
  }
});

test("the manual names the parts", () => {
  const named = rooms("src").flatMap((room) => [...read(`src/${room}`).matchAll(/\.attr\(\s*"part",([^)]*)\)/g)].flatMap(([, given]) => strings(given)));
  const box = all(entry, /setAttribute\("part", "([\w-]+)"\)/g);
  expect(table("Parts")).toEqual(sorted([...named, ...box]));
});

test("the manual names the properties, methods and events", () => {
  const [, element] = types.match(/interface WhoWhenElement[^{]*\{([\s\S]*?)\n\}/);
  const members = all(element.replace(/\/\*\*[\s\S]*?\*\//g, ""), /^ {2}(?:readonly |get |set )?(\w+)[:(?<]/gm).filter((name) => name !== "addEventListener");
  expect(sorted([...table("Properties"), ...table("Methods")].map((name) => name.replace(/\(.*/, "")))).toEqual(members);
  expect(table("Events")).toEqual(all(types, /"(whowhen-[\w-]+)":/g));
});

test("the manual names what a frame's address may ask for, and what is told both ways", () => {
  const [names] = framed.match(/const names = \[.*?\]/);
  expect(table("Its address")).toEqual(sorted([...strings(names), "origin"]));
  expect(table("What it tells")).toEqual(all(framed, /\btell\("(\w+)"/g));
  expect(table("What it is told")).toEqual(all(framed, /data\?\.whowhen === "(\w+)"/g));
});
