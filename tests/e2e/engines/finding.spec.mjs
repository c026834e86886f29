/** Search and filters: what they find, how it is painted, and what they leave. */
import { paints } from "./looks.mjs";
import { ACTORS, actor, event, EVENTS, first, TEXT } from "./story.mjs";
import { eventsOf, rowsOf, withParts } from "../reader.mjs";
import { expect, test } from "./test.mjs";

const SEARCH = { role: "group", name: "Search" };
const FILTERS = { role: "group", name: "Filters" };
const FOUND = [207, 230, 196];
const HERE = [245, 160, 77];

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const times = (words) => first.blocks.reduce((sum, { text }) => sum + folded(text).split(words).length - 1, 0);

/** What part of the boxes of a highlight's first words has a colour. */
async function painted(page, highlight, colour) {
  const box = await page.run((name) => {
    const ranges = [...(CSS.highlights.get(name) ?? [])].sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
    const rect = ranges.map((range) => range.getClientRects()[0]).find(({ top, bottom }) => top > 60 && bottom < innerHeight);
    return rect && { left: rect.left + 1, top: rect.top + 2, right: rect.right - 1, bottom: rect.bottom - 2 };
  }, highlight);
  return box ? (await page.picture()).share(box, colour) : 0;
}

async function lookFor(page, words) {
  await page.press("/");
  await expect.poll(() => page.on({ role: "searchbox" }, (field) => field === document.activeElement)).toBe(true);
  await page.type(words);
}

test("search finds names without their accents and paints them", async ({ page }) => {
  await page.open();
  await lookFor(page, "keita");
  await page.sees({ role: "heading", name: `In the text ${times("keita")}`, within: SEARCH });
  await page.sees({ role: "button", name: actor("keita").name, within: SEARCH });
  await expect.poll(() => page.run(() => [...new Set([...CSS.highlights.get("whowhen-found")].map(String))])).toEqual(["Keïta"]);
  await expect.poll(() => painted(page, "whowhen-found", FOUND)).toBeGreaterThan(0.3);
});

test("Enter goes from place to place, each in sight and painted; Esc takes all of it away", async ({ page }) => {
  await page.open();
  await lookFor(page, "kidal");
  await page.sees({ role: "heading", name: `In the text ${times("kidal")}`, within: SEARCH });
  for (let place = 1; place <= 3; place++) {
    await page.press("Enter");
    await expect.poll(() => page.text(SEARCH)).toContain(`${place} of ${times("kidal")}`);
    await expect.poll(() => painted(page, "whowhen-here", HERE)).toBeGreaterThan(0.3);
  }
  await page.press("Shift+Enter");
  await expect.poll(() => page.text(SEARCH)).toContain(`2 of ${times("kidal")}`);
  await page.press("Escape");
  await expect.poll(() => page.run(() => CSS.highlights.get("whowhen-found")?.size ?? 0)).toBe(0);
  await expect.poll(() => page.asked("q")).toBe(null);
});

test("an event that the search lists is led to", async ({ page }) => {
  await page.open("?q=kidal");
  await page.click({ role: "button", name: new RegExp(event("kidal-2014").title), within: SEARCH });
  await page.holds({ event: "kidal-2014" });
});

test("a filter by kind quiets the marks of others, as computed and as painted; one click clears it", async ({ page }) => {
  await page.open("?src=made/kinds.json");
  await page.press("f");
  await page.click({ role: "button", name: /^States/, within: FILTERS });
  await paints(page, "[data-block=person] mark", ({ line, ground, paper, underlined }) => {
    expect([line, ground]).toEqual(["none", paper]);
    expect(underlined).toBeLessThan(0.1);
  });
  await paints(page, "[data-block=state] mark", ({ underlined }) => expect(underlined).toBeGreaterThan(0.9));
  expect(await page.asked("kinds")).toBe("state");
  await page.click({ role: "button", name: "Clear filters", within: FILTERS });
  await expect.poll(() => page.count(`${TEXT} mark[data-muted]`)).toBe(0);
});

test("kinds of event shorten their panel", async ({ page }) => {
  await page.open("?what=coup");
  const coups = first.events.filter(({ kind }) => kind === "coup").map(({ id }) => id);
  await expect.poll(() => page.all("[data-event]", (cards) => cards.map((card) => card.dataset.event).sort())).toEqual(coups.sort());
  await page.click({ role: "button", name: "Show all", within: EVENTS });
  await expect.poll(() => page.count("[data-event]")).toBe(rowsOf(first).length);
});

test("the ends of the span of time move by keys and by the mouse, and say what they are", async ({ page }) => {
  await page.open();
  await page.press("f");
  const start = { role: "slider", name: "From", within: FILTERS };
  await page.sees(start);
  await page.on(start, (slider) => slider.focus());
  await page.press("ArrowRight");
  await expect.poll(() => page.attribute(start, "aria-valuetext")).toBe("April 2012");
  await expect.poll(() => page.asked("from")).toBe("2012-04");
  await expect.poll(() => page.count("[data-event]")).toBeLessThan(rowsOf(first).length);
  // A click in the middle of its track.
  await page.click(start);
  await expect.poll(() => page.asked("from")).toMatch(/^20(1[5-9]|20)/);
});

test("who takes part: chosen from the list of actors", async ({ page }) => {
  await page.open("?with=hollande");
  await expect.poll(() => page.count("[data-event]")).toBe(eventsOf(withParts("hollande")).size);
  await page.press("f");
  await page.click({ role: "button", name: `Without ${actor("hollande").name}`, within: FILTERS });
  await expect.poll(() => page.count("[data-event]")).toBe(rowsOf(first).length);
  await page.sees(ACTORS);
});
