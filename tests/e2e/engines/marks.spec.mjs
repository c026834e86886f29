/** Marks: each kind of actor has its hue and its line, a hairline at rest, and at each level those that it says are seen; as computed and as painted. */
import { KINDS } from "../files.mjs";
import { MENU, TEXT } from "./story.mjs";
import { looks, paints } from "./looks.mjs";
import { apart } from "./picture.mjs";
import { expect, test } from "./test.mjs";

test.use({ size: { width: 1400, height: 1100 } });

/** Where all mentions are shown, no two kinds have the same line. */
const LINES = {
  person: ["solid", 0.09],
  public: ["dotted", 0.1],
  state: ["solid", 0.13],
  government: ["dashed", 0.09],
  military: ["double", 0.06],
  armed_group: ["wavy", 0.06],
  organisation: ["double", 0.09],
  company: ["dashed", 0.14],
  media: ["dotted", 0.16],
  place: ["solid", 0.05],
  other: ["dashed", 0.05],
};
const named = Object.keys(KINDS).map((kind) => `[data-block="${kind}"] mark`).join();
const open = (page, query = "") => page.open(`?src=made/kinds.json${query}`);

/** Chooses which mentions are underlined. */
async function level(page, name) {
  await page.click(MENU);
  await page.click({ role: "button", name, within: { role: "group", name: "Marks" } });
  await page.press("Escape");
}

/** It has an underline in its hue, and no ground of its own. */
function isUnderlined(one) {
  expect(one.ground, one.words).toEqual(one.paper);
  expect(one.underlined, `${one.words}: the line is painted`).toBeGreaterThan(0.3);
}

test("at rest every kind has a hairline of its style and hue, as computed and as painted", async ({ page }) => {
  await open(page);
  const all = await looks(page, named);
  for (const { kind, line, style } of all) expect([kind, line, style]).toEqual([kind, "underline", LINES[kind][0]]);
  expect(await page.all(named, (marks) => [...new Set(marks.map((mark) => getComputedStyle(mark).textDecorationThickness))])).toEqual(["1px"]);
  expect(new Set(all.map(({ lineColour }) => lineColour.join())).size).toBe(all.length);
  await paints(page, named, isUnderlined);
});

test("where all are shown, every kind has its own line, as computed", async ({ page }) => {
  await open(page);
  await level(page, "All");
  const all = await looks(page, named);
  expect(all.map(({ kind }) => kind)).toEqual(Object.keys(LINES));
  for (const { kind, line, style, thickness } of all) {
    expect([kind, line, style]).toEqual([kind, "underline", LINES[kind][0]]);
    expect(Math.abs(thickness - LINES[kind][1]), `${kind} ${thickness}`).toBeLessThan(0.005);
  }
  const hues = new Set(all.map(({ lineColour }) => lineColour.join()));
  expect(hues.size).toBe(all.length);
});

test("where all are shown, every kind has its line, as painted", async ({ page }) => {
  await open(page);
  await level(page, "All");
  await paints(page, named, isUnderlined);
});

for (const [theme, isPaper] of [["Dark", (channel) => channel < 60], ["High contrast", (channel) => channel === 255]]) {
  test(`every kind has its line in the colours “${theme}”, as painted`, async ({ page }) => {
    await open(page);
    await page.click(MENU);
    await page.click({ role: "button", name: theme, within: { role: "group", name: "Colours" } });
    await page.press("Escape");
    await paints(page, named, (one) => {
      expect(one.paper.every(isPaper)).toBe(true);
      expect(one.underlined, one.words).toBeGreaterThan(0.3);
    });
  });
}

test("a pronoun has no line at rest, and a fainter one where all are shown", async ({ page }) => {
  await open(page);
  await paints(page, "[data-block=pronoun] mark", ({ line, underlined }) => {
    expect(line).toBe("none");
    expect(underlined).toBeLessThan(0.1);
  });
  await level(page, "All");
  const [name] = await looks(page, "[data-block=state] mark");
  await paints(page, "[data-block=pronoun] mark", ({ ground, paper, lineColour, underlined }) => {
    expect(ground).toEqual(paper);
    expect(underlined).toBeGreaterThan(0.9);
    expect(apart(lineColour, paper)).toBeLessThan(apart(name.lineColour, paper) * 0.7);
  });
});

test("a mention around another has its own line under it", async ({ page }) => {
  await open(page);
  await level(page, "All");
  const inner = '[data-block="nested"] mark[data-kind=state]';
  const lines = await page.on(inner, (mark) => [mark, ...mark.querySelectorAll("[data-under]")].map((line) => [getComputedStyle(line).textDecorationStyle, parseFloat(getComputedStyle(line).textUnderlineOffset)]));
  expect(lines.map(([style]) => style)).toEqual(["solid", "dashed"]);
  expect(lines[1][1]).toBeGreaterThan(lines[0][1] + 2);
  await paints(page, inner, ({ underlined }) => expect(underlined).toBeGreaterThan(0.9));
  const [outer] = await looks(page, '[data-block="nested"] mark[data-kind=government]');
  const [state] = await looks(page, inner);
  const picture = await page.picture();
  expect(picture.line(state.under, outer.lineColour, state.paper)).toBeGreaterThan(0.3);
});

test("the first naming of each actor in each block of the first screen is painted with its line", async ({ page }) => {
  await page.open();
  const marks = await page.all(`${TEXT} mark[data-first]`, (marks) => {
    const seen = marks.filter((mark) => mark.getClientRects()[0]?.width > 12 && mark.getBoundingClientRect().bottom < innerHeight - 20);
    seen.forEach((mark, n) => mark.setAttribute("data-nth", n));
    return seen.length;
  });
  expect(marks).toBeGreaterThan(12);
  await paints(page, "mark[data-nth]", ({ line, words, underlined }) => {
    expect([words, line]).toEqual([words, "underline"]);
    expect(underlined, words).toBeGreaterThan(0.25);
  });
});

test("who wants no marks sees none, and the panel's headings keep the lines of their kinds", async ({ page }) => {
  await open(page);
  await page.click(MENU);
  await page.click({ role: "button", name: "None", within: { role: "group", name: "Marks" } });
  await paints(page, named, ({ line, ground, paper, underlined }) => {
    expect([line, ground]).toEqual(["none", paper]);
    expect(underlined).toBeLessThan(0.1);
  });
  const headings = await page.all(".kind-heading .line-of", (all) => all.map((one) => [getComputedStyle(one).textDecorationLine, getComputedStyle(one).textDecorationStyle]));
  expect(headings.map(([line]) => line)).toEqual(Object.keys(KINDS).map(() => "underline"));
  expect(new Set(headings.map(([, style]) => style))).toEqual(new Set(["solid", "dotted", "dashed", "double", "wavy"]));
});
