/** Which mentions are underlined: the levels, in the menu, in embeds and on paper; how much of an article is marked at rest. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { embed, test as hosts } from "./hosts.mjs";
import { expect, first, test } from "./reader.mjs";
import { DIST } from "./server.mjs";

const list = JSON.parse(readFileSync(join(DIST, "articles/index.json"), "utf8")).articles;

/** The share of the article's letters that is underlined, and how many letters are tinted. */
const shares = (page) =>
  page.evaluate(() => {
    const marked = (node) => {
      let [underlined, tinted] = [false, false];
      for (let element = node.parentElement; !element.dataset.block; element = element.parentElement) {
        if (!element.matches("mark, [data-under]")) continue;
        const { textDecorationLine, backgroundColor } = getComputedStyle(element);
        underlined ||= textDecorationLine.includes("underline");
        tinted ||= backgroundColor !== "rgba(0, 0, 0, 0)";
      }
      return [underlined, tinted];
    };
    let [all, underlined, tinted] = [0, 0, 0];
    for (const block of document.querySelectorAll("[data-block]")) {
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const { length } = texts.currentNode.data;
        const [isUnderlined, isTinted] = marked(texts.currentNode);
        all += length;
        if (isUnderlined) underlined += length;
        if (isTinted) tinted += length;
      }
    }
    return { underlined: underlined / all, tinted };
  });

/** All blocks are marked, not only those near the view. */
const markAll = (page) => page.evaluate(() => dispatchEvent(new Event("beforeprint")));

for (const { id } of list) {
  test(`at rest at most a sixth of an article is underlined, and nothing tinted: ${id}`, async ({ reader, page }) => {
    await reader.open(`?article=${id}`);
    await markAll(page);
    const { underlined, tinted } = await shares(page);
    expect(underlined).toBeLessThanOrEqual(1 / 6);
    expect(underlined).toBeGreaterThan(0.05);
    expect(tinted).toBe(0);
  });
}

test("at rest the first naming of each actor in each block is underlined, and nothing else", async ({ reader, page }) => {
  await reader.open();
  await markAll(page);
  const expected = new Set();
  const seen = new Set();
  const byPlace = first.mentions.map((mention, place) => ({ ...mention, place }));
  byPlace.sort((one, other) => one.at[0].start - other.at[0].start || other.at[0].end - one.at[0].end);
  for (const { actor, form = "name", at, place } of byPlace) {
    const key = `${at[0].block} ${actor}`;
    if (form === "pronoun" || seen.has(key)) continue;
    seen.add(key);
    expected.add(place);
  }
  const found = await page.evaluate(() => {
    const lined = (element) => getComputedStyle(element).textDecorationLine.includes("underline");
    const all = new Set();
    for (const mark of document.querySelectorAll("[data-block] mark")) {
      // Outermost first in the attribute; the lines of outer mentions lie inside the mark, the innermost first.
      const lines = [mark, ...mark.querySelectorAll("[data-under]")];
      const kind = (line) => line.dataset.kind ?? line.dataset.under;
      for (const line of lines.filter(lined)) all.add(`${mark.dataset.mentions}|${kind(line)}`);
    }
    return [...all];
  });
  const kinds = new Map(first.actors.map(({ id, kind }) => [id, kind]));
  for (const one of found) {
    const [mentions, kind] = one.split("|");
    const theirs = mentions.split(" ").map(Number).filter((place) => kinds.get(first.mentions[place].actor) === kind);
    expect(theirs.some((place) => expected.has(place)), one).toBe(true);
  }
  const underlined = new Set(found.flatMap((one) => one.split("|")[0].split(" ").map(Number)));
  for (const place of expected) expect(underlined.has(place), `${place}`).toBe(true);
});

const LEVELS = { none: 0, names: 1, all: 2, held: 0 };
for (const [level, least] of Object.entries(LEVELS)) {
  test(`the level “${level}”: on the screen, on paper, and with an actor held`, async ({ reader, page }) => {
    await page.addInitScript((level) => (localStorage.whowhen = `marks=${level}`), level);
    await reader.open();
    await markAll(page);
    const names = (await page.locator("mark[data-first]").count()) > 0;
    expect(names).toBe(true);
    const { underlined, tinted } = await shares(page);
    expect(tinted).toBe(0);
    if (least === 0) expect(underlined).toBe(0);
    if (least === 1) expect(underlined).toBeLessThan(1 / 6);
    if (least === 2) expect(underlined).toBeGreaterThan(1 / 4);
    await page.emulateMedia({ media: "print" });
    expect((await shares(page)).underlined).toBeCloseTo(underlined, 5);
    await page.emulateMedia({ media: null });
    await reader.open("?actor=mali");
    const active = reader.text.locator("mark[data-active]");
    await expect(active.first()).toBeAttached();
    const lines = new Set(await active.evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).textDecorationLine)));
    expect(lines).toEqual(new Set([level === "none" ? "none" : "underline"]));
  });
}

test("every mention can be pointed at and reached by keys, whatever is underlined", async ({ reader, page }) => {
  await reader.open();
  const pronoun = first.mentions.findIndex(({ form, at }) => form === "pronoun" && at[0].block === "b1");
  await reader.pieces(pronoun).first().hover();
  await expect(reader.pieces(pronoun).first()).toHaveAttribute("data-active", /./);
  await reader.text.locator("[data-block=b1] mark").first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(reader.text.locator("[data-block=b1] mark").nth(1)).toBeFocused();
});

hosts("a page that embeds the reader chooses the level, and who reads has the last word", async ({ theirs }) => {
  await theirs.visit(embed({ article: first.id, marks: "all" }));
  await theirs.ready();
  const root = theirs.element.locator("[data-whowhen]");
  await expect(root).toHaveAttribute("data-marks", "all");
  await theirs.element.evaluate((element) => (element.marks = "none"));
  await expect(root).toHaveAttribute("data-marks", "none");
  expect(await theirs.element.evaluate((element) => [element.marks, element.getAttribute("marks")])).toEqual(["none", "none"]);
  await theirs.element.getByRole("button", { name: "Menu" }).click();
  await theirs.element.getByRole("group", { name: "Marks" }).getByRole("button", { name: "Names" }).click();
  await expect(root).toHaveAttribute("data-marks", "names");
  await theirs.element.evaluate((element) => (element.marks = "all"));
  await expect(root).toHaveAttribute("data-marks", "names");
});
