/**
 * Finding: the search, which paints what it finds; the filters, which act on the text and on both panels; the strip beside
 * the text.
 */
import { eventsOf, expect, first, made, rowsOf, rowsWhere, test, withParts } from "./reader.mjs";

/** As search compares it: small, without what stands on letters. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** How often words stand in the text of an article. */
const times = (article, words) => article.blocks.reduce((sum, { text }) => sum + folded(text).split(folded(words)).length - 1, 0);

/** What a highlight paints, in the order of the text: block and words. */
const painted = (page, name) =>
  page.evaluate((name) => {
    const ranges = [...(CSS.highlights.get(name) ?? [])];
    ranges.sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
    return ranges.map((range) => [range.startContainer.parentElement.closest("[data-block]").dataset.block, range.toString()]);
  }, name);

/** Looks for words, by the key. */
async function lookFor(page, words) {
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(words);
}

test.describe("the search", () => {
  test("finds names without their accents, paints them and touches no element", async ({ reader, page }) => {
    await reader.open();
    await expect(reader.text.locator("[data-block=b15] mark").first()).toBeAttached();
    const html = () => reader.text.locator("[data-block]").evaluateAll((blocks) => blocks.map((block) => block.outerHTML).join(""));
    const before = await html();
    await lookFor(page, "keita");
    const search = page.getByRole("group", { name: "Search" });
    await expect(search.getByRole("button", { name: "Ibrahim Boubacar Keïta", exact: true })).toBeVisible();
    const number = times(first, "keita");
    expect(number).toBeGreaterThan(1);
    await expect(search.getByRole("heading", { name: `In the text ${number}` })).toBeVisible();
    await expect.poll(() => painted(page, "whowhen-found")).not.toEqual([]);
    expect((await painted(page, "whowhen-found")).every(([, words]) => words === "Keïta")).toBe(true);
    expect(await html()).toBe(before);
  });

  test("events are found by what their rows say: which are disputed, which are planned", async ({ reader, page }) => {
    await reader.open();
    const search = page.getByRole("group", { name: "Search" });
    await expect(reader.events.locator("[data-event]")).toHaveCount(rowsOf(first).length);
    const words = await reader.events.locator("[data-event]").evaluateAll((rows) => rows.map((row) => [row.querySelector("h4").textContent, row.querySelector(".when").textContent]));
    for (const word of ["disputed", "planned"]) {
      const titles = words.filter(([, when]) => when.includes(word)).map(([title]) => title);
      expect(titles.length).toBeGreaterThan(0);
      await lookFor(page, word);
      for (const title of titles) await expect(search.getByRole("button", { name: title })).toBeVisible();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
    }
  });

  test("while it is open, the panel of events opens no row by itself", async ({ reader, page }) => {
    await page.clock.install();
    await reader.open();
    const last = first.blocks.at(-1).text.split(" ").slice(-4).join(" ");
    await lookFor(page, last);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000);
    // As long as a row takes to open while somebody reads.
    await page.clock.fastForward(1500);
    await expect(reader.events.locator(".details")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await page.mouse.wheel(0, -400);
    await expect(reader.events.locator(".details").first()).toBeVisible();
  });

  test("Enter goes from place to place, Shift+Enter back, around the end, each in sight", async ({ reader, page }) => {
    await reader.open();
    await lookFor(page, "kidal");
    const number = times(first, "kidal");
    const search = page.getByRole("group", { name: "Search" });
    await expect(search.getByRole("heading", { name: `In the text ${number}` })).toBeVisible();
    for (let place = 1; place <= number; place++) {
      await page.keyboard.press("Enter");
      await expect(search.getByText(`${place} of ${number}`, { exact: true })).toBeVisible();
      await expect.poll(async () => (await painted(page, "whowhen-here")).length).toBe(1);
      const [[block, words]] = await painted(page, "whowhen-here");
      expect(folded(words)).toBe("kidal");
      const top = () => page.evaluate(() => [...CSS.highlights.get("whowhen-here")][0].getBoundingClientRect().top);
      await expect.poll(async () => (await top()) > 48 && (await top()) < 880, `${block} is in sight`).toBe(true);
    }
    await page.keyboard.press("Enter");
    await expect(search.getByText(`1 of ${number}`, { exact: true })).toBeVisible();
    await page.keyboard.press("Shift+Enter");
    await expect(search.getByText(`${number} of ${number}`, { exact: true })).toBeVisible();
  });

  test("lists actors, events and places, and each leads there", async ({ reader, page }) => {
    await reader.open();
    await lookFor(page, "kidal");
    const search = page.getByRole("group", { name: "Search" });
    await search.getByRole("button", { name: /The army fails to retake Kidal/ }).click();
    await reader.holds({ event: "kidal-2014" });
    await search.getByRole("button", { name: "Kidal", exact: true }).click();
    await reader.holds({ actor: "kidal", event: "kidal-2014" });
    await search.getByRole("button", { name: /an army column left Gao, heading for Kidal/ }).click();
    await expect.poll(() => painted(page, "whowhen-here")).toEqual([["b14", "Kidal"]]);
  });

  test("says when nothing is found; Esc closes it, takes the paint away and leads back", async ({ reader, page }) => {
    await reader.open();
    await page.getByRole("button", { name: "Search", exact: true }).click();
    const field = page.getByRole("searchbox");
    await expect(field).toBeFocused();
    await field.fill("xyzzy");
    await expect(page.getByRole("group", { name: "Search" }).getByText("Nothing found")).toBeVisible();
    await expect(page.locator("[data-told]")).toHaveText("Nothing found");
    await field.fill("paris");
    await expect.poll(() => painted(page, "whowhen-found")).not.toEqual([]);
    await expect.poll(() => reader.asked("q")).toBe("paris");
    await page.keyboard.press("Escape");
    await expect(field).toBeHidden();
    await expect(page.getByRole("button", { name: "Search", exact: true })).toBeFocused();
    await expect.poll(() => painted(page, "whowhen-found")).toEqual([]);
    await expect.poll(() => reader.asked("q")).toBe(null);
  });

  test("an address that searches shows what it finds", async ({ reader, page }) => {
    await reader.open("?q=serval");
    await expect(page.getByRole("searchbox")).toHaveValue("serval");
    await expect.poll(() => painted(page, "whowhen-found")).not.toEqual([]);
  });

  test("Arabic is found without its signs", async ({ reader, page }) => {
    await reader.open("?src=made/arabic.json");
    await lookFor(page, "الرئيس");
    await expect.poll(() => painted(page, "whowhen-found")).toEqual([["b", "الرئيس"]]);
  });

  test("of many places in a long text only those near the view are painted", async ({ reader, page }) => {
    await reader.open("?src=made/large-20000.json");
    await lookFor(page, "river");
    await expect(page.getByRole("heading", { name: "In the text 20,000" })).toBeVisible();
    await expect.poll(async () => (await painted(page, "whowhen-found")).length).toBeGreaterThan(5);
    expect((await painted(page, "whowhen-found")).length).toBeLessThan(1000);
  });
});

