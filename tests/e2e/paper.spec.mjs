/**
 * On paper: the whole text with its marks, numbered references to all events, all actors, where it comes from; whatever the
 * screen showed.
 */
import { expect, first, made, test } from "./reader.mjs";

/** Has the page print, as the browser does it: the events, then the page in its printed form. */
async function print(page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
}

/** The numbers at the ends of evidence in the text, by event: those of the cards. */
const references = (page) =>
  page.evaluate(() => [...document.querySelectorAll("[data-ref]")].flatMap((proof) => getComputedStyle(proof, "::after").content.replaceAll('"', "").split(", ").map((number) => [Number(number), proof.closest("[data-block]").dataset.block])));

const cards = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-event]")].map((card) => ({
      id: card.dataset.event,
      number: Number(getComputedStyle(card, "::before").content.replaceAll('"', "")),
      quotes: [...card.querySelectorAll("blockquote")].map((quote) => quote.textContent),
      seen: card.getBoundingClientRect().height > 0,
    })),
  );

for (const [what, width, query] of [["at rest", 1400, ""], ["with all folded away, something held and searched", 1400, "?view=text&event=moura&actor=mali&q=kidal"], ["from a narrow screen", 375, ""]]) {
  test.describe(what, () => {
    test.use({ viewport: { width, height: 800 } });
    test("all of it is on paper, and every reference has its event", async ({ reader, page }) => {
      await reader.open(query);
      await print(page);
      const printed = await cards(page);
      expect(printed.map(({ number }) => number)).toEqual(first.events.map((_, place) => place + 1));
      expect(printed.every(({ seen }) => seen)).toBe(true);
      const numbers = new Map(printed.map(({ id, number }) => [id, number]));
      const wanted = first.events.flatMap(({ id, evidence }) => evidence.map(({ block }) => `${numbers.get(id)} ${block}`));
      const there = (await references(page)).map(([number, block]) => `${number} ${block}`);
      expect([...new Set(there)].sort()).toEqual([...new Set(wanted)].sort());
      for (const { id, quotes } of printed) {
        expect(quotes.length, id).toBe(first.events.find((event) => event.id === id).evidence.length);
      }
      expect(await page.locator("[data-actor-entry]").count()).toBe(first.actors.length);
      expect(await page.locator("[data-block]").evaluateAll((blocks) => blocks.map((block) => block.textContent))).toEqual(first.blocks.map(({ text }) => text));
      // Marked by lines, which grey paper keeps, whatever is held.
      const lines = await page.locator("mark").evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).textDecorationLine));
      expect(new Set(lines)).toEqual(new Set(["underline"]));
      const today = await page.evaluate(() => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(new Date()));
      await expect(page.getByText(`Printed on ${today} from http://127.0.0.1`)).toBeVisible();
      for (const instrument of [page.getByRole("banner"), page.getByRole("navigation"), page.getByRole("button", { name: /^Event: / }), page.getByRole("searchbox")]) {
        expect(await instrument.evaluateAll((all) => all.filter((one) => one.getClientRects().length > 0).length)).toBe(0);
      }
      expect(await page.evaluate(() => document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth + 1)).toBe(true);
    });
  });
}

test("a filter holds on paper too", async ({ reader, page }) => {
  await reader.open("?what=coup");
  await print(page);
  const coups = first.events.filter(({ kind }) => kind === "coup").map(({ id }) => id);
  expect((await cards(page)).map(({ id }) => id).sort()).toEqual(coups.sort());
  const numbers = new Set((await cards(page)).map(({ number }) => number));
  expect((await references(page)).every(([number]) => numbers.has(number))).toBe(true);
});

test("afterwards the screen is as it was", async ({ reader, page }) => {
  await reader.open();
  const order = () => reader.events.getByRole("article").evaluateAll((all) => all.map((card) => card.dataset.event));
  await expect.poll(async () => (await order()).length).toBe(first.events.length);
  const before = await order();
  await print(page);
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect.poll(order).toEqual(before);
  await expect(page.getByRole("banner")).toBeVisible();
});

test("a long text prints whole", async ({ reader, page }) => {
  const large = made("large-2000.json");
  await reader.open("?src=made/large-2000.json");
  await print(page);
  expect(await page.locator("[data-block]").count()).toBe(large.blocks.length);
  expect((await cards(page)).length).toBe(large.events.length);
  expect(await page.evaluate(() => new Set([...document.querySelectorAll("mark")].flatMap((mark) => mark.dataset.mentions.split(" "))).size)).toBe(large.mentions.length);
});

test("the browser makes a PDF of it", async ({ reader, page }) => {
  await reader.open();
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(4);
  expect(pages).toBeLessThan(25);
});

test("printing from the menu waits until all is ready", async ({ reader, page }) => {
  await page.addInitScript(() => {
    // What the browser does: it tells of it, and stops until the paper is there.
    globalThis.print = () => {
      dispatchEvent(new Event("beforeprint"));
      globalThis.onPaper = [...document.querySelectorAll("[data-event]")].map((card) => Number(card.dataset.number));
      dispatchEvent(new Event("afterprint"));
    };
  });
  await reader.open();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "Print…" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.onPaper)).toEqual(first.events.map((_, place) => place + 1));
  await expect(page.getByRole("button", { name: "Print…" })).toBeHidden();
});

test("what was chosen dark for the screen is light on paper", async ({ reader, page }) => {
  await reader.open();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("group", { name: "Colours" }).getByRole("button", { name: "Dark" }).click();
  await page.keyboard.press("Escape");
  const ink = () => reader.text.evaluate((text) => getComputedStyle(text).color.match(/\d+/g).map(Number)[0]);
  expect(await ink()).toBeGreaterThan(200);
  await print(page);
  expect(await ink()).toBeLessThan(60);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
});

test("afterwards the focus is where it was, and the panel as far", async ({ reader, page }) => {
  await reader.open("?event=kidal-2014");
  const title = reader.title(first.events.find(({ id }) => id === "kidal-2014").title);
  await title.focus();
  await expect(title).toBeInViewport();
  expect(await reader.events.evaluate((panel) => panel.scrollTop)).toBeGreaterThan(0);
  await print(page);
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(title).toBeFocused();
  await expect(title).toBeInViewport();
});
