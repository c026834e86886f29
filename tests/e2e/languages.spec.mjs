/**
 * The three languages of the interface: the browser's, or the one that the person chooses; said as the browser says numbers
 * and dates; from right to left where it is written so; and English where the words do not come.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, FAILED_TO_LOAD, first, made, Reader, rowsOf, test } from "./reader.mjs";
import { DIST } from "./server.mjs";

/** The texts of a language's file, by their keys. */
function file(language) {
  const name = readdirSync(DIST).find((name) => name.endsWith(`.${language}.json`));
  return JSON.parse(readFileSync(join(DIST, name), "utf8"));
}
const FRENCH = file("fr");
const ARABIC = file("ar");
/** What the list of articles says, in the languages of the articles. */
const listed = new Set(JSON.parse(readFileSync(join(DIST, "articles/index.json"), "utf8")).articles.flatMap(({ title, summary }) => [title, summary]));
const ENGLISH = {
  Actors: "Actors",
  Events: "Events",
  Menu: "Menu",
  CountActors_one: "{{count}} actor",
  CountActors_other: "{{count}} actors",
  CountEvents_one: "{{count}} event",
  CountEvents_other: "{{count}} events",
  CountMentions_one: "{{count}} mention",
  CountMentions_other: "{{count}} mentions",
};

const interfaces = [
  { locale: "fr-FR", tag: "fr", dir: "ltr", words: FRENCH },
  { locale: "ar-EG", tag: "ar", dir: "rtl", words: ARABIC },
  { locale: "de-DE", tag: "en", dir: "ltr", words: ENGLISH },
];

const menu = (page) => page.locator(".tools.menu > button");
const opens = async (page) => {
  // By the mouse alone: the driver's own click scrolls first.
  if (!(await page.locator(".tools.menu .drawer").isVisible())) await press(page, menu(page));
};
const press = async (page, button) => {
  const { x, y, width, height } = await button.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
};
/** Presses a position of a switch in the menu. */
async function choose(page, group, position) {
  await opens(page);
  await press(page, page.getByRole("group", { name: group, exact: true }).getByRole("button", { name: position, exact: true }));
}
/** Where a block's top is in the view. */
const top = (page, block) => page.evaluate((block) => document.querySelector(`[data-block="${block}"]`).getBoundingClientRect().top, block);
/** Reads on to a block once the page stands still, and waits until it has kept the place. */
async function readTo(page, block) {
  let last;
  await expect.poll(async () => [last, (last = await page.evaluate(() => scrollY))].join()).toMatch(/^([\d.]+),\1$/);
  await page.evaluate((block) => scrollTo({ top: scrollY + document.querySelector(`[data-block="${block}"]`).getBoundingClientRect().top - 60, behavior: "instant" }), block);
  await expect.poll(() => page.evaluate(() => document.querySelector(`[data-row="${history.state?.[0]}"] > [data-block]`)?.dataset.block)).toBe(block);
}

