/**
 * On paper: the text with its marks and numbered references, the events with their numbers in order of the text, the actors
 * by kind, where it comes from; the same from every screen, legible in every colour, and no trace of it afterwards.
 */
import { inflateSync } from "node:zlib";

import { blocks, marks } from "./oracle.mjs";
import { accounts, expect, first, made, Reader, rowsOf, test } from "./reader.mjs";

/** Has the page print, as the browser does it: the event, then the page in its printed form. */
async function print(page) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
}

/** The events as they are numbered, accounts with their events: as their first evidence begins in the text, then as it ends, where its reference stands. */
function numbers(article) {
  const firsts = blocks(article).flatMap(({ evidence }, block) => evidence.map(([event, ...span]) => [block, ...span, event]));
  firsts.sort((one, other) => one.map((part, at) => part - other[at]).find((part) => part !== 0) ?? 0);
  const isAccount = accounts(article);
  return [...new Set(firsts.map((first) => article.events[first.at(-1)].id))].filter((id) => !isAccount.has(id));
}

/** What the cards say, from the page. */
const cards = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-event]")].map((card) => ({
      id: card.dataset.event,
      number: getComputedStyle(card, "::before").content.replaceAll('"', ""),
      date: card.querySelector(".when > :first-child").textContent,
      quotes: [...card.querySelectorAll("blockquote")].filter((quote) => quote.checkVisibility()).length,
      names: [...card.querySelectorAll(".who bdi")].map((name) => name.textContent),
      accounts: [...card.querySelectorAll("[data-account]")].filter((account) => account.checkVisibility()).map((account) => account.dataset.account),
      seen: [card, ...card.querySelectorAll(".when, h4, .who > li")].every((part) => part.checkVisibility() && part.getBoundingClientRect().height > 0),
    })),
  );

/** The references in the text: `block: end of the words before it: number`. */
const references = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-ref]")].flatMap((proof) => {
      const block = proof.closest("[data-block]");
      const before = new Range();
      before.setStart(block, 0);
      before.setEndAfter(proof);
      const end = [...before.toString()].length;
      return getComputedStyle(proof, "::after").content.replaceAll('"', "").split(/[,،]\s*/).map((number) => `${block.dataset.block}: ${end}: ${number}`);
    }),
  );
const expectedReferences = (article, shown = () => true) => {
  const order = numbers(article);
  return blocks(article).flatMap(({ id, evidence }) =>
    evidence.filter(([event]) => shown(article.events[event])).map(([event, , end]) => {
      const own = article.events[event].id;
      return `${id}: ${end}: ${order.indexOf(accounts(article).get(own) ?? own) + 1}`;
    }),
  );
};
const sorted = (list) => [...new Set(list)].sort();

