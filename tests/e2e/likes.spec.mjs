/**
 * What the person likes: language, colours, sizes, marks, aids for screen readers; remembered, and working without a memory.
 */
import { expect, first, test } from "./reader.mjs";

const menu = (page, name = "Menu") => page.getByRole("button", { name, exact: true });

/** Presses a position of a switch in the menu. */
async function choose(page, group, position) {
  await menu(page).click();
  await page.getByRole("group", { name: group, exact: true }).getByRole("button", { name: position, exact: true }).click();
  await page.keyboard.press("Escape");
}

const languages = [
  { locale: "fr-FR", lang: "fr", dir: "ltr", events: "Événements", mentions: "9 mentions", search: "Rechercher", date: "3 novembre 2023" },
  { locale: "ar-EG", lang: "ar", dir: "rtl", events: "الأحداث", mentions: "إشارات", search: "بحث", date: "نوفمبر" },
  { locale: "de-DE", lang: "en", dir: "ltr", events: "Events", mentions: "9 mentions", search: "Search", date: "3 November 2023" },
];
for (const { locale, lang, dir, events, mentions, search, date } of languages) {
  test.describe(`a browser that reads ${locale}`, () => {
    test.use({ locale });
    test(`is spoken to in ${lang}; the article stays as it is`, async ({ reader, page }) => {
      await reader.open("?actor=bamako");
      await expect(reader.root).toHaveAttribute("lang", lang);
      await expect(reader.root).toHaveAttribute("dir", dir);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(reader.text).toHaveAttribute("lang", "en");
      await expect(reader.text).toHaveAttribute("dir", "ltr");
      await expect(menu(page, search)).toBeVisible();
      const panel = page.getByRole("complementary", { name: events });
      await expect(panel).toBeVisible();
      await expect(page.locator("[data-actor-entry=bamako]")).toContainText(mentions);
      await expect(reader.text.locator(".meta")).toContainText(date);
      // The instruments stand where the language begins and ends.
      const [side, text] = [await panel.boundingBox(), await reader.text.boundingBox()];
      expect(side.x > text.x).toBe(dir === "ltr");
    });
  });
}

for (const [locale, what] of [["fr-FR", "French"], ["ar", "Arabic"]]) {
  test.describe(`in ${what}`, () => {
    test.use({ locale });
    test("no English is left in the interface", async ({ reader, page }) => {
      /** All names of controls and headings outside the article, its actors and its events. */
      const words = async () => {
        await page.locator(".tools.filters > button").click();
        await expect(page.locator(".drawer")).toBeVisible();
        const take = () =>
          page.evaluate(() =>
            [...document.querySelectorAll("[data-whowhen] :is(button, h2, h3, option, label, legend, dd, [role=group])")]
              .filter((element) => !element.closest("article, [data-block], .chip, [data-actor-entry], .strip, .group-heading"))
              .map((element) => element.getAttribute("aria-label") ?? element.textContent.trim())
              .filter((words) => /[A-Za-z]{3}/.test(words)),
          );
        const filters = await take();
        await page.locator(".tools.menu > button").click();
        return [...new Set([...filters, ...(await take())])];
      };
      await reader.open();
      const here = await words();
      const names = [...first.actors.map(({ name }) => name), "English", "Français", "Enter", "Esc", "Tab"];
      const english = new Set(["Search", "Filters", "Share", "Events", "Kinds of actor", "Kinds of event", "Time", "From", "To", "Clear filters", "Print…", "Colours", "Text size", "Open a file…"]);
      expect(here.filter((words) => english.has(words.replace(/\s*[\d٠-٩]+$/, "")))).toEqual([]);
      if (what === "Arabic") expect(here.filter((words) => !names.some((name) => words.includes(name)) && !/[\u0600-\u06ff]/.test(words))).toEqual([]);
    });
  });
}

