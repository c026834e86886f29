/**
 * The diagrams: timeline, told against happened, who with whom, map. Each by pointer, finger and keys, in the address, in
 * embeds, printed and saved, with a table behind it, with few and many events, and with filters.
 */
import { readFileSync } from "node:fs";

import { violations } from "./axe.mjs";
import { expect, first, pointerEvents, rowsOf, rowsWhere, test, twoFrames } from "./reader.mjs";

const VIEWS = { timeline: "Timeline", order: "Told and happened", "actors-matrix": "Who with whom", map: "Map" };

const view = (page, name) => page.locator(`[data-view-name="${name}"]`);
const marks = (page, name) => view(page, name).locator(".stage [data-view-mark]");
const mark = (page, id) => page.locator(`.stage [data-view-mark="${id}"]`).first();
const tool = (page, name) => page.locator(".diagram").getByRole("button", { name, exact: true });
const events = (all) => [...new Set(all.flatMap((list) => list.split(" ").map(Number)))];

/** The ids of the events that stand in the drawing. */
const drawn = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".stage [data-events]")].map((mark) => mark.dataset.events)).then((all) => events(all).map((at) => first.events[at].id).sort());

const dated = rowsOf(first).filter(({ when }) => when && when !== "~");
const moura = first.events.find(({ id }) => id === "moura");

/** An article with so many events, in five places, by three actors on each other. */
function many(number) {
  const day = (n) => `${1990 + (n % 30)}-${String(1 + (n % 12)).padStart(2, "0")}-${String(1 + (n % 28)).padStart(2, "0")}`;
  const places = Array.from({ length: 5 }, (_, n) => ({ id: `p${n}`, kind: "place", name: `Place ${n}`, lat: 10 + n, lon: 5 - n, precision: "town" }));
  return {
    format: "whowhen/1",
    id: "many",
    title: "Many",
    language: "en",
    blocks: [{ id: "b", kind: "paragraph", text: "One sentence." }],
    actors: [...["one", "two", "three"].map((id) => ({ id, kind: "state", name: `State ${id}` })), ...places],
    events: Array.from({ length: number }, (_, n) => ({
      id: `e${n}`,
      title: `Event ${n}`,
      kind: n % 2 ? "advance" : "battle",
      when: day(n),
      where: `p${n % 5}`,
      participants: [{ actor: ["one", "two", "three"][n % 3], role: "agent" }, { actor: ["two", "three", "one"][n % 3], role: "target" }],
      evidence: [{ block: "b", quote: "One sentence." }],
    })),
  };
}

async function open(reader, page, article, query) {
  await page.route("**/made/own.json", (route) => route.fulfill({ json: article }));
  await reader.open(`?src=made/own.json&${query}`);
}

