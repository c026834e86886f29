/**
 * The strip of time in the events' panel: a mark for each event as wide as what is known of its date; it follows what is
 * pointed at, held, read and filtered; a click goes to an event; a span is chosen by dragging, by the handles and by keys.
 */
import { violations } from "./axe.mjs";
import { evidence } from "./oracle.mjs";
import { expect, first, rowsOf, test, whole } from "./reader.mjs";

const strip = (page) => page.locator("[data-timeline]");
const mark = (page, id) => page.locator(`[data-time-mark="${id}"]`);
const drawing = (page) => strip(page).locator("svg");
const from = (page) => strip(page).getByRole("slider", { name: "From" });
const to = (page) => strip(page).getByRole("slider", { name: "To" });
const moura = first.events.find(({ id }) => id === "moura");

/** The ids of the marks that have an attribute. */
const marked = (page, name) => page.evaluate((name) => [...document.querySelectorAll(`[data-time-mark][${name}]`)].map((mark) => mark.dataset.timeMark), name);

/** Drags over the strip, from a share of its width to another. */
async function drag(page, start, end) {
  const { x, y, width } = await drawing(page).boundingBox();
  await page.mouse.move(x + start * width, y + 10);
  await page.mouse.down();
  await page.mouse.move(x + ((start + end) / 2) * width, y + 12, { steps: 3 });
  await page.mouse.move(x + end * width, y + 12);
  await page.mouse.up();
}

/** An article with events at these dates. */
const dated = (dates) => ({
  format: "whowhen/1",
  id: "dated",
  title: "Dated",
  language: "en",
  blocks: [{ id: "b", kind: "paragraph", text: "One sentence." }],
  events: dates.map((when, n) => ({ id: `e${n}`, title: `Event ${n}`, ...(when && { when }), evidence: [{ block: "b", quote: "One sentence." }] })),
});

/** Opens an article of the test's own. */
async function open(reader, page, article) {
  await page.route("**/made/own.json", (route) => route.fulfill({ json: article }));
  await reader.open("?src=made/own.json");
}

test("it has a mark for each event, and says from when to when it goes", async ({ reader, page }) => {
  await reader.open();
  await expect(strip(page)).toHaveAccessibleName(/^Time: January 2012 to (October|December) 2023$/);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[data-time-mark]")].map((mark) => mark.dataset.timeMark));
  expect(ids.sort()).toEqual(rowsOf(first).map(({ id }) => id).sort());
  // In the order of time, from left to right; what is later begins later.
  const left = async (id) => (await mark(page, id).boundingBox()).x;
  expect(await left("rebellion")).toBeLessThan(await left("moura"));
});

test("dates are drawn as what is known of them", async ({ reader, page }) => {
  await open(reader, page, dated(["2012-03-22", "2013", "2014/2016", "2017-05-01/..", "../2011", "2018~", "{2019,2020}", null]));
  const parts = (id) => mark(page, id).evaluate((mark) => [...mark.querySelectorAll("rect, path")].map((part) => part.getAttribute("class")).join(" "));
  expect(await parts("e0")).toBe("sure");
  expect(await parts("e1")).toBe("maybe");
  expect(await parts("e2")).toBe("maybe sure");
  expect(await parts("e3")).toBe("arrow sure");
  expect(await parts("e4")).toBe("arrow maybe sure");
  expect(await parts("e5")).toBe("soft soft soft soft maybe");
  expect(await parts("e6")).toBe("maybe maybe");
  // A year is wider than a day, and what is undated stands at the end.
  const width = async (id) => (await mark(page, id).boundingBox()).width;
  expect(await width("e1")).toBeGreaterThan(3 * (await width("e0")));
  const box = await drawing(page).boundingBox();
  expect((await mark(page, "e7").boundingBox()).x).toBeGreaterThan(box.x + box.width * 0.9);
});