test("another language is a click away, keeps what is held, and is remembered", async ({ reader, page }) => {
  await reader.open("?event=moura");
  await menu(page).click();
  await page.getByRole("button", { name: "Français" }).click();
  await expect(reader.root).toHaveAttribute("lang", "fr");
  await expect(page.locator("[data-event=moura]")).toHaveAttribute("aria-current", "true");
  await page.reload();
  await expect(reader.root).toHaveAttribute("lang", "fr");
  expect(reader.asked("event")).toBe("moura");
});

test.describe("where the words do not come", () => {
  test.use({ locale: "fr-FR" });
  test("the article is shown in English", async ({ reader, page, complaints }) => {
    complaints.allow(/Failed to load resource/);
    await page.route(/\.fr\.txt$/, (route) => route.abort());
    await reader.open();
    await expect(reader.root).toHaveAttribute("lang", "en");
    await expect(reader.events).toBeVisible();
  });
});

const looks = {
  remembered: async () => {},
  "remembered nowhere, in a browser that forbids it": (page) =>
    page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })),
  "among rubbish": (page) => page.addInitScript(() => localStorage.whowhen ?? (localStorage.whowhen = "theme=mud size=9999 =, language=xx")),
};
for (const [what, prepare] of Object.entries(looks)) {
  test(`colours, size, lines, typeface and marks are chosen: ${what}`, async ({ reader, page }) => {
    await prepare(page);
    await reader.open();
    const paragraph = reader.text.locator("[data-block=b1]");
    const look = () =>
      paragraph.evaluate((block) => {
        const root = block.closest("[data-whowhen]");
        const mark = block.querySelector("mark");
        return {
          paper: getComputedStyle(root).backgroundColor,
          size: parseFloat(getComputedStyle(block).fontSize),
          width: Math.round(block.getBoundingClientRect().width),
          face: getComputedStyle(block).fontFamily,
          line: getComputedStyle(mark).textDecorationLine,
        };
      });
    const before = await look();
    await choose(page, "Colours", "Dark");
    expect((await look()).paper).not.toBe(before.paper);
    await choose(page, "Colours", "High contrast");
    expect((await look()).paper).toBe("rgb(255, 255, 255)");
    await choose(page, "Text size", "Larger");
    expect((await look()).size).toBeGreaterThan(before.size);
    await choose(page, "Lines", "Wide");
    expect((await look()).width).toBeGreaterThan(before.width);
    await choose(page, "Typeface", "Sans");
    expect((await look()).face).not.toBe(before.face);
    await choose(page, "Marks", "None");
    expect((await look()).line).toBe("none");
    if (what === "remembered") {
      const chosen = await look();
      await page.reload();
      await reader.ready();
      await expect.poll(look).toEqual(chosen);
    }
  });
}

test("marks of the held actor alone", async ({ reader, page }) => {
  await reader.open();
  await choose(page, "Marks", "Held actor");
  const line = (selector) => reader.text.locator(selector).first().evaluate((mark) => getComputedStyle(mark).textDecorationLine);
  expect(await line("mark")).toBe("none");
  await reader.name("mali").click();
  await expect.poll(() => line("mark[data-active]")).toBe("underline");
  expect(await line("mark:not([data-active])")).toBe("none");
});

test("the size of the text has its limits, and the place in the text stays", async ({ reader, page }) => {
  await reader.open("?event=kidal-2014");
  await reader.sees(["b8", "On 21 May the army tried to retake the town"]);
  // By the mouse alone: the driver's own click scrolls first, as if the bar stood where it would without being sticky.
  const click = async (button) => {
    const { x, y, width, height } = await button.boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2);
  };
  await click(menu(page));
  const larger = page.getByRole("button", { name: "Larger" });
  for (let step = 0; step < 8; step++) await click(larger);
  await expect(larger).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("163%")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect.poll(() => reader.text.locator("[data-block=b8]").evaluate((block) => { const { top, bottom } = block.getBoundingClientRect(); return top < innerHeight && bottom > 0; })).toBe(true);
});