const screens = [
  ["at rest", { viewport: { width: 1400, height: 900 } }, ""],
  ["with both panels folded away, in the order of time", { viewport: { width: 1400, height: 900 } }, "?view=text&order=happened"],
  ["with an actor and an event held, and a search", { viewport: { width: 900, height: 700 } }, "?actor=mali&event=moura&q=kidal"],
  ["from a telephone", { viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true }, ""],
];
for (const [what, use, query] of screens) {
  test.describe(what, () => {
    test.use(use);
    test("the text is marked whole; every event is there with date and people, and its accounts, but no quotation; every reference has its number", async ({ reader, page }) => {
      await reader.open(query);
      await print(page);
      expect(await reader.marks()).toEqual(marks(first));
      expect(await page.locator("[data-block]").evaluateAll((all) => all.map((block) => block.textContent))).toEqual(first.blocks.map(({ text }) => text));
      const printed = await cards(page);
      expect(printed.map(({ id, number }) => [id, number])).toEqual(numbers(first).map((id, place) => [id, String(place + 1)]));
      for (const { id, quotes, names, date, accounts: theirs, seen } of printed) {
        const event = first.events.find((event) => event.id === id);
        expect(seen, id).toBe(true);
        expect(date.length).toBeGreaterThan(3);
        expect(quotes, id).toBe(0);
        expect(theirs.sort(), id).toEqual([...accounts(first)].filter(([, of]) => of === id).map(([account]) => account).sort());
        for (const { actor } of event.participants ?? []) expect(names, id).toContain(first.actors.find(({ id }) => id === actor).name);
      }
      expect(sorted(await references(page))).toEqual(sorted(expectedReferences(first)));
    });

    test("the actors stand by kind; where it comes from, when and whence it was printed; no instrument is seen", async ({ reader, page }) => {
      await reader.open(query);
      await print(page);
      const groups = await page.evaluate(() => [...document.querySelectorAll(".kind-heading")].map((heading) => [heading.dataset.kind, [...heading.nextElementSibling.querySelectorAll("[data-actor-entry]")].filter((entry) => entry.getBoundingClientRect().height > 0).map((entry) => entry.dataset.actorEntry).sort()]));
      const kinds = [...new Set(first.actors.map(({ kind }) => kind))];
      expect(new Map(groups)).toEqual(new Map(kinds.map((kind) => [kind, first.actors.filter((actor) => actor.kind === kind).map(({ id }) => id).sort()])));
      const today = await page.evaluate(() => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(new Date()));
      // Kept in the file's order of asking: the address of what is shown.
      const line = await page.locator(".printed").textContent();
      expect(line.startsWith(`Printed on ${today} from ${reader.host.url}`)).toBe(true);
      for (const [name, value] of new URLSearchParams(query)) if (name !== "order") expect(new URL(line.split(" ").at(-1)).searchParams.get(name)).toBe(value);
      await expect(page.getByText("Licence: CC BY 4.0")).toBeVisible();
      const instruments = await page.evaluate(() => [...document.querySelectorAll("[data-whowhen] :is(.bar, .tabs, .sign, .strip, .drawer, .pop, .handle, .toast, .skips, .notice, select, input, [role=search], [data-copy], [data-step], dialog)")].filter((one) => one.checkVisibility() && one.getClientRects().length > 0).map((one) => one.className));
      expect(instruments).toEqual([]);
      // The level of marks is that of the screen.
      expect(new Set(await page.locator("mark[data-first]").evaluateAll((all) => all.map((mark) => getComputedStyle(mark).textDecorationLine)))).toEqual(new Set(["underline"]));
    });
  });
}

for (const [what, theme] of [["as the system", ""], ["light", "theme=light"], ["dark", "theme=dark"], ["high contrast", "theme=contrast"]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`ink is dark, paper bears no colour: ${what}, where the system is ${colorScheme}`, async ({ reader, page }) => {
      await page.addInitScript((kept) => (localStorage.whowhen = kept), theme);
      await page.emulateMedia({ colorScheme });
      await reader.open();
      // The panels are made after the text is painted.
      for (const panel of [".event h4", ".actor"]) await expect(page.locator(panel).first()).toBeAttached();
      await page.emulateMedia({ media: "print", colorScheme });
      const inks = await page.evaluate(() => ["[data-block]", "h1", ".lede", ".meta", ".event h4", ".event .when", ".actor"].map((selector) => [selector, Math.max(...getComputedStyle(document.querySelector(selector)).color.match(/\d+/g).slice(0, 3).map(Number))]));
      expect(inks.filter(([, lightest]) => lightest > 120)).toEqual([]);
    });
  }
}

const open = {
  "the menu": (page) => page.locator(".tools.menu > button").click(),
  "the filters": (page) => page.keyboard.press("f"),
  "the list of keys": (page) => page.keyboard.press("?"),
  "the card of an actor": (page) => page.locator("article mark").nth(8).click(),
  "a notice of unknown ids": (page) => page.waitForSelector(".notice"),
};
for (const [what, reach] of Object.entries(open)) {
  test(`what lies over the page is not on paper: ${what}`, async ({ reader, page }) => {
    await reader.open(what.startsWith("a notice") ? "?actor=nobody" : "");
    await reach(page);
    const over = page.locator(".drawer, dialog[open], .pop, .notice").filter({ visible: true });
    await expect(over).toHaveCount(1);
    await print(page);
    await expect(over).toHaveCount(0);
  });
}