/** The ids of the events in the panel, and of the actors. */
const listed = (reader) =>
  reader.page.evaluate(() => ({
    events: [...document.querySelectorAll("[data-event]")].map((card) => card.dataset.event),
    actors: [...document.querySelectorAll("[data-actor-entry]")].map((entry) => entry.dataset.actorEntry),
  }));

const sorted = (list) => [...list].sort();

/** The first and the last day of the dates that the bundled article has, as numbers. */
function bounds(when) {
  const day = (text, last) => {
    const [year, month, date] = text.replace(/[~?%]/g, "").split("-").map(Number);
    const end = new Date(Date.UTC(year, month ?? 12, 0)).getUTCDate();
    return year * 10000 + (month ?? (last ? 12 : 1)) * 100 + (date ?? (last ? end : 1));
  };
  const [from, to] = when.includes("/") ? when.split("/") : [when, when];
  return [from === ".." ? -Infinity : day(from, false), to === ".." ? Infinity : day(to, true)];
}

test.describe("the filters", () => {
  test("kinds of actor quiet the marks of others and shorten their panel; the text stays", async ({ reader, page }) => {
    await reader.open();
    await expect.poll(async () => (await listed(reader)).actors.length).toBe(first.actors.length);
    const text = () => reader.text.locator("[data-block]").evaluateAll((blocks) => blocks.map((block) => block.textContent));
    await page.getByRole("button", { name: "Filters" }).click();
    const filters = page.getByRole("group", { name: "Filters" });
    await filters.getByRole("button", { name: /^States/ }).click();
    const states = first.actors.filter(({ kind }) => kind === "state").map(({ id }) => id);
    await expect.poll(async () => sorted((await listed(reader)).actors)).toEqual(sorted(states));
    await expect.poll(() => reader.text.locator("mark:not([data-muted])").evaluateAll((marks) => [...new Set(marks.map((mark) => mark.dataset.kind))])).toEqual(["state"]);
    expect(await reader.text.locator("mark[data-muted]").first().evaluate((mark) => getComputedStyle(mark).textDecorationLine)).toBe("none");
    expect(await text()).toEqual(first.blocks.map(({ text }) => text));
    await expect(reader.actors.getByRole("heading", { level: 2 })).toContainText(`${states.length} of ${first.actors.length}`);
    expect(reader.asked("kinds")).toBe("state");
    await filters.getByRole("button", { name: "Clear filters" }).click();
    await expect.poll(async () => (await listed(reader)).actors.length).toBe(first.actors.length);
    await expect(reader.text.locator("mark[data-muted]")).toHaveCount(0);
    expect(reader.asked("kinds")).toBe(null);
  });

  test("kinds of event shorten their panel and hide the signs of others; one click shows all", async ({ reader, page }) => {
    await reader.open();
    await page.keyboard.press("f");
    const filters = page.getByRole("group", { name: "Filters" });
    await filters.getByRole("button", { name: /^Coup/ }).click();
    const coups = rowsWhere(first, ({ kind }) => kind === "coup");
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(sorted(coups.map(({ id }) => id)));
    await expect(filters.getByText(`${coups.length} of ${rowsOf(first).length} events`, { exact: false })).toBeVisible();
    await expect(page.locator("[data-told]")).toContainText(`${coups.length} of ${rowsOf(first).length} events`);
    const blocks = new Set(coups.flatMap(({ evidence }) => evidence.map(({ block }) => block)));
    await expect.poll(() => reader.text.locator("[data-sign]:visible").evaluateAll((signs) => [...new Set(signs.map((sign) => sign.parentElement.querySelector("[data-block]").dataset.block))].sort())).toEqual([...blocks].sort());
    await page.keyboard.press("Escape");
    await expect(filters).toBeHidden();
    await reader.events.getByRole("button", { name: "Show all" }).click();
    await expect.poll(async () => (await listed(reader)).events.length).toBe(rowsOf(first).length);
  });

  test("several actors: any of them, or all together", async ({ reader, page }) => {
    await reader.open();
    await page.keyboard.press("f");
    const filters = page.getByRole("group", { name: "Filters" });
    const name = (id) => first.actors.find((actor) => actor.id === id).name;
    const chosen = ["france", "mali"];
    const theirs = new Map(chosen.map((id) => [id, eventsOf(withParts(id))]));
    for (const id of chosen) await filters.getByRole("combobox").selectOption({ label: name(id) });
    const fit = (how) => sorted(rowsOf(first).map(({ id }) => id).filter((event) => chosen[how]((id) => theirs.get(id).has(event))));
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(fit("some"));
    await filters.getByRole("button", { name: "All together" }).click();
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(fit("every"));
    expect(fit("every").length).toBeGreaterThan(0);
    await filters.getByRole("button", { name: `Without ${name("mali")}` }).click();
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(sorted([...theirs.get("france")]));
  });

  test("a span of time has three answers, and the undated are a choice of their own", async ({ reader, page }) => {
    await reader.open("?from=2013&to=2014-06-20");
    const dated = (fits) => rowsWhere(first, ({ when }) => (when ? fits(...bounds(when)) : fits(undefined))).map(({ id }) => id);
    const [from, to] = [20130101, 20140620];
    const possibly = (a, b) => a === undefined || (b >= from && a <= to);
    const surely = (a, b) => a === undefined || (a >= from && b <= to);
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(sorted(dated(possibly)));
    const doubtful = dated(possibly).filter((id) => !dated(surely).includes(id));
    expect(doubtful.length).toBeGreaterThan(0);
    await expect.poll(() => reader.events.getByText("possibly in this period").evaluateAll((flags) => flags.map((flag) => flag.closest("[data-event]").dataset.event).sort())).toEqual(sorted(doubtful));
    await page.keyboard.press("f");
    const filters = page.getByRole("group", { name: "Filters" });
    await filters.getByRole("checkbox", { name: "Only events certainly in this period" }).check();
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(sorted(dated(surely)));
    await filters.getByRole("checkbox", { name: "Include undated events" }).uncheck();
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(sorted(dated((a, b) => a !== undefined && surely(a, b))));
    expect([reader.asked("dates"), reader.asked("undated")]).toEqual(["sure", "no"]);
  });

  test("the ends of the span move by keys, and say what they are", async ({ reader, page }) => {
    await reader.open();
    await page.keyboard.press("f");
    const start = page.getByRole("group", { name: "Filters" }).getByRole("slider", { name: "From" });
    await start.focus();
    await page.keyboard.press("ArrowRight");
    await expect(start).toHaveAttribute("aria-valuetext", "April 2012");
    await expect.poll(() => reader.asked("from")).toBe("2012-04");
    const before = rowsOf(first).filter(({ when }) => when && bounds(when)[1] < 20120401).map(({ id }) => id);
    expect(before.length).toBeGreaterThan(0);
    await expect.poll(async () => (await listed(reader)).events.filter((id) => before.includes(id))).toEqual([]);
    await page.keyboard.press("Home");
    await expect.poll(() => reader.asked("from")).toBe(null);
  });

  test("an address with a filter shows it, tells what it does not know, and applies the rest", async ({ reader, page }) => {
    await reader.open("?what=coup,nonsense&with=nobody&from=someday");
    const coups = rowsWhere(first, ({ kind }) => kind === "coup").map(({ id }) => id);
    await expect.poll(async () => sorted((await listed(reader)).events)).toEqual(sorted(coups));
    for (const word of ["nonsense", "nobody", "someday"]) await expect(page.getByText(`“${word}”`, { exact: false })).toBeVisible();
  });
});