test("it follows what is pointed at, held and read, and shows what it is", async ({ reader, page }) => {
  await reader.open();
  await reader.title(moura.title).hover();
  await expect.poll(() => marked(page, "data-lit")).toEqual(["moura"]);
  await reader.text.hover({ position: { x: 5, y: 5 } });
  await expect.poll(() => marked(page, "data-lit")).toEqual([]);
  // Pointing at a mark lights the row, and says what it is.
  await mark(page, "moura").hover({ force: true });
  await expect.poll(() => marked(page, "data-lit")).toHaveLength(1);
  const [id] = await marked(page, "data-lit");
  const at = first.events.find((event) => event.id === id);
  await expect(reader.card(at.title)).toHaveAttribute("data-lit", "");
  await expect(strip(page).locator(".tip")).toContainText(at.title);
  await reader.opened(moura.title);
  await expect.poll(() => marked(page, "data-held")).toEqual(["moura"]);
  await page.keyboard.press("Escape");
  await expect.poll(() => marked(page, "data-held")).toEqual([]);
  // What is read as the text is scrolled, by somebody who does not use the panel.
  await reader.open();
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 2500);
  await expect.poll(() => marked(page, "data-read"), { timeout: 15_000 }).toHaveLength(1);
});

test("a held actor leaves its events, a filter those that fit", async ({ reader, page }) => {
  await reader.open("?actor=wagner");
  const muted = await marked(page, "data-muted");
  expect(muted.length).toBeGreaterThan(40);
  expect(muted).not.toContain("wagner-deployed");
  await page.keyboard.press("Escape");
  await expect.poll(() => marked(page, "data-muted")).toEqual([]);
  await reader.open("?what=coup");
  const left = rowsOf(first).filter(({ kind }) => kind !== "coup").map(({ id }) => id).sort();
  await expect.poll(async () => (await marked(page, "data-muted")).sort()).toEqual(left);
});

test("a click goes to the event and its sentence", async ({ reader, page }) => {
  await reader.open();
  const { x, y, width, height } = await mark(page, "azawad-declared").boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await expect.poll(() => marked(page, "data-lit")).toHaveLength(1);
  const [id] = await marked(page, "data-lit");
  await page.mouse.down();
  await page.mouse.up();
  await reader.holds({ event: id });
  await reader.sees(evidence(first, id)[0]);
});

test("dragging over it chooses a span, and the handles show it", async ({ reader, page }) => {
  await reader.open();
  await drag(page, 0.05, 0.3);
  await expect.poll(() => reader.asked("to")).toMatch(/^201[456]/);
  const end = await to(page).getAttribute("aria-valuetext");
  expect(end).toMatch(/201[456]/);
  await expect(reader.events.getByRole("button", { name: "Show all" })).toBeVisible();
  await expect.poll(async () => (await marked(page, "data-muted")).includes("moura")).toBe(true);
  // Back over all of it: no filter.
  await drag(page, 0.001, 0.97);
  await expect.poll(() => [reader.asked("from"), reader.asked("to")]).toEqual([null, null]);
});

test("the handles are moved by keys, and by dragging", async ({ reader, page }) => {
  await reader.open();
  await from(page).focus();
  for (const [key, text] of [["ArrowRight", /^April 2012$/], ["ArrowLeft", /^2012$/], ["PageUp", /^July 2014$/], ["End", /2023/], ["Home", /^2012$/]]) {
    await page.keyboard.press(key);
    await expect(from(page)).toHaveAttribute("aria-valuetext", text);
  }
  await expect.poll(() => reader.asked("from")).toBe(null);
  const handle = await to(page).boundingBox();
  const box = await drawing(page).boundingBox();
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, handle.y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => reader.asked("to")).toMatch(/^201[78]/);
  // One end pushes the other.
  await from(page).focus();
  await page.keyboard.press("End");
  await expect(to(page)).toHaveAttribute("aria-valuetext", /2023/);
});

test("the filters' sliders and the strip are one filter", async ({ reader, page }) => {
  await reader.open("?from=2013&to=2014");
  await page.getByRole("button", { name: "Filters" }).click();
  const filters = page.getByRole("group", { name: "Filters" });
  await expect(filters.getByRole("slider", { name: "From" })).toHaveAttribute("aria-valuetext", "2013");
  await expect(from(page)).toHaveAttribute("aria-valuetext", "2013");
  await filters.getByRole("slider", { name: "To" }).press("ArrowLeft");
  const end = await filters.getByRole("slider", { name: "To" }).getAttribute("aria-valuetext");
  await expect(to(page)).toHaveAttribute("aria-valuetext", end);
});