for (const { locale, tag, dir, words } of interfaces) {
  test.describe(`a browser that reads ${locale}`, () => {
    test.use({ locale });

    test(`is spoken to in ${tag}, from ${dir === "rtl" ? "right to left" : "left to right"}; the article keeps its own language`, async ({ reader, page }) => {
      await reader.open();
      for (const element of [page.locator("html"), reader.root]) {
        await expect(element).toHaveAttribute("lang", tag);
        await expect(element).toHaveAttribute("dir", dir);
      }
      await expect(reader.text).toHaveAttribute("lang", "en");
      await expect(reader.text).toHaveAttribute("dir", "ltr");
      const left = async (locator) => (await locator.boundingBox()).x;
      const [actors, text, events] = [await left(page.getByRole("complementary", { name: words.Actors })), await left(reader.text), await left(page.getByRole("complementary", { name: words.Events }))];
      expect([actors, text, events].sort((one, other) => (dir === "ltr" ? one - other : other - one))).toEqual([actors, text, events]);
      await expect(page.getByRole("button", { name: words.Menu, exact: true })).toBeVisible();
    });

    test("dates are said as the browser says them in that language", async ({ reader, page }) => {
      // In the order of the text no heading says the year.
      await reader.open("?order=told");
      const dated = rowsOf(first).filter(({ when }) => /^\d{4}(-\d\d){0,2}$/.test(when ?? ""));
      expect(dated.length).toBeGreaterThan(30);
      const expected = await page.evaluate(
        ([tag, dates]) =>
          dates.map((date) => {
            const parts = date.split("-").length;
            const options = { timeZone: "UTC", calendar: "gregory", year: "numeric", ...(parts > 1 && { month: "long" }), ...(parts > 2 && { day: "numeric" }) };
            return new Intl.DateTimeFormat(tag === "en" ? "en-GB" : tag, options).format(new Date(`${date}${"-01".repeat(3 - parts)}T00:00Z`)).replace(/^1 (?=\p{L})/u, tag === "fr" ? "1er " : "1 ");
          }),
        [tag, dated.map(({ when }) => when)],
      );
      const date = (id) => page.locator(`[data-event="${id}"] > .when > :first-child`).textContent();
      for (const [place, { id }] of dated.entries()) expect(await date(id), id).toBe(expected[place]);
      await expect(reader.text.locator(".meta bdi").nth(1)).toHaveText(await page.evaluate((tag) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", year: "numeric" }).format(new Date(2023, 10, 3)), tag === "en" ? "en-GB" : tag));
    });

    test("so are numbers, large ones as well, plurals and lists", async ({ reader, page }) => {
      const said = (key, number) =>
        page.evaluate(
          ([tag, words, key, number]) => words[`${key}_${new Intl.PluralRules(tag).select(number)}`].replace("{{count}}", new Intl.NumberFormat(tag).format(number)),
          [tag, words, key, number],
        );
      const large = made("large-20000.json");
      await reader.open("?src=made/large-20000.json");
      await expect(reader.text.locator(".meta")).toContainText(await said("CountActors", large.actors.length));
      await expect(reader.text.locator(".meta")).toContainText(await said("CountEvents", large.events.length));
      await reader.open("?actor=mali");
      const entry = page.locator("[data-actor-entry=mali] .detail");
      const of = (form) => first.mentions.filter((mention) => mention.actor === "mali" && (!form || mention.form === form)).length;
      await expect(entry).toContainText(await said("CountMentions", of()));
      if (tag !== "en") {
        const forms = [["name", words.ByName], ["alias", words.ByAlias], ["pronoun", words.ByPronoun]].filter(([form]) => of(form));
        const list = await page.evaluate(
          ([tag, parts]) => new Intl.ListFormat(tag).format(parts.map(([word, number]) => word.replace("{{count}}", new Intl.NumberFormat(tag).format(number)))),
          [tag, forms.map(([form, word]) => [word, of(form)])],
        );
        expect((await entry.locator(".forms").textContent()).replaceAll(/[\u2066-\u2069]/g, "")).toContain(list);
      }
      // Of every actor, in the panel.
      for (const { id } of first.actors.slice(0, 30)) {
        const number = first.mentions.filter(({ actor }) => actor === id).length;
        await expect(page.locator(`[data-actor-entry="${id}"] .n .hidden`)).toHaveText(await said("CountMentions", number));
      }
    });
  });
}

/** What is said outside the article's own words: texts and names, as the page marks their languages, without what the file says. */
const said = (page, lang) =>
  page.evaluate(
    ([lang, article]) => {
      const strings = [article.title, article.subtitle, ...article.authors, ...article.actors.flatMap((actor) => [actor.name, ...(actor.aliases ?? []), actor.description]), ...article.events.flatMap((event) => [event.title, event.summary, event.when_text, ...(event.sources ?? []).map(({ title }) => title)]), ...article.blocks.map(({ text }) => text)].filter(Boolean);
      strings.sort((one, other) => other.length - one.length);
      const own = (words) => strings.reduce((words, string) => words.replaceAll(string, ""), words.replaceAll(/[\u2066-\u2069]/g, "")).trim();
      const found = new Map();
      const take = (element, words, where) => {
        if (element.closest("[data-block], code, kbd, script, [data-problem]") || (lang && element.closest("[lang]").lang !== lang)) return;
        if (own(words)) found.set(own(words), where);
      };
      const root = document.querySelector("[data-whowhen]");
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) take(texts.currentNode.parentElement, texts.currentNode.data, texts.currentNode.parentElement.className);
      for (const element of root.querySelectorAll("*")) {
        for (const name of ["aria-label", "title", "placeholder", "alt"]) if (element.hasAttribute(name)) take(element, element.getAttribute(name), name);
      }
      return [...found.keys()];
    },
    [lang, first],
  );

/** All that is said in many states. */
async function saidEverywhere(reader, page, lang) {
  const all = new Set();
  const gather = async () => (await said(page, lang)).forEach((words) => all.add(words));
  await reader.open("?actor=mali&event=moura&q=kidal");
  await expect(page.locator(".results h3").nth(2)).toBeVisible();
  await gather();
  for (const drawer of ["filters", "share", "menu"]) {
    await press(page, page.locator(`.tools.${drawer} > button`));
    await expect(page.locator(`.tools.${drawer} .drawer`)).toBeVisible();
    if (drawer === "filters") {
      for (const actor of [2, 3]) await page.locator(".drawer select").selectOption({ index: actor });
    }
    await gather();
  }
  await reader.open("?actor=nobody&event=never&kinds=none&from=never");
  await gather();
  await reader.open();
  await reader.pieces(17).first().click();
  await expect(page.locator(".pop.pinned")).toBeVisible();
  await gather();
  await reader.open("?src=made/problems.json");
  await gather();
  await reader.open("?src=made/plain.json");
  await gather();
  await page.goto(`${reader.host.url}?src=status/404`);
  await expect(reader.alert).toBeVisible();
  await gather();
  return [...all];
}

for (const { locale, tag } of interfaces.slice(0, 2)) {
  test.describe(`in ${tag}`, () => {
    test.use({ locale });
    test("no English is left in the interface, in any state", async ({ reader, page, complaints, browser, host }) => {
      complaints.allow(FAILED_TO_LOAD);
      const here = await saidEverywhere(reader, page, tag);
      expect(here.length).toBeGreaterThan(100);
      expect(here.filter((words) => words.includes("{{")), "arguments that are not filled in").toEqual([]);
      if (tag === "ar") {
        const names = /\b(Whowhen|English|Français|Wikidata|CC BY|Made for a test|Nobody and nothing|Mali|An event|javascript\S*|nobody|never|none)\b/g;
        expect(here.map((words) => words.replaceAll(names, "").replace(/https?:\S*/, "")).filter((words) => /[A-Za-z]{2}/.test(words))).toEqual([]);
      } else {
        const english = await browser.newPage({ locale: "en-US", viewport: { width: 1400, height: 900 } });
        const there = new Set(await saidEverywhere(new Reader(english, host), english));
        await english.close();
        // The same word in both languages.
        const same = /^(\W|\d)*$|mention|Menu|Publication|Sanction|[Oo]rganisation|Articles|Serif|Sans|Whowhen|English|Français|العربية|Wikidata|https:|min$|^of$|Made for a test|Nobody and nothing|Mali|An event/;
        expect(here.filter((words) => there.has(words) && !same.test(words) && !listed.has(words))).toEqual([]);
      }
    });
  });
}

test("another language is a click away: what is held, found, filtered, ordered and read stays, and it is remembered", async ({ reader, page }) => {
  await reader.open("?order=told&what=coup&actor=mali&event=coup-2020");
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
  await readTo(page, "b8");
  const before = await top(page, "b8");
  await choose(page, "Language", "العربية");
  await expect(reader.root).toHaveAttribute("dir", "rtl");
  await reader.holds({ actor: "mali", event: "coup-2020" });
  expect([reader.asked("order"), reader.asked("what")]).toEqual(["told", "coup"]);
  await expect.poll(() => page.locator("[data-event]").count()).toBe(rowsOf(first).filter(({ kind }) => kind === "coup").length);
  await expect.poll(async () => Math.abs((await top(page, "b8")) - before)).toBeLessThan(3);
  await page.reload();
  await expect(reader.root).toHaveAttribute("lang", "ar");
  await reader.holds({ actor: "mali", event: "coup-2020" });
  await choose(page, ARABIC.Language, "English");
  await expect(reader.root).toHaveAttribute("lang", "en");
});

test("whoever chooses a language by keys stays where they are, in the menu or at its button", async ({ reader, page }) => {
  await reader.open();
  await menu(page).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Français" }).focus();
  await page.keyboard.press("Enter");
  await expect(reader.root).toHaveAttribute("lang", "fr");
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest(".tools.menu") !== null)).toBe(true);
});

