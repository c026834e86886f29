/** On paper: the text with its marks, the panels behind it, no instruments, in light colours whatever the screen has. */
import { paints } from "./looks.mjs";
import { first, MENU, TEXT } from "./story.mjs";
import { rowsOf } from "../reader.mjs";
import { expect, test } from "./test.mjs";

/** The panels: on paper they are seen also where they are hidden on the screen. */
const EVENTS = "[part=events]";
const ACTORS = "[part=actors]";

/** Has the page as it is printed: its style for print, and the event that a browser gives before. */
async function print(page) {
  await page.tab.print();
  await page.run(() => dispatchEvent(new Event("beforeprint")));
}

test("text, events and actors are on it, one below another; the bar is not", async ({ page }) => {
  await page.open("?view=text");
  await print(page);
  await page.sees(EVENTS);
  await page.sees(ACTORS);
  await page.seesNot(MENU);
  await page.seesNot("[data-sign]");
  await expect.poll(() => page.count("[data-event]")).toBe(rowsOf(first).length);
  const tops = [];
  for (const part of [TEXT, ACTORS, EVENTS]) tops.push(await page.on(part, (part) => part.getBoundingClientRect().top));
  expect(Math.min(...tops)).toBe(tops[0]);
  // What is computed of a number is the number, or where it is taken from.
  const references = await page.all("[data-ref]", (all) => all.map((one) => [one.dataset.ref, getComputedStyle(one, "::after").content]));
  expect(references.length).toBeGreaterThan(20);
  for (const [number, content] of references) expect([`"${number}"`, "attr(data-ref)"]).toContain(content);
});

test("from dark colours it is light, and marks have their lines", async ({ page }) => {
  await page.open("?src=made/kinds.json");
  await page.click(MENU);
  await page.click({ role: "button", name: "Dark", within: { role: "group", name: "Colours" } });
  await page.press("Escape");
  await print(page);
  await page.run(() => scrollTo({ top: 0, behavior: "instant" }));
  await paints(page, "[data-block=state] mark", ({ line, style, underlined, paper }) => {
    expect([line, style]).toEqual(["underline", "solid"]);
    expect(Math.min(...paper)).toBeGreaterThan(240);
    expect(underlined).toBeGreaterThan(0.9);
  });
  const ink = await page.on("[data-block=state]", (block) => getComputedStyle(block).color);
  expect(Math.max(...ink.match(/\d+/g).slice(0, 3).map(Number))).toBeLessThan(60);
});