test("what parts the roles follows the last name, and begins no line", async ({ reader, page }) => {
  // The width of an A4 page within its margins.
  await page.setViewportSize({ width: 657, height: 900 });
  await reader.open();
  await print(page);
  const orphans = await page.evaluate(() =>
    [...document.querySelectorAll(".who li:not(:last-child)")]
      .filter((item) => [...item.getClientRects()].at(-1).top >= Math.max(...[...item.querySelectorAll("bdi")].flatMap((name) => [...name.getClientRects()].map(({ bottom }) => bottom))) - 1)
      .map((item) => item.textContent),
  );
  expect(orphans).toEqual([]);
});

test("filters hold on paper: their events with their numbers, their references, and no line under the others' names", async ({ reader, page }) => {
  await reader.open("?kinds=state&what=coup,battle");
  await print(page);
  const shown = ({ kind }) => ["coup", "battle"].includes(kind);
  const order = numbers(first);
  expect((await cards(page)).map(({ id, number }) => [id, number])).toEqual(order.filter((id) => shown(first.events.find((event) => event.id === id))).map((id) => [id, String(order.indexOf(id) + 1)]));
  expect(sorted(await references(page))).toEqual(sorted(expectedReferences(first, shown)));
  const lines = await page.locator("mark[data-first]").evaluateAll((all) => all.map((mark) => [mark.dataset.kind === "state", getComputedStyle(mark).textDecorationLine !== "none"]));
  expect(lines.every(([is, has]) => is === has)).toBe(true);
  const kinds = await page.locator("[data-actor-entry]").evaluateAll((all) => [...new Set(all.map((entry) => entry.dataset.kind))]);
  expect(kinds).toEqual(["state"]);
});

test.describe("afterwards the screen is as it was", () => {
  const afterwards = async (page) => {
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(() => page.locator("[data-event]").count()).toBe(rowsOf(first).length);
  };

  test("order, what is held, the place in the text; no number is seen", async ({ reader, page }) => {
    await reader.open("?event=moura&actor=mali");
    const state = () => page.evaluate(() => [[...document.querySelectorAll("[data-event], [data-actor-entry]")].map((one) => one.dataset.event ?? one.dataset.actorEntry), Math.round(scrollY), document.querySelector(".entry > .detail") !== null]);
    await expect.poll(async () => (await state())[0].length).toBe(rowsOf(first).length + first.actors.length);
    // It stands still, and the place is kept.
    await expect.poll(() => page.evaluate(() => history.state?.[0] > 0)).toBe(true);
    const before = await state();
    await print(page);
    await afterwards(page);
    await expect.poll(state).toEqual(before);
    await reader.holds({ actor: "mali", event: "moura" });
    expect(await page.evaluate(() => [...document.querySelectorAll("[data-ref]")].filter((proof) => getComputedStyle(proof, "::after").content !== "none").length)).toBe(0);
    await expect(page.locator(".printed")).toBeHidden();
  });

  test("what has the focus has it still", async ({ reader, page }) => {
    await reader.open();
    for (const target of [reader.title(first.events[4].title), reader.name("mali")]) {
      await target.focus();
      await page.pdf();
      await afterwards(page);
      await expect.soft(target).toBeFocused();
    }
  });

  test("both panels stand where they stood", async ({ reader, page }) => {
    await reader.open();
    const all = () => page.locator("[data-event], [data-actor-entry]").count();
    await expect.poll(all).toBe(rowsOf(first).length + first.actors.length);
    const tops = () => page.evaluate(() => [...document.querySelectorAll("aside")].map((panel) => Math.round(panel.scrollTop)));
    await reader.events.evaluate((panel) => (panel.scrollTop = 700));
    await reader.actors.evaluate((panel) => (panel.scrollTop = 300));
    expect(await tops()).toEqual([300, 700]);
    await page.pdf();
    await afterwards(page);
    await expect.poll(all).toBe(rowsOf(first).length + first.actors.length);
    await page.evaluate(async () => {
      for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    });
    expect(await tops()).toEqual([300, 700]);
  });
});