test("a language that is chosen while an article comes does not break it off", async ({ reader, page, host }) => {
  await reader.open();
  await opens(page);
  await page.getByRole("textbox", { name: "Address of an article file" }).fill("paused/large-400.json");
  await page.keyboard.press("Enter");
  await expect(reader.root).toHaveAttribute("data-state", "loading");
  await choose(page, "Language", "Français");
  await expect(reader.root).toHaveAttribute("lang", "fr");
  host.resume();
  await expect(page.locator("article[data-article=large]")).toBeVisible();
  await expect(reader.alert).toHaveCount(0);
});

test.describe("where the words do not come", () => {
  const broken = { "the connection fails": (route) => route.abort(), "half of the file comes": (route) => route.fulfill({ body: '{\n  "Actors": "Acteurs",\n' }), "another file comes": (route) => route.fulfill({ body: "<!doctype html>" }), "there is none": (route) => route.fulfill({ status: 404, body: "" }) };
  for (const [what, answer] of Object.entries(broken)) {
    test.describe(what, () => {
      test.use({ locale: "fr-FR" });
      test("the article is shown in English, and no error", async ({ reader, page, complaints }) => {
        complaints.allow(FAILED_TO_LOAD);
        await page.route(/\.fr\.json$/, answer);
        await reader.open("?actor=mali");
        await expect(reader.root).toHaveAttribute("lang", "en");
        await expect(reader.events).toBeVisible();
        await expect(reader.alert).toHaveCount(0);
        await reader.holds({ actor: "mali" });
      });
    });
  }

  test("the menu says which language is spoken, and a second try succeeds once they come", async ({ reader, page, complaints }) => {
    complaints.allow(FAILED_TO_LOAD);
    await page.route(/\.fr\.json$/, (route) => route.abort());
    await reader.open();
    const failed = page.waitForEvent("requestfailed");
    await choose(page, "Language", "Français");
    await failed;
    await expect(page.getByRole("button", { name: "English" })).toHaveAttribute("aria-pressed", "true");
    await page.unroute(/\.fr\.json$/);
    await choose(page, "Language", "Français");
    await expect(reader.root).toHaveAttribute("lang", "fr");
  });
});

