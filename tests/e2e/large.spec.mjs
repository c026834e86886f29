/**
 * Twenty thousand mentions in two hundred thousand words: the first screen is there at once, the rest is text that the
 * browser can find, and marks are where one looks, jumps to, or prints.
 */
import { evidence, marks } from "./oracle.mjs";
import { expect, made, test } from "./reader.mjs";

const NAME = "large-20000.json";
const large = made(NAME);
const last = large.events.at(-1);

/** How many marks are in the page. */
const marked = (page) => page.evaluate(() => document.querySelectorAll("mark").length);

/** Waits until the whole text is there, and gives the texts of all blocks. */
async function texts(page) {
  const read = () => page.evaluate(() => [...document.querySelectorAll("[data-block]")].map((block) => block.textContent));
  await expect.poll(async () => (await read()).length, { timeout: 20_000 }).toBe(large.blocks.length);
  return read();
}

/** What is in view is marked as the file says. */
async function inViewIsMarked(reader) {
  const expected = marks(large);
  await expect
    .poll(async () => {
      const seen = Object.entries(await reader.marks({ inView: true }));
      return seen.length > 0 && seen.every(([block, runs]) => JSON.stringify(runs) === JSON.stringify(expected[block]));
    })
    .toBe(true);
}

test("nothing holds the page up for long while it comes", async ({ reader, page }) => {
  await page.addInitScript(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
    }).observe({ type: "longtask", buffered: true });
  });
  await reader.open(`?src=made/${NAME}`);
  // Counted, not read: to read all the text would itself hold the page up.
  await page.waitForFunction((number) => document.querySelectorAll("[data-block]").length === number, large.blocks.length);
  await reader.title(large.events[0].title).click();
  await reader.holds({ event: large.events[0].id });
  // Generous, for machines that do much else: what is meant is that a person never waits for an answer.
  expect(await page.evaluate(() => window.longest)).toBeLessThan(1_000);
});

test("the first screen is marked, the whole text is there, and far from the view nothing is marked", async ({ reader, page }) => {
  await reader.open(`?src=made/${NAME}`);
  await inViewIsMarked(reader);
  expect(await texts(page)).toEqual(large.blocks.map((block) => block.text));
  expect(await marked(page)).toBeLessThan(2_000);
});

test("an address leads to an event at the very end, and its sentence and what is about it are marked", async ({ reader, page }) => {
  await reader.open(`?src=made/${NAME}&event=${last.id}`);
  await reader.sees(evidence(large, last.id)[0]);
  await inViewIsMarked(reader);
  expect(await marked(page)).toBeLessThan(3_000);
});

test("while it comes the page answers: a click on a card of the first screen holds it", async ({ reader, page }) => {
  await page.goto(`${reader.host.url}?src=made/${NAME}`);
  await reader.title(large.events[0].title).click();
  await reader.holds({ event: large.events[0].id });
  expect((await texts(page)).length).toBe(large.blocks.length);
});

for (const [name, under] of [[NAME, "a heading for each year"], ["undated-2000.json", "one heading"]]) {
  test(`of two thousand events under ${under} the rows near the view are made, and each is there when it is scrolled to or held`, async ({ reader, page }) => {
    const { events } = made(name);
    await reader.open(`?src=made/${name}`);
    const rows = () => page.evaluate(() => document.querySelectorAll("aside [data-card]").length);
    const years = new Set(events.map(({ when }) => when));
    await expect(reader.events.locator("h3")).toHaveCount(years.size);
    expect(await rows()).toBeLessThan(200);
    // Each heading that stays in sight is a layer for the browser: those of far rows do not.
    const staying = await reader.events.locator("h3").evaluateAll((all) => all.filter((heading) => getComputedStyle(heading).position === "sticky").length);
    expect(staying).toBeGreaterThan(0);
    expect(staying).toBeLessThanOrEqual(Math.max(1, years.size / 2));
    const inOrder = events.toSorted((one, other) => Number(one.when ?? 0) - Number(other.when ?? 0));
    // The last one, at the end of the panel
    await expect
      .poll(async () => {
        await reader.events.evaluate((panel) => panel.scrollTo(0, panel.scrollHeight));
        return reader.title(inOrder.at(-1).title).isVisible();
      })
      .toBe(true);
    // Others, from elsewhere: from the end to the middle, and back to the beginning
    for (const { id, title } of [inOrder[1000], inOrder[1950], inOrder[3]]) {
      await page.evaluate((event) => document.querySelector("who-when").select({ event }), id);
      await expect(reader.card(title)).toBeInViewport({ ratio: 0.9 });
      await expect(reader.card(title)).toHaveAttribute("aria-current", "true");
      const heading = reader.card(title).locator("xpath=ancestor::ul/preceding-sibling::h3[1]");
      await expect(heading).toHaveCSS("position", "sticky");
    }
    expect(await rows()).toBeLessThan(500);
  });
}