test.describe("in other languages", () => {
  for (const [locale, tag, line, comma] of [["fr-FR", "fr", "Imprimé le", ","], ["ar-EG", "ar", "طُبع في", "،"]]) {
    test.describe(tag, () => {
      test.use({ locale });
      test("it says when it was printed, and parts people by the language's comma", async ({ reader, page }) => {
        await reader.open();
        await print(page);
        const today = await page.evaluate((tag) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", year: "numeric" }).format(new Date()).replace(/^1 /, tag === "fr" ? "1er " : "1 "), tag);
        const words = (await page.locator(".printed").textContent()).replaceAll(/[\u2066-\u2069]/g, "");
        expect(words).toContain(line);
        expect(words).toContain(today);
        const several = page.locator(".who > li").filter({ has: page.locator("bdi").nth(1) });
        expect(await several.first().textContent()).toContain(comma);
      });
    });
  }
});

/** The pages of a PDF, each by what is painted on it. */
function pages(pdf) {
  const text = pdf.toString("latin1");
  const object = (number) => text.match(new RegExp(`(?:^|\\n)${number} 0 obj([^]*?)endobj`))[1];
  return [...text.matchAll(/\/Type \/Page\b[^]*?\/Contents (\d+) 0 R/g)].map(([, number]) => {
    const [, head, body] = object(number).match(/^([^]*?)stream\r?\n([^]*)\r?\nendstream/);
    return head.includes("FlateDecode") ? inflateSync(Buffer.from(body, "latin1")).toString("latin1") : body;
  });
}

test.describe("the browser's own pages", () => {
  const pdf = (page) => page.pdf({ format: "A4", preferCSSPageSize: true });
  test("are A4, and none of them is empty", async ({ reader, page }) => {
    await reader.open();
    const made = await pdf(page);
    expect(made.toString("latin1")).toMatch(/\/MediaBox \[0 0 59[56][.\d]* 84[123][.\d]*\]/);
    expect(pages(made).map((content) => /\bT[jJ]\b/.test(content))).not.toContain(false);
  });

  test("are as many from a telephone as from a desk", async ({ reader, page, browser, host }) => {
    await reader.open();
    const desk = pages(await pdf(page)).length;
    const other = await browser.newPage({ viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true, locale: "en-US" });
    const telephone = new Reader(other, host);
    await telephone.open();
    expect(pages(await pdf(other)).length).toBe(desk);
    await other.close();
  });
});

test("twenty thousand mentions print whole: text, marks, events in order, references", async ({ reader, page }) => {
  test.setTimeout(180_000);
  const large = made("large-20000.json");
  await reader.open("?src=made/large-20000.json");
  // As the person does who prints at once: not all of it is in the page yet.
  await print(page);
  expect(await page.locator("[data-block]").count()).toBe(large.blocks.length);
  expect(await reader.marks()).toEqual(marks(large));
  expect((await cards(page)).map(({ id, number }) => `${id} ${number}`)).toEqual(numbers(large).map((id, place) => `${id} ${place + 1}`));
  expect(sorted(await references(page))).toEqual(sorted(expectedReferences(large)));
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
  await expect.poll(() => page.evaluate(() => globalThis.onPaper)).toEqual(rowsOf(first).map((_, place) => place + 1));
  await expect(page.getByRole("button", { name: "Print…" })).toBeHidden();
});

test("where the browser does not print, the events stand as they stood", async ({ reader, page }) => {
  await page.addInitScript(() => (globalThis.print = () => (globalThis.asked = true)));
  await reader.open();
  const order = () => page.locator("[data-event]").evaluateAll((cards) => cards.map((card) => card.dataset.event));
  await expect.poll(async () => (await order()).length).toBe(rowsOf(first).length);
  const before = await order();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "Print…" }).click();
  await expect.poll(() => page.evaluate(() => globalThis.asked)).toBe(true);
  await expect.poll(order).toEqual(before);
});