test.describe("from right to left", () => {
  test.use({ locale: "ar-EG" });
  /** Where words stand, from the left: of the first text in an element that has them. */
  const left = (locator, words) =>
    locator.evaluate((element, words) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const at = texts.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = new Range();
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + words.length);
        return range.getBoundingClientRect().left;
      }
    }, words);

  test("headings, quotations and addresses from left to right keep their own order", async ({ reader, page }) => {
    await reader.open(`?order=told&event=${rowsOf(first).find(({ when_text }) => when_text).id}`);
    const heading = page.locator(".group-heading", { hasText: "the north falls" });
    expect.soft(await left(heading, "2012"), "“2012: the north falls”").toBeLessThan(await left(heading, "the north"));
    const way = (locator) => locator.first().evaluate((element) => [getComputedStyle(element).direction, getComputedStyle(element).unicodeBidi]);
    await opens(page);
    expect.soft((await way(page.locator(".drawer input[type=url]")))[0], "an address that is typed").toBe("ltr");
    expect.soft(await way(page.locator("q.told")), "what the text says of a date").toEqual(["ltr", "isolate"]);
  });

  test("what the file says says its language, for who hears it: titles, names, descriptions, quotations, places", async ({ reader, page }) => {
    await reader.open("?actor=keita&event=moura&q=kidal&order=told");
    await expect(page.locator(".results h3").nth(2)).toBeVisible();
    const silent = await page.evaluate(() => {
      const root = document.querySelector("[data-whowhen]");
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) {
        const at = texts.currentNode.parentElement;
        // Sentences of ours around a name, pages elsewhere and keys are not told apart.
        if (/[a-z]{3}/.test(texts.currentNode.data) && at.closest("[lang]").lang !== "en" && !at.closest("[lang=fr], .claim, .of-held, .pages, .meta, footer, kbd, [data-told], b")) found.push(`${at.localName}.${at.className}: ${texts.currentNode.data.slice(0, 40)}`);
      }
      return [...new Set(found)];
    });
    expect(silent).toEqual([]);
  });

  test("a title too long for the bar is cut at its end", async ({ reader, page }) => {
    await page.setViewportSize({ width: 375, height: 700 });
    await reader.open();
    const title = page.locator(".bar .title");
    const box = await title.boundingBox();
    expect(await left(title, "Mali")).toBeGreaterThanOrEqual(box.x - 1);
  });
});

test("where the interface runs from right to left, so do the ticks, and a click on one leads to its mention", async ({ reader, page }) => {
  await page.addInitScript(() => localStorage.setItem("whowhen", "language=ar"));
  await reader.open("?src=made/unspoken.json&actor=mali");
  await expect(reader.root).toHaveAttribute("dir", "rtl");
  const ticks = page.locator("[data-actor-entry=mali] .detail svg");
  const [strip, tick] = [await ticks.boundingBox(), await ticks.locator("path").boundingBox()];
  // The only mention is at the very end: on the left.
  expect(tick.x - strip.x).toBeLessThan(strip.width / 10);
  await page.mouse.click(strip.x + strip.width / 20, strip.y + strip.height / 2);
  await reader.sees(["last", "Mali"]);
});

test("whoever takes a choice of language back before its words have come is not overtaken by them", async ({ reader, page }) => {
  let answer;
  await page.route("**/*.ar.json", async (route) => {
    await new Promise((resolve) => (answer = resolve));
    await route.continue().catch(() => {});
  });
  await reader.open();
  await choose(page, "Language", "العربية");
  await expect.poll(() => answer !== undefined).toBe(true);
  await choose(page, "Language", "English");
  answer();
  // The words of another language, which come after those.
  await choose(page, "Language", "Français");
  await expect(reader.root).toHaveAttribute("lang", "fr");
  await choose(page, "Langue", "English");
  await expect(reader.root).toHaveAttribute("lang", "en");
  await expect(reader.events).toBeVisible();
});