test.describe("screen readers", () => {
  const said = (locator) => locator.evaluate((element) => getComputedStyle(element, "::before").content);

  test("are told nothing of marks, until the person asks for it; the text stays its own", async ({ reader, page }) => {
    await reader.open();
    const mark = reader.text.locator("mark[data-actor=mali]").first();
    const proof = reader.text.locator("[data-proof]").first();
    expect([await said(mark), await said(proof)]).toEqual(["none", "none"]);
    await menu(page).click();
    await page.getByRole("checkbox", { name: "Tell screen readers of marks" }).check();
    await expect.poll(() => said(mark)).toContain("actor: Mali, state");
    await expect.poll(() => said(proof)).toContain("evidence of ");
    expect(await reader.text.locator("[data-block]").evaluateAll((blocks) => blocks.map((block) => block.textContent))).toEqual(first.blocks.map(({ text }) => text));
    // What is marked later, too.
    await page.goto(`${reader.host.url}?src=made/large-20000.json`);
    await reader.ready();
    await page.keyboard.press("End");
    // Each mention once, however many pieces others cut it into.
    await expect
      .poll(() =>
        page.evaluate(() => {
          const told = new Map();
          for (const mark of document.querySelectorAll("mark")) {
            const innermost = mark.dataset.mentions.split(" ").at(-1);
            told.set(innermost, (told.get(innermost) ?? 0) + ("said" in mark.dataset ? 1 : 0));
          }
          return [...new Set(told.values())];
        }),
      )
      .toEqual([1]);
  });

  test("find cards as articles in lists, under headings in order", async ({ reader }) => {
    await reader.open();
    await expect(reader.events.getByRole("list").first().getByRole("listitem").first().getByRole("article")).toBeVisible();
    const levels = await reader.events.getByRole("heading").evaluateAll((all) => all.map((heading) => Number(heading.localName[1])));
    expect(levels.every((level, place) => place === 0 || level <= levels[place - 1] + 1)).toBe(true);
  });
});

test.describe("the actors' panel", () => {
  const order = (reader) => reader.actors.locator("[data-actor-entry]").evaluateAll((all) => all.map((entry) => entry.dataset.actorEntry));
  const count = (id) => first.mentions.filter(({ actor }) => actor === id).length;

  test("sorts by how often, first mention and name, by kind or all together", async ({ reader }) => {
    await reader.open();
    await expect(reader.actors.getByRole("heading", { name: /^States/ })).toBeVisible();
    await reader.actors.getByRole("checkbox", { name: "By kind" }).uncheck();
    await expect.poll(async () => (await order(reader)).length).toBe(first.actors.length);
    const counts = (await order(reader)).map(count);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    await reader.actors.getByRole("combobox", { name: "Sort by" }).selectOption("Name");
    const names = [...first.actors].sort((one, other) => one.name.localeCompare(other.name, "en")).map(({ id }) => id);
    await expect.poll(() => order(reader)).toEqual(names);
    await reader.actors.getByRole("combobox", { name: "Sort by" }).selectOption("First mention");
    await expect.poll(async () => (await order(reader))[0]).toBe(first.mentions[0].actor);
  });

  test("tells of the held actor what the file says, and its ticks lead to mentions", async ({ reader, page }) => {
    await reader.open("?actor=mali");
    const mali = first.actors.find(({ id }) => id === "mali");
    const entry = reader.entry("mali");
    await expect(entry).toContainText(mali.description);
    await expect(entry).toContainText(`${count("mali")} mentions`);
    const link = entry.getByRole("link", { name: "Wikidata" });
    await expect(link).toHaveAttribute("href", `https://www.wikidata.org/wiki/${mali.ids.wikidata}`);
    await expect(link).toHaveAttribute("rel", "noopener noreferrer");
    const ticks = entry.locator(".detail .ticks");
    const { width } = await ticks.boundingBox();
    await ticks.click({ position: { x: width - 2, y: 3 } });
    await expect(entry).toContainText(`${count("mali")} of ${count("mali")}`);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000);
  });
});