test("a few events far away break the axis, and it says so", async ({ reader, page }) => {
  await open(reader, page, dated(["1815-06-18", "2012", "2013-03", "2014-05", "2015-08", "2019"]));
  await expect(strip(page).locator(".left-out")).toHaveText(/^Left out: \d{4} to 2011$/);
  const [old, recent] = [await mark(page, "e0").boundingBox(), await mark(page, "e1").boundingBox()];
  expect(recent.x - old.x).toBeLessThan(80);
});

test("no events, one, and thousands", async ({ reader, page }) => {
  await reader.open("?src=made/plain.json");
  await expect(strip(page)).toHaveCount(0);
  await open(reader, page, dated(["2012-03-22"]));
  await expect(mark(page, "e0")).toHaveCount(1);
  await expect(strip(page).locator("text")).not.toHaveCount(0);
  await open(reader, page, dated([null]));
  await expect(mark(page, "e0")).toHaveCount(1);
  await expect(strip(page).getByRole("slider")).toHaveCount(0);
  const many = Array.from({ length: 5_000 }, (_, n) => `${1900 + (n % 120)}-0${1 + (n % 9)}`);
  await open(reader, page, dated(many));
  // Where marks would be above each other, columns say how many there are.
  await expect(strip(page).locator("path.columns")).toHaveCount(2);
  await expect(page.locator("[data-time-mark]")).toHaveCount(0);
  await reader.events.getByRole("heading", { level: 4 }).first().hover();
  await expect(page.locator("[data-time-mark]")).toHaveCount(1);
  const { x, y, width } = await drawing(page).boundingBox();
  await page.mouse.move(x + width / 2, y + 20);
  await expect(page.locator("[data-time-mark][data-lit]")).toHaveCount(1);
});

test("time goes from right to left where the interface does", async ({ reader, page }) => {
  await page.addInitScript(() => localStorage.setItem("whowhen", "language=ar"));
  await reader.open();
  const box = async (id) => (await mark(page, id).boundingBox()).x;
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe("rtl");
  expect(await box("rebellion")).toBeGreaterThan(await box("moura"));
  const handles = strip(page).getByRole("slider");
  await handles.first().focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => reader.asked("from")).toBe("2012-04");
});

test("it is in the article's own page without scripts, and printed", async ({ browser, host }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${host.url}${first.id}/`);
  await expect(mark(page, "moura")).toBeVisible();
  await expect(strip(page)).toHaveAccessibleName(/^Time: /);
  await page.emulateMedia({ media: "print" });
  await expect(mark(page, "moura")).toBeVisible();
  await context.close();
});

test("the article's own page and the reader draw the same strip", async ({ reader, page, host }) => {
  await page.goto(`${host.url}${first.id}/`);
  await reader.ready();
  await whole(page);
  const live = await drawing(page).evaluate((svg) => {
    const copy = svg.cloneNode(true);
    for (const cover of copy.querySelectorAll(".cover")) cover.remove();
    for (const mark of copy.querySelectorAll("*")) for (const name of ["data-lit", "data-read", "data-muted", "data-held"]) mark.removeAttribute(name);
    return copy.innerHTML;
  });
  const before = await page.evaluate(async () => {
    const text = await (await fetch(location.pathname)).text();
    return new DOMParser().parseFromString(text, "text/html").querySelector("[data-timeline] svg").innerHTML;
  });
  expect(live).toBe(before);
});

test.describe("by finger", () => {
  test.use({ viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true });

  test("it heads the sheet, and a tap goes to an event", async ({ reader, page }) => {
    await reader.open();
    await page.getByRole("button", { name: /^Events/ }).tap();
    await expect(drawing(page)).toBeInViewport();
    // The sheet has come up.
    const top = () => drawing(page).evaluate((svg) => svg.getBoundingClientRect().top);
    let last;
    await expect.poll(async () => [last, (last = await top())].join()).toMatch(/^([\d.]+),\1$/);
    const { x, y, width, height } = await mark(page, "coup-2020").boundingBox();
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await expect.poll(() => reader.asked("event")).toBe("coup-2020");
  });
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing in it, ${scheme}`, async ({ reader, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await reader.open("?event=moura&from=2013&to=2022");
    expect(await violations(page, (axe) => axe.include("[data-timeline]"))).toEqual([]);
  });
}