test.describe("the strip beside the text", () => {
  const strip = (page) => page.getByRole("navigation", { name: "Where in the article" });

  test("shows where the held actor is mentioned, and how many lie above and below the view", async ({ reader, page }) => {
    await reader.open();
    await expect(strip(page)).toBeHidden();
    await reader.name("kidal").click();
    await expect(strip(page)).toBeVisible();
    const number = first.mentions.filter(({ actor }) => actor === "kidal").length;
    const buckets = strip(page).getByRole("button", { name: /into the text/ });
    const counted = await buckets.evaluateAll((all) => all.reduce((sum, bucket) => sum + parseInt(bucket.getAttribute("aria-label"), 10), 0));
    expect(counted).toBe(number);
    const ends = async () => {
      const labels = await strip(page).getByRole("button", { name: /above|below/ }).evaluateAll((all) => all.map((end) => parseInt(end.getAttribute("aria-label"), 10)));
      const real = await page.evaluate(() => {
        const mentions = new Map();
        for (const mark of document.querySelectorAll("mark[data-active]")) {
          for (const mention of mark.dataset.mentions.split(" ")) if (!mentions.has(mention)) mentions.set(mention, mark);
        }
        const bar = document.querySelector("[role=banner]").getBoundingClientRect().bottom + 8;
        const own = [...mentions].filter(([, mark]) => mark.dataset.actor === "kidal").map(([, mark]) => mark.getClientRects()[0]);
        const middle = ({ top, bottom }) => (top + bottom) / 2;
        return [own.filter((rect) => middle(rect) < bar).length, own.filter((rect) => middle(rect) >= innerHeight - 8).length];
      });
      return { labels, real };
    };
    for (const go of [() => page.mouse.wheel(0, 900), () => page.mouse.wheel(0, 2000)]) {
      await page.mouse.move(600, 400);
      await go();
      await expect.poll(async () => { const { labels, real } = await ends(); return Math.abs(labels[0] - real[0]) + Math.abs(labels[1] - real[1]); }).toBeLessThanOrEqual(1);
    }
  });

  test("its buckets and ends lead there, by pointer and by keys", async ({ reader, page }) => {
    await reader.open("?actor=kidal");
    const buckets = strip(page).getByRole("button", { name: /into the text/ });
    await buckets.last().click();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
    await buckets.first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(buckets.nth(1)).toBeFocused();
    await expect(buckets.first()).toHaveAttribute("tabindex", "-1");
  });
});