for (const [name, title] of Object.entries(VIEWS)) {
  test.describe(title, () => {
    test("opens from the bar, is in the address, and Back leads to the text", async ({ reader, page }) => {
      await reader.open();
      await page.getByRole("button", { name: "Views", exact: true }).click();
      await page.getByRole("group", { name: "Views" }).getByRole("button", { name: title, exact: true }).click();
      await expect(page.getByRole("region", { name: title })).toBeVisible();
      await expect(page.getByRole("heading", { name: title, exact: true })).toBeFocused();
      await expect(marks(page, name)).not.toHaveCount(0);
      await expect(reader.text).toBeHidden();
      await expect(reader.events).toBeVisible();
      expect(reader.asked("view")).toBe(name);
      await page.goBack();
      await expect(reader.text).toBeVisible();
      await page.goForward();
      await expect(marks(page, name)).not.toHaveCount(0);
      await page.reload();
      await expect(marks(page, name)).not.toHaveCount(0);
      await page.getByRole("group", { name: "Views" }).getByRole("button", { name: "The text", exact: true }).click();
      await expect(reader.text).toBeVisible();
      await expect.poll(() => reader.asked("view")).toBe(null);
    });

    test("shares pointing, holding and filters with the panel", async ({ reader, page }) => {
      await reader.open(`?view=${name}`);
      await expect(marks(page, name)).not.toHaveCount(0);
      // From the row to the mark
      await reader.title(moura.title).hover();
      await expect(page.locator(".stage [data-view-mark][data-lit]")).not.toHaveCount(0);
      const lit = await page.evaluate(() => [...document.querySelectorAll(".stage [data-lit]")].map((mark) => mark.dataset.events));
      expect(lit.every((list) => list.split(" ").includes(String(first.events.indexOf(moura))))).toBe(true);
      await reader.opened(moura.title);
      await expect(page.locator(".stage [data-held]")).not.toHaveCount(0);
      await expect(page.getByRole("region", { name: title })).toBeVisible();
      // A filter leaves what fits.
      await page.keyboard.press("Escape");
      await reader.open(`?view=${name}&what=battle,attack`);
      const fit = rowsWhere(first, ({ kind }) => ["battle", "attack"].includes(kind)).map(({ id }) => id);
      await expect(marks(page, name)).not.toHaveCount(0);
      expect((await drawn(page)).every((id) => fit.includes(id))).toBe(true);
    });

    test("is walked by keys: arrows to the marks, Enter opens, Esc clears and leaves", async ({ reader, page }) => {
      await reader.open(`?view=${name}`);
      await expect(marks(page, name)).not.toHaveCount(0);
      await expect(page.locator('.stage [tabindex="0"]')).toHaveCount(1);
      await page.locator('.stage [tabindex="0"]').focus();
      const here = () => page.evaluate(() => document.activeElement.dataset.viewMark);
      const start = await here();
      for (const key of ["ArrowDown", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
      expect(await here()).not.toBe(start);
      await expect(page.locator(".diagram > .tip")).toBeVisible();
      await page.locator('.stage [data-view-mark]:not([data-actor]):not([data-events*=" "])').first().focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => reader.asked("event")).not.toBe(null);
      await page.keyboard.press("Escape");
      await expect.poll(() => reader.asked("event")).toBe(null);
      await page.keyboard.press("Escape");
      await expect(reader.text).toBeVisible();
    });

    test("has a table, and is saved as a picture", async ({ reader, page }) => {
      await reader.open(`?view=${name}`);
      await expect(marks(page, name)).not.toHaveCount(0);
      const shown = await page.locator(".stage [data-view-mark]").count();
      const [svg] = await Promise.all([page.waitForEvent("download"), tool(page, "Save as SVG").click()]);
      expect(svg.suggestedFilename()).toBe(`${first.id}-${name}.svg`);
      const read = await page.evaluate((text) => {
        const picture = new DOMParser().parseFromString(text, "image/svg+xml");
        const texts = [...picture.querySelectorAll("text")].map((text) => text.textContent);
        return { error: picture.querySelector("parsererror")?.textContent, marks: picture.querySelectorAll("[data-view-mark]").length, title: picture.querySelector("title").textContent, texts };
      }, readFileSync(await svg.path(), "utf8"));
      expect([read.error, read.marks]).toEqual([undefined, shown]);
      expect(read.title).toContain(first.title);
      expect(read.texts.join(" ")).toContain("CC");
      const [png] = await Promise.all([page.waitForEvent("download"), tool(page, "Save as PNG").click()]);
      expect(readFileSync(await png.path()).subarray(1, 4).toString()).toBe("PNG");
      await tool(page, "Table").click();
      await expect(page.locator(".stage table tbody tr")).not.toHaveCount(0);
      await expect(tool(page, "Table")).toBeFocused();
      await tool(page, "Table").click();
      await expect(marks(page, name)).not.toHaveCount(0);
    });

    test("is printed", async ({ reader, page }) => {
      await reader.open(`?view=${name}`);
      await expect(marks(page, name)).not.toHaveCount(0);
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      await expect(view(page, name).locator(".stage svg")).toBeVisible();
      await expect(tool(page, "Table")).toBeHidden();
      await expect(reader.text).toBeVisible();
    });

    test("stands in an embed", async ({ page, host }) => {
      await page.goto(`${host.url}frame.html?article=${first.id}&view=${name}`);
      await expect(page.locator(`[data-view-name="${name}"] .stage [data-view-mark]`)).not.toHaveCount(0);
    });

    test("no events, one, and thousands", async ({ reader, page }) => {
      await reader.open(`?src=made/plain.json&view=${name}`);
      await expect(view(page, name).locator(".none")).toBeVisible();
      await open(reader, page, many(1), `view=${name}`);
      await expect(marks(page, name)).not.toHaveCount(0);
      await open(reader, page, many(5_000), `view=${name}`);
      await expect(marks(page, name).first()).toBeVisible({ timeout: 15_000 });
      await page.locator('.stage [tabindex="0"]').focus();
      await page.keyboard.press("ArrowDown");
      await expect(page.locator(".diagram > .tip")).toBeVisible();
    });

    for (const [scheme, width] of [["light", 1400], ["dark", 375]]) {
      test(`axe finds nothing, ${scheme}, ${width} px`, async ({ reader, page }) => {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme: scheme });
        await reader.open(`?view=${name}`);
        await expect(marks(page, name)).not.toHaveCount(0);
        expect(await violations(page)).toEqual([]);
        await tool(page, "Table").click();
        expect(await violations(page, (axe) => axe.include(".view"))).toEqual([]);
      });
    }
  });
}