test("where it comes from: source, licence, annotators, file, problems", async ({ reader, page }) => {
  await reader.open();
  const foot = reader.text.locator("footer");
  await expect(foot).toContainText("Licence: CC BY 4.0");
  await expect(foot).toContainText("Annotated by Whowhen");
  await expect(foot.getByRole("link", { name: "Download the article file" })).toHaveAttribute("href", /\.json$/);
  await page.goto(`${reader.host.url}?src=made/problems.json`);
  await reader.ready();
  await reader.text.getByRole("button", { name: /problems/ }).click();
  await expect(page.locator("[data-problem]").first()).toBeInViewport();
});

test("other letters, and each sign stands beside its line again", async ({ reader, page }) => {
  await reader.open();
  await expect.poll(() => reader.text.locator("mark").count()).toBeGreaterThan(250);
  /** How far signs are from where evidence begins in their rows, at most. */
  const off = () =>
    page.evaluate(() => {
      const tops = (row) => [...row.querySelectorAll("[data-proof]")].map((proof) => proof.getClientRects()[0].top);
      const far = (sign) => Math.min(...tops(sign.closest("[data-row]")).map((top) => Math.abs(top - sign.getBoundingClientRect().top)));
      return Math.max(...[...document.querySelectorAll("[data-sign]")].filter((sign) => sign.getClientRects().length > 0).map(far));
    });
  const before = await off();
  expect(before).toBeLessThan(14);
  await choose(page, "Typeface", "Sans");
  await expect(reader.root).toHaveAttribute("data-typeface", "sans");
  await expect.poll(off).toBeLessThan(14);
  await menu(page).click();
  for (let way = 0; way < 4; way++) await page.getByRole("button", { name: "Larger" }).click();
  await expect.poll(off).toBeLessThan(20);
});

test("screen readers are told of a mention in pieces once, and of none that a filter hides", async ({ reader, page }) => {
  await reader.open("?src=made/pieces.json");
  await menu(page).click();
  await page.getByRole("checkbox", { name: /screen readers/ }).check();
  await page.keyboard.press("Escape");
  const told = () => reader.text.locator("mark[data-said]").evaluateAll((marks) => marks.map((mark) => mark.dataset.said));
  await expect.poll(told).toEqual(["actor: Army, military", "actor: Mali, state", "actor: France, state"]);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("button", { name: /^States/ }).click();
  await expect.poll(told).toEqual(["actor: Mali, state", "actor: France, state"]);
});

test("an article in a language that no browser knows has its actors in order all the same", async ({ reader, page }) => {
  await reader.open("?src=made/unspoken.json");
  await reader.actors.getByRole("combobox", { name: "Sort by" }).selectOption("Name");
  await expect.poll(() => page.locator("[data-actor-entry]").evaluateAll((all) => all.map((entry) => entry.dataset.actorEntry))).toEqual(["france", "mali"]);
});

test("where the interface runs from right to left, so do the ticks, and a click on one leads to its mention", async ({ reader, page }) => {
  await page.addInitScript(() => localStorage.setItem("whowhen", "language=ar"));
  await reader.open("?src=made/unspoken.json");
  await expect(reader.root).toHaveAttribute("dir", "rtl");
  const ticks = page.locator("[data-actor-entry=mali] svg");
  const [strip, tick] = [await ticks.boundingBox(), await ticks.locator("path").boundingBox()];
  // The only mention is at the very end: on the left.
  expect(tick.x - strip.x).toBeLessThan(strip.width / 10);
  await page.mouse.click(strip.x + strip.width / 20, strip.y + strip.height / 2);
  await reader.sees(["last", "Mali"]);
});