test.describe("what the filter hides", () => {
  test("is none of what the signs, the sentences and the reading tell of", async ({ reader, page }) => {
    await reader.open("?what=coup");
    const coups = new Set(first.events.filter(({ kind }) => kind === "coup").map(({ title }) => title));
    const signs = page.getByRole("button", { name: /^(Event|\d+ events): / });
    await expect.poll(() => signs.count()).toBeGreaterThan(1);
    const titles = await signs.evaluateAll((all) => all.flatMap((sign) => sign.title.split("\n")));
    expect(titles.filter((title) => !coups.has(title))).toEqual([]);
    for (let way = 0; way < 12; way++) {
      await page.mouse.move(700, 500);
      await page.mouse.wheel(0, 700);
      await expect.poll(() => page.evaluate(() => document.querySelectorAll("[data-event]").length)).toBe(coups.size);
    }
    const lit = await page.locator("[data-proof]").evaluateAll((proofs) => proofs.length);
    expect(lit).toBeGreaterThan(coups.size);
  });

  test("is told of when it is held, and one click shows it", async ({ reader, page }) => {
    await reader.open("?what=coup&event=moura");
    const words = reader.events.getByText("The selection does not match the filters.");
    await expect(words).toBeVisible();
    await expect(page.locator("[data-told]")).toHaveText("The selection does not match the filters.");
    await reader.events.getByRole("button", { name: "Show all" }).click();
    await expect(words).toBeHidden();
    const card = reader.card(first.events.find(({ id }) => id === "moura").title);
    await expect(card).toHaveAttribute("aria-current", "true");
    await expect(card).toBeInViewport();
  });

  test("holds no stop of Tab: each block with something left has one", async ({ reader, page }) => {
    await reader.open("?kinds=person&what=coup");
    await expect(reader.text.locator("mark[data-muted]").first()).toBeAttached();
    await expect.poll(() => reader.text.locator("mark").count()).toBeGreaterThan(250);
    const stops = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("[data-row]")].map((row) => {
          const left = [...row.querySelectorAll("mark:not([data-muted]), [data-sign]:not([hidden])")];
          const reached = [...row.querySelectorAll("mark[tabindex='0'], [data-sign][tabindex='0']")];
          return [Math.min(left.length, 1), reached.length, reached.every((stop) => left.includes(stop))].join();
        }),
      );
    await expect.poll(async () => [...new Set(await stops())].sort()).toEqual(["0,0,true", "1,1,true"]);
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(reader.text.locator("mark[data-muted]")).toHaveCount(0);
    await expect.poll(async () => [...new Set(await stops())].sort()).toEqual(["0,0,true", "1,1,true"]);
  });
});