test.describe("Timeline", () => {
  test("has each dated event, by actor and by kind", async ({ reader, page }) => {
    await reader.open("?view=timeline");
    await expect(marks(page, "timeline")).not.toHaveCount(0);
    await tool(page, "By kind of event").click();
    await expect.poll(() => drawn(page)).toEqual(dated.map(({ id }) => id).sort());
    await expect(tool(page, "By kind of event")).toHaveAttribute("aria-pressed", "true");
    // No two titles overlap.
    const overlaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".stage .row [data-events] text")].map((text) => text.getBoundingClientRect());
      return boxes.filter((one, n) => boxes.some((other, m) => n < m && one.left < other.right - 1 && other.left < one.right - 1 && Math.abs(one.top - other.top) < 6)).length;
    });
    expect(overlaps).toBe(0);
  });

  test("opens by t, and t leads back", async ({ reader, page }) => {
    await reader.open();
    await page.keyboard.press("t");
    await expect(marks(page, "timeline")).not.toHaveCount(0);
    await page.keyboard.press("t");
    await expect(reader.text).toBeVisible();
  });

  test("zooms by buttons, keys and the wheel, and pans by dragging", async ({ reader, page }) => {
    await reader.open("?view=timeline");
    await expect(marks(page, "timeline")).not.toHaveCount(0);
    const labels = () => page.locator(".stage .tick text").allTextContents();
    const whole = await labels();
    await tool(page, "Zoom in").click();
    await expect.poll(labels).not.toEqual(whole);
    await tool(page, "Show everything").click();
    await expect.poll(labels).toEqual(whole);
    await page.locator('.stage [tabindex="0"]').focus();
    await page.keyboard.press("+");
    await expect.poll(labels).not.toEqual(whole);
    const zoomed = await labels();
    await page.keyboard.press("0");
    await expect.poll(labels).toEqual(whole);
    const { x, y, width } = await page.locator(".stage").boundingBox();
    await page.mouse.move(x + width / 2, y + 100);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -300);
    await page.keyboard.up("Control");
    await expect.poll(labels).not.toEqual(whole);
    // What is under the pointer goes along with it.
    const left = async () => (await page.locator(".stage .tick line").first().boundingBox()).x;
    const before = await left();
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 60, y + 105, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await left()) - before)).toBe(60);
    expect(zoomed).not.toEqual(whole);
  });

  test("times in which no event is dated are shaded, and it is said", async ({ reader, page }) => {
    const article = many(5);
    ["2010-05", "2011", "2014-12-31", "2017-01-01", "2018"].forEach((when, n) => (article.events[n].when = when));
    await open(reader, page, article, "view=timeline");
    const note = page.getByText("Shaded: no event is dated there.");
    await expect(note).toBeVisible();
    // Each shaded part, by the label of the line where it begins.
    const shaded = () =>
      page.evaluate(() => {
        const lines = [...document.querySelectorAll(".stage .tick")].map((tick) => [Math.round(tick.querySelector("line").x1.baseVal.value), tick.textContent]);
        return [...document.querySelectorAll(".stage .empty")].map((rect) => new Map(lines).get(Math.round(rect.x.baseVal.value)));
      });
    expect(await shaded()).toEqual(["2012", "2013", "2015", "2016"]);
    // Without the filter's events there is more of it.
    await page.goto(`${page.url()}&to=2014`);
    await expect(note).toBeVisible();
    await expect.poll(shaded).toEqual(["2012", "2013", "2015", "2016", "2017"]);
  });

  test("a held event has arcs to those it is related to, and its row is beside it", async ({ reader, page }) => {
    await reader.open("?view=timeline");
    const { from, to } = first.relations.find(({ kind, from }) => kind !== "contradicts" && dated.some(({ id }) => id === from));
    await mark(page, from).click();
    await expect.poll(() => reader.asked("event")).toBe(from);
    await expect(page.locator(".stage .arc")).not.toHaveCount(0);
    await expect(reader.card(first.events.find(({ id }) => id === from).title)).toBeInViewport();
    expect(to).toBeTruthy();
    // Its sentence leads to the text.
    await reader.card(first.events.find(({ id }) => id === from).title).locator("blockquote button").first().click();
    await expect(reader.text).toBeVisible();
    await expect.poll(() => reader.asked("view")).toBe(null);
  });

  test("an actor's name holds it, here and in the panel", async ({ reader, page }) => {
    await reader.open("?view=timeline");
    await mark(page, "france").click();
    await expect.poll(() => reader.asked("actor")).toBe("france");
    await expect(page.locator(".stage [data-events][data-muted]")).not.toHaveCount(0);
  });
});