test("before printing all of it is marked", async ({ reader, page }) => {
  await reader.open(`?src=made/${NAME}`);
  await texts(page);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const pieces = await page.evaluate(() => new Set([...document.querySelectorAll("mark")].flatMap((mark) => mark.dataset.mentions.split(" "))).size);
  expect(pieces).toBe(large.mentions.length);
});

test("one block of a quarter of a million letters is searched and scrolled as short ones are", async ({ reader, page }) => {
  await page.addInitScript(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
    }).observe({ type: "longtask" });
  });
  const article = made("one-block.json");
  const { text } = article.blocks[0];
  await reader.open("?src=made/one-block.json");
  await expect(reader.text.locator("mark")).toHaveCount(article.mentions.length);
  await page.keyboard.press("/");
  await page.evaluate(() => (window.longest = 0));
  const painted = (name) => page.evaluate((name) => CSS.highlights.get(name)?.size ?? 0, name);
  for (const [word, times] of [["e", text.split("e").length - 1], ["river", text.split("river").length - 1], ["Mali and", article.mentions.length]]) {
    await page.getByRole("searchbox").fill(word);
    await expect(page.getByRole("group", { name: "Search" }).getByRole("heading", { name: "In the text" })).toContainText(times.toLocaleString("en"));
    // Only what is near the view is painted.
    await expect.poll(() => painted("whowhen-found")).toBeGreaterThan(0);
    expect(await painted("whowhen-found")).toBeLessThan(5_000);
  }
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Enter");
  // The last one of all, in view and painted.
  await expect.poll(() => painted("whowhen-here")).toBe(1);
  await expect.poll(() => page.evaluate(() => { const [range] = CSS.highlights.get("whowhen-here"); const { top, bottom } = range.getBoundingClientRect(); return top > 0 && bottom < innerHeight; })).toBe(true);
  expect(await page.evaluate(() => [...CSS.highlights.get("whowhen-here")].map(String))).toEqual(["Mali and"]);
  // Generous, for machines that do much else; it was eight seconds a key.
  expect(await page.evaluate(() => window.longest)).toBeLessThan(1_500);
});

test("of a text with long blocks, the browser lays out only what is near the view", async ({ reader, page }) => {
  await reader.open("?src=made/long-blocks.json");
  const blocks = reader.text.locator("[data-block]");
  await expect(blocks).toHaveCount(60);
  /** Whether the block that is expected there is laid out, and how many are. */
  const laidOut = async (expected) => {
    const all = await blocks.evaluateAll((all) => all.flatMap((block, n) => (block.checkVisibility({ contentVisibilityAuto: true }) ? [n] : [])));
    return all.includes(expected) && all.length;
  };
  const few = (number) => number > 0 && number <= 12;
  await expect.poll(async () => few(await laidOut(0))).toBe(true);
  // A screen has one or two of them, and before and after it there may be a group each.
  await blocks.nth(30).evaluate((block) => block.scrollIntoView());
  await expect.poll(async () => few(await laidOut(30))).toBe(true);
  await page.keyboard.press("End");
  await expect.poll(async () => few(await laidOut(59))).toBe(true);
});