test("by keys the list of actors is gone through, and Enter or the button says which is meant", async ({ reader, page }) => {
  await reader.open();
  await page.getByRole("button", { name: "Filters" }).click();
  const list = page.getByRole("combobox", { name: "Choose someone…" });
  await list.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const value = await list.inputValue();
  expect(value).not.toBe("");
  expect(reader.asked("with")).toBe(null);
  await page.keyboard.press("Enter");
  await expect.poll(() => reader.asked("with")).toBe(first.actors[Number(value)].id);
  await list.focus();
  for (let way = 0; way < 3; way++) await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.getAll("with").length).toBe(2);
  await expect(list).toBeFocused();
});

test("another drawer ends the search, and Back to it shows it again", async ({ reader, page }) => {
  await reader.open("?q=kidal");
  await expect.poll(() => painted(page, "whowhen-found")).not.toEqual([]);
  await reader.name("mali").click();
  await expect.poll(() => reader.asked("actor")).toBe("mali");
  await page.getByRole("button", { name: "Filters" }).click();
  await expect(page.getByRole("searchbox")).toBeHidden();
  await expect.poll(() => painted(page, "whowhen-found")).toEqual([]);
  expect(reader.asked("q")).toBe(null);
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue("kidal");
  await expect.poll(() => painted(page, "whowhen-found")).not.toEqual([]);
});

test("the switches of the panels say how many are left, and only the panel that hides something offers all", async ({ reader, page }) => {
  await reader.open("?kinds=state");
  const states = first.actors.filter(({ kind }) => kind === "state").length;
  await expect(page.getByRole("button", { name: `Actors ${states} of ${first.actors.length}`, exact: true })).toBeVisible();
  await expect(reader.actors.getByRole("button", { name: "Show all" })).toBeVisible();
  await expect(reader.events.getByRole("button", { name: "Show all" })).toBeHidden();
  await reader.actors.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByRole("button", { name: `Actors ${first.actors.length}`, exact: true })).toBeVisible();
});

test("what is held and hidden takes no panel its stop of Tab", async ({ reader, page }) => {
  await reader.open("?what=coup&kinds=state&event=moura&actor=wagner");
  const stops = () =>
    page.evaluate(() => [
      new Set([...document.querySelectorAll("[data-event] [tabindex='0']")].map((part) => part.closest("[data-event]").dataset.event)).size,
      document.querySelectorAll("[data-actor-entry] > button[tabindex='0']").length,
    ]);
  await expect.poll(stops).toEqual([1, 1]);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("button", { name: /^People/ }).click();
  await expect.poll(stops).toEqual([1, 1]);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(stops).toEqual([1, 1]);
});