test("the text is where it was after a diagram, and has the focus", async ({ reader, page }) => {
  await reader.open();
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 1700);
  const before = await reader.still();
  expect(before).toBeGreaterThan(1000);
  for (const leave of ["t", "Escape"]) {
    await page.keyboard.press("t");
    await expect(marks(page, "timeline")).not.toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Timeline", exact: true })).toBeFocused();
    await page.keyboard.press(leave);
    await expect(reader.text).toBeFocused();
    await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(3);
  }
});

test("another article may come while the focus is in a diagram, and the reader goes on", async ({ reader, page }) => {
  await reader.open("?view=timeline");
  await expect(marks(page, "timeline")).not.toHaveCount(0);
  await marks(page, "timeline").first().focus();
  await page.evaluate((article) => document.querySelector("who-when").load(article), many(3));
  await expect(page.locator("[data-article=many]")).toHaveCount(1);
  await twoFrames(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("what is only alleged or planned is hollow, and said", async ({ reader, page }) => {
  await reader.open("?view=timeline");
  await expect(mark(page, "moura")).toHaveClass("doubtful");
  await expect(mark(page, "moura")).toHaveAccessibleName(/: Executions at Moura, alleged, disputed$/);
  await expect(mark(page, "coup-2020")).not.toHaveClass("doubtful");
  await tool(page, "Table").click();
  await expect(page.getByRole("row", { name: /Executions at Moura/ })).toContainText("alleged");
});

test("who asks for help is not against anybody, and who fights is not together", async ({ reader, page }) => {
  await reader.open("?view=actors-matrix");
  await expect(marks(page, "actors-matrix")).not.toHaveCount(0);
  await tool(page, "Table").click();
  await expect(page.locator(".stage table")).not.toContainText("Traoré appeals");
  await tool(page, "Table").click();
  await tool(page, "With").click();
  await tool(page, "Table").click();
  await expect(page.locator(".stage table")).not.toContainText("Fighting resumes");
});

test("where the text goes back is said in words, and each leads to its event", async ({ reader, page }) => {
  await reader.open("?view=order");
  const jumps = page.locator(".jumps li");
  await expect(jumps.first()).toContainText("In paragraph 3 the text goes back");
  await jumps.first().getByRole("button").hover();
  await expect(page.locator(".stage [data-lit]")).toHaveCount(1);
  await jumps.first().getByRole("button").click();
  await expect.poll(() => reader.asked("event")).toBe("rebellion");
});

test("what is pointed at stays highlighted when the pointer was elsewhere a moment before", async ({ reader, page }) => {
  await reader.open("?view=timeline");
  const mark = page.locator(".stage [data-view-mark][data-events]").last();
  await expect(mark).toBeVisible();
  const [one, other] = [0, 1].map((n) => page.locator("[data-card]").nth(n));
  // All in one task, as on a machine that is busy.
  await pointerEvents(page, [
    ["pointermove", one],
    ["pointerout", one, other],
    ["pointermove", other],
    ["pointerout", other, mark],
    ["pointerover", mark, other],
  ]);
  await expect(mark).toHaveAttribute("data-lit");
  await twoFrames(page);
  await expect(mark).toHaveAttribute("data-lit");
});

test("a cell lists its events, and the network says the same", async ({ reader, page }) => {
  await reader.open("?view=actors-matrix");
  const cell = mark(page, "mali:rebels");
  const number = Number(await cell.locator("text").textContent());
  await expect(cell).toHaveAccessibleName(`Mali against Northern rebels: ${number} events`);
  await cell.click();
  await expect(page.locator(".picked li")).toHaveCount(number);
  await expect(page.locator(".picked button").first()).toBeFocused();
  // Esc closes the list, and not the diagram.
  await page.keyboard.press("Escape");
  await expect(page.locator(".picked")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Who with whom" })).toBeVisible();
  await cell.click();
  await page.locator(".picked button").first().click();
  await expect.poll(() => reader.asked("event")).not.toBe(null);
  await expect(page.locator(".picked li")).toHaveCount(number);
  await tool(page, "Network").click();
  await expect(page.locator(".stage .node")).not.toHaveCount(0);
  await expect(tool(page, "Most active first")).toHaveCount(0);
  await tool(page, "With").click();
  await expect(mark(page, "mali")).toBeVisible();
});

test("on a phone, no name of the network or the map is written over another", async ({ reader, page }) => {
  await page.setViewportSize({ width: 375, height: 740 });
  for (const [name, drawn] of [["actors-matrix", ".node"], ["map", ".spot"]]) {
    await reader.open(`?view=${name}`);
    if (name === "actors-matrix") await tool(page, "Network").click();
    await expect(page.locator(`.stage ${drawn}`)).not.toHaveCount(0);
    const over = await page.locator(".stage svg").evaluate((svg) => {
      const names = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
      const both = (a, b) => [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      // The lines of letters are higher than the letters; widths are estimated.
      const overlap = ([, a], [, b]) => { const [wide, high] = both(a, b); return wide > 8 && high > 5; };
      return { number: names.length, over: names.flatMap((one, nth) => names.slice(0, nth).filter((other) => overlap(one, other)).map((other) => `${one[0]} / ${other[0]}`)) };
    });
    expect(over.number).toBeGreaterThan(3);
    expect(over.over).toEqual([]);
  }
});

test("the map cannot be dragged out of sight", async ({ reader, page }) => {
  await reader.open("?view=map");
  await expect(page.locator(".stage .land")).toHaveCount(1);
  const { x, y, width } = await page.locator(".stage").boundingBox();
  for (let n = 0; n < 8; n += 1) await tool(page, "Zoom out").click();
  for (let n = 0; n < 4; n += 1) {
    await page.mouse.move(x + width - 20, y + 40);
    await page.mouse.down();
    await page.mouse.move(x + 10, y + 45, { steps: 3 });
    await page.mouse.up();
  }
  const right = () => page.locator(".stage .land").evaluate((land) => land.getBoundingClientRect().right);
  expect(await right()).toBeGreaterThan(x + width / 2 - 40);
});

test("the map asks for its outlines once, for nothing elsewhere, and says when they do not come", async ({ reader, page, host, complaints }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await reader.open();
  expect(asked.filter((url) => url.includes("whowhen-diagrams"))).toEqual([]);
  await page.goto(`${host.url}?view=map`);
  await expect(page.locator(".stage .land")).toHaveCount(1);
  expect(asked.filter((url) => /whowhen-diagrams-\w+\.txt/.test(url))).toHaveLength(1);
  expect(asked.filter((url) => !url.startsWith(host.url) && !url.startsWith("blob:"))).toEqual([]);
  complaints.allow(/^error: Failed to load resource:/);
  await page.route(/whowhen-diagrams-\w+\.txt/, (route) => route.abort());
  await page.goto(`${host.url}?view=map`);
  await expect(page.getByRole("status").getByText("The outlines of the map could not be loaded.")).toBeAttached();
  await expect(marks(page, "map")).not.toHaveCount(0);
});

test("a module that does not come is said, and asked for again", async ({ reader, page, complaints }) => {
  complaints.allow(/^error: Failed to load resource:/);
  let fails = true;
  await page.route(/whowhen-diagrams-\w+\.wasm/, (route) => (fails ? route.abort() : route.continue()));
  await reader.open("?view=timeline");
  await expect(page.getByRole("alert")).toContainText("The diagram could not be loaded.");
  fails = false;
  await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
  await expect(marks(page, "timeline")).not.toHaveCount(0);
  // It follows the page like any other.
  await reader.opened(moura.title);
  await expect(page.locator(".stage [data-held]")).not.toHaveCount(0);
});

test.describe("by finger", () => {
  test.use({ viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true });

  test("a tap on a mark opens its row in the sheet", async ({ reader, page }) => {
    await reader.open();
    await page.getByRole("button", { name: "Views", exact: true }).tap();
    await page.getByRole("group", { name: "Views" }).getByRole("button", { name: "Timeline", exact: true }).tap();
    await expect(marks(page, "timeline")).not.toHaveCount(0);
    await mark(page, "coup-2012").locator("rect").first().tap();
    await expect.poll(() => reader.asked("event")).not.toBe(null);
    await expect(reader.events).toBeVisible();
  });
});

test("in Arabic time goes from right to left, and the map does not", async ({ reader, page }) => {
  await page.addInitScript(() => localStorage.setItem("whowhen", "language=ar"));
  await reader.open("?view=timeline");
  const isLeft = (one, other) => expect.poll(async () => (await mark(page, one).boundingBox())?.x < (await mark(page, other).boundingBox())?.x);
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe("rtl");
  await isLeft("coup-2020", "coup-2012").toBe(true);
  await reader.open("?view=map");
  await isLeft("bamako", "niamey").toBe(true);
});

test("signs that could not be placed because a diagram took the place of the text are placed when it is closed", async ({ reader, page }) => {
  await reader.open("?src=made/large-20000.json");
  const scroll = () => page.evaluate(() => scrollTo(0, 60_000));
  // The diagram is opened as soon as the blocks that come near are marked: their lines cannot be measured any more.
  await page.evaluate(() => {
    const hasMark = (node) => node.nodeName === "MARK" || node.querySelector?.("mark");
    const open = (changes, observer) => {
      if (!changes.some(({ addedNodes }) => [...addedNodes].some(hasMark))) return;
      observer.disconnect();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "t", bubbles: true }));
    };
    new MutationObserver(open).observe(document.querySelector("article"), { subtree: true, childList: true });
  });
  await scroll();
  await expect(page.getByRole("region", { name: "Timeline" })).toBeVisible();
  await twoFrames(page);
  await page.keyboard.press("t");
  await expect(page.getByRole("region", { name: "Timeline" })).toHaveCount(0);
  await scroll();
  // Each paragraph begins with a sentence that tells an event.
  const inView = (selector) => page.evaluate((selector) => [...document.querySelectorAll(selector)].filter((element) => element.getBoundingClientRect().top > 100 && element.getBoundingClientRect().top < innerHeight).length, selector);
  await expect.poll(() => inView("article .sign")).toBeGreaterThan(2);
  await expect.poll(async () => Math.abs((await inView("article .sign")) - (await inView("article p[data-block]")))).toBeLessThanOrEqual(1);
});
