/**
 * Taking along and bringing in: links and quotations, files of this machine and at an address, paper, and what the address
 * says of the panels; and that what was done is told.
 */
import { evidence } from "./oracle.mjs";
import { expect, first, rowsOf, test } from "./reader.mjs";

const event = (id) => first.events.find((event) => event.id === id);
const told = (page) => page.locator("[role=status][data-told]");
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const menu = (page) => page.getByRole("button", { name: "Menu", exact: true });
/** The switch of a panel. */
const panel = (page, name) => page.getByRole("group", { name: "Panels" }).or(page.getByRole("navigation", { name: "Panels" })).getByRole("button", { name: new RegExp(`^${name}`) });

/** Copies what a button of the drawer copies, and gives it. */
async function take(page, what) {
  await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("group", { name: "Share" }).getByRole("button", { name: what }).click();
  await expect.poll(() => clipboard(page)).not.toBe("nothing yet");
  return clipboard(page);
}
/** Selects what lies between the beginnings of these elements, or the whole of the one. */
const select = (page, from, to) =>
  page.evaluate(([from, to]) => {
    if (!to) return getSelection().selectAllChildren(document.querySelector(from));
    getSelection().setBaseAndExtent(document.querySelector(from), 0, document.querySelector(to), 0);
  }, [from, to]);
/** What a quotation says of its source. */
const SOURCE = `${first.title}, ${first.publisher}, 3 November 2023`;

/** A page of somebody else with this in its body. */
async function visit(page, host, body) {
  const html = `<!doctype html><html lang="en"><title>Theirs</title><script type="module" src="embed.js"></script><body>${body}<who-when src="articles/${first.id}.json"></who-when>`;
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${host.url}host.html`);
  await expect(page.locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
}

test.describe("copying", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("a link says what is held and shown, and opens just that", async ({ reader, page, context }) => {
    const asked = { article: first.id, actor: "malian-army", event: "moura", order: "told", view: "events", kinds: "state,military,place", what: "attack,statement", with: "malian-army", from: "2012", to: "2023", undated: "no" };
    await reader.open(`?${new URLSearchParams(asked)}`);
    const shown = async (page) => [await page.locator("[data-event]").evaluateAll((cards) => cards.map((card) => card.dataset.event)), await page.locator("aside h2").allTextContents()];
    await expect(page.locator("[data-event=moura]")).toHaveAttribute("aria-current", "true");
    const link = new URL(await take(page, "Copy link"));
    const { article, ...others } = asked;
    expect(link.href.split("?")[0]).toBe(`${reader.host.url}${article}/`);
    expect(Object.fromEntries(link.searchParams)).toEqual(others);
    expect((await shown(page))[0].length).toBeLessThan(rowsOf(first).length);
    const other = await context.newPage();
    await other.goto(link.href);
    await expect(other.locator("[data-event=moura]")).toHaveAttribute("aria-current", "true");
    await expect.poll(() => shown(other)).toEqual(await shown(page));
    await expect(other.locator("[data-actor-entry=malian-army] > button")).toHaveAttribute("aria-pressed", "true");
    await expect(other.getByRole("complementary", { name: "Actors" })).toBeHidden();
  });

  test("a link names its article, also where the page's address does not", async ({ reader, page }) => {
    // It led to whatever stands first in the library by the time that it is followed.
    await reader.open();
    expect(await take(page, "Copy link")).toBe(`${reader.host.url}${first.id}/`);
    await reader.title(event("moura").title).click();
    await reader.holds({ event: "moura" });
    expect(await take(page, "Copy link")).toBe(`${reader.host.url}${first.id}/?event=moura`);
  });

  for (const id of ["moura", "peace-june", "state-visit"]) {
    test(`a quotation of what is held has its evidence, title, source, date and link: ${id}`, async ({ reader, page }) => {
      await reader.open(`?article=${first.id}&event=${id}`);
      const [quote, source, link, ...more] = (await take(page, "Copy quotation")).split("\n");
      expect(quote).toBe(`“${evidence(first, id).map(([, words]) => words).join(" […] ")}”`);
      expect([source, more]).toEqual([SOURCE, []]);
      expect(link).toBe(`${reader.host.url}${first.id}/?event=${id}`);
    });
  }

  /** Without words or an event to quote, no quotation is offered. */
  const offersNone = async (page) => {
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await expect(page.getByRole("button", { name: "Copy link" }).first()).toBeVisible();
    await expect(page.getByRole("group", { name: "Share" }).getByRole("button", { name: "Copy quotation" })).toHaveCount(0);
    await page.keyboard.press("Escape");
  };

  test("a quotation of selected words is these words, also while an event is held; of nothing, none is offered", async ({ reader, page }) => {
    await reader.open();
    await offersNone(page);
    await reader.open("?event=moura");
    await select(page, "[data-block=b1]");
    expect((await take(page, "Copy quotation")).split("\n").slice(0, 2)).toEqual([`“${first.blocks.find(({ id }) => id === "b1").text}”`, SOURCE]);
    await select(page, "[data-block=b4]", "[data-block=b6]");
    const quote = (await take(page, "Copy quotation")).split(`\n${SOURCE}`)[0];
    const texts = ["b4", "b5"].map((id) => first.blocks.find((block) => block.id === id).text);
    expect(quote.split(/\n+/).join(" ")).toBe(`“${texts.join(" ")}”`);
  });

  test("words that are not the article's are not quoted as its own", async ({ reader, page, host }) => {
    // The heading of a panel was, and what was selected in the page around an embed.
    await reader.open();
    await select(page, "aside h2");
    await offersNone(page);
    await visit(page, host, '<p id="their">Their own words.</p>');
    await select(page, "#their");
    await offersNone(page);
  });

  test("the held card offers both, of its own event, and no other card does", async ({ reader, page }) => {
    await reader.open("?actor=mali&event=moura&order=told");
    const buttons = page.getByRole("article").getByRole("button", { name: /^Copy/ });
    await expect(buttons).toHaveCount(2);
    await select(page, "[data-block=b1]");
    for (const name of ["Copy link", "Copy quotation"]) {
      await reader.card(event("moura").title).getByRole("button", { name }).focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => clipboard(page)).toMatch(name === "Copy link" ? /^http/ : /^“/);
      expect(new URL((await clipboard(page)).split("\n").at(-1)).searchParams.get("event")).toBe("moura");
      await reader.holds({ actor: "mali", event: "moura" });
      await expect(reader.card(event("moura").title).getByRole("button", { name })).toBeFocused();
    }
    expect(await clipboard(page)).toContain(evidence(first, "moura")[0][1]);
  });

  test("by keys: into the drawer, and the focus is on its button again", async ({ reader, page }) => {
    await reader.open("?event=moura");
    await page.getByRole("button", { name: "Share", exact: true }).focus();
    for (const key of ["Enter", "Tab", "Enter"]) await page.keyboard.press(key);
    await expect(told(page)).toHaveText("Copied");
    expect(await clipboard(page)).toMatch(/^http.*event=moura/);
    await expect(page.getByRole("group", { name: "Share" })).toBeHidden();
    await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();
  });

  test("it is said each time, to the eye by a note that goes", async ({ reader, page }) => {
    // Screen readers heard of the first copy alone: the same words were no change.
    await reader.open();
    await told(page).evaluate((region) => {
      window.heard = [];
      const listen = () => region.textContent && window.heard.push(region.textContent.trim());
      new MutationObserver(listen).observe(region, { childList: true, characterData: true, subtree: true });
    });
    const note = page.getByText("Copied", { exact: true }).and(page.locator("[aria-hidden]"));
    for (const times of [1, 2]) {
      await take(page, "Copy link");
      await expect(note).toBeVisible();
      await expect(note).toBeHidden();
      await expect.poll(() => page.evaluate(() => window.heard)).toEqual(Array(times).fill("Copied"));
    }
  });

  test("from a page of others the link leads to the reader's own, with the file and what is held", async ({ reader, page, host }) => {
    await visit(page, host, "");
    await page.getByRole("button", { name: event("moura").title, exact: true }).first().click();
    const link = new URL(await take(page, "Copy link"));
    expect(link.href.split("?")[0]).toBe(host.url);
    expect(Object.fromEntries(link.searchParams)).toEqual({ src: `${host.url}articles/${first.id}.json`, event: "moura" });
    await page.goto(link.href);
    await reader.holds({ event: "moura" });
  });

  test("in a page of others, words that one selects are quoted, and selecting them holds nobody", async ({ page, host }) => {
    // In a shadow root a selection calls itself collapsed: its end, on a mark, was taken for a click.
    await visit(page, host, "");
    const mark = page.locator("[data-block=b1] mark").first();
    const { x, y, width, height } = await mark.boundingBox();
    await page.mouse.move(x + width - 1, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + 2, y + height / 2, { steps: 6 });
    await page.mouse.up();
    const selected = await page.evaluate(() => getSelection().toString());
    expect(selected.length).toBeGreaterThan(2);
    expect(await take(page, "Copy quotation")).toContain(`“${selected}”\n${SOURCE}`);
    await expect(page.locator("[data-actor-entry] > button[aria-pressed=true]")).toHaveCount(0);
  });

  test("a file of this machine has no address: nothing that is copied leads elsewhere", async ({ reader, page }) => {
    // A link led to the article that had been there before, and asked it for this one's event.
    await reader.open("?event=moura");
    await openFile(page, "mine.json", mine);
    await expect(page.locator("[data-article=mine]")).toBeVisible();
    await page.keyboard.press("j");
    await expect(page.locator("[data-event=own]")).toHaveAttribute("aria-current", "true");
    expect(await take(page, "Copy quotation")).toBe("“Here is Mali.”\nOf this machine");
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await expect(page.getByRole("button", { name: "Copy link" }).and(page.locator(":enabled"))).toHaveCount(0);
  });
});

for (const [what, clipboard] of [["refuses", "{ writeText: () => Promise.reject(new Error('no')) }"], ["has no clipboard", "undefined"]]) {
  test(`where the browser ${what}, that is said`, async ({ reader, page }) => {
    await page.addInitScript(`Object.defineProperty(navigator, "clipboard", { value: ${clipboard} })`);
    await reader.open("?event=moura");
    for (const name of ["Copy link", "Copy quotation"]) {
      await page.getByRole("button", { name: "Share", exact: true }).click();
      await page.getByRole("group", { name: "Share" }).getByRole("button", { name }).click();
      await expect(told(page)).toHaveText("The browser does not allow copying here.");
      await expect(page.getByText("The browser does not allow copying here.").last()).toBeVisible();
    }
  });
}

const mine = {
  format: "whowhen/1",
  id: "mine",
  title: "Of this machine",
  language: "en",
  blocks: [{ id: "b", kind: "paragraph", text: "Here is Mali." }],
  events: [{ id: "own", title: "Of its own", evidence: [{ block: "b", quote: "Here is Mali." }] }],
};
async function openFile(page, name, content) {
  await menu(page).click();
  await page.getByLabel("Open files…").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)) });
}
/** Whether the focus is somewhere in the reader. */
const hasFocus = (reader) => expect.poll(() => reader.root.evaluate((root) => root.contains(document.activeElement))).toBe(true);

test.describe("opening", () => {
  for (const [wide, width, height] of [["wide", 1400, 900], ["middle", 900, 900], ["narrow", 375, 760]]) {
    test(`${wide}: a file of this machine opens, has an address in this browser, and Back leads to where one was`, async ({ reader, page }) => {
      await page.setViewportSize({ width, height });
      await reader.open("?event=moura");
      const address = page.url();
      await openFile(page, "mine.json", mine);
      await expect(page.locator("[data-article=mine]")).toBeVisible();
      await expect(page).toHaveTitle(/^Of this machine/);
      await expect(page).toHaveURL(/\?file=\d+$/);
      await expect(page.getByRole("group", { name: "Menu" })).toBeHidden();
      await page.keyboard.press("j");
      await expect(page.locator("[data-event=own]")).toHaveAttribute("aria-current", "true");
      await expect(page).toHaveURL(/\?file=\d+&event=own(&view=events)?$/);
      await page.reload();
      await expect(page.locator("[data-event=own]")).toHaveAttribute("aria-current", "true");
      await page.goBack();
      await page.goBack();
      await expect(page).toHaveURL(address);
      await reader.holds({ event: "moura" });
    });
  }

  test("what opens has the focus, from a file and from an address", async ({ reader, page }) => {
    // It was lost with the menu: in the next moment a screen reader was at the top of the page.
    await reader.open();
    await menu(page).focus();
    await page.keyboard.press("Enter");
    const field = page.getByRole("textbox", { name: "Address of an article file" });
    await field.focus();
    await page.keyboard.type("made/overlaps.json");
    await page.keyboard.press("Enter");
    await expect(reader.text).toHaveAttribute("data-article", "overlaps");
    await hasFocus(reader);
    await menu(page).click();
    await page.getByLabel("Open files…").focus();
    await page.getByLabel("Open files…").setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(mine)) });
    await expect(reader.text).toHaveAttribute("data-article", "mine");
    await hasFocus(reader);
  });

  for (const [what, text, why] of [["no JSON", "Dear reader,", /JSON/], ["of another shape", '{"format": 3}', /in format: a text was expected, and there was the number 3/], ["empty", "", /empty/]]) {
    test(`a file that is ${what}: what is wrong is said in words, and the article stays`, async ({ reader, page }) => {
      await reader.open();
      const address = page.url();
      await openFile(page, "bad.json", text);
      await expect(reader.alert).toContainText("bad.json");
      await expect(reader.alert).toContainText(why);
      await expect(reader.text).toHaveAttribute("data-article", first.id);
      expect(page.url()).toBe(address);
      await hasFocus(reader);
    });
  }

  test("what is wrong with a file is seen wherever one reads", async ({ reader, page }) => {
    // It was said above the page's beginning: who had read on saw nothing but the open menu.
    await reader.open("?event=moura");
    await reader.sees(evidence(first, "moura")[0]);
    await openFile(page, "bad.json", "Dear reader,");
    await expect(reader.alert).toContainText("bad.json");
    await expect(reader.alert).toBeInViewport();
  });

  for (const way of ["Enter", "the button"]) {
    test(`an article at an address, by ${way}: it is shown, the address says so, Back leads back`, async ({ reader, page }) => {
      await reader.open("?event=moura");
      await menu(page).click();
      const field = page.getByRole("textbox", { name: "Address of an article file" });
      await field.fill("  made/overlaps.json ");
      if (way === "Enter") await field.press("Enter");
      else await page.getByRole("group", { name: "Menu" }).getByRole("button", { name: "Open", exact: true }).click();
      await expect(reader.text).toHaveAttribute("data-article", "overlaps");
      expect([reader.asked("src"), reader.asked("event")]).toEqual(["made/overlaps.json", null]);
      await page.goBack();
      await expect(reader.text).toHaveAttribute("data-article", first.id);
      await reader.holds({ event: "moura" });
    });
  }
});

test("printing is the browser's, once, and closes the menu", async ({ reader, page }) => {
  await page.addInitScript(() => (window.print = () => (window.printed = (window.printed ?? 0) + 1)));
  await reader.open();
  await menu(page).click();
  await page.getByRole("group", { name: "Menu" }).getByRole("button", { name: "Print…" }).click();
  await expect(page.getByRole("group", { name: "Menu" })).toBeHidden();
  expect(await page.evaluate(() => window.printed)).toBe(1);
  await expect(menu(page)).toBeFocused();
});

test.describe("the address says which panels are seen", () => {
  const sees = async (reader, actors, events) => {
    await expect(reader.actors).toBeVisible({ visible: actors });
    await expect(reader.events).toBeVisible({ visible: events });
  };
  for (const [wide, width, both] of [["wide", 1400, true], ["middle", 900, false]]) {
    test(`${wide}: a visit shows just these`, async ({ reader, page }) => {
      await page.setViewportSize({ width, height: 900 });
      for (const [view, actors, events] of [["text", false, false], ["actors", true, false], ["events", false, true], ["full", both, true], ["nonsense", both, true]]) {
        await reader.open(`?view=${view}`);
        await sees(reader, actors, events);
      }
    });
  }

  const folds = {
    wide: [1400, ["Actors", "events"], ["Events", "text"], ["Actors", "actors"], ["Events", null]],
    middle: [900, ["Events", "text"], ["Actors", "actors"], ["Events", null], ["Actors", "actors"], ["Actors", "text"], ["Events", null]],
    narrow: [375, ["Events", "events"], ["Actors", "actors"], ["Actors", null]],
  };
  for (const [wide, [width, ...steps]] of Object.entries(folds)) {
    test(`${wide}: folding and opening them writes it, and no step to come back to`, async ({ reader, page }) => {
      await page.setViewportSize({ width, height: 900 });
      await reader.open();
      const before = await page.evaluate(() => history.length);
      for (const [name, view] of steps) {
        await panel(page, name).click();
        await expect.poll(() => reader.asked("view")).toBe(view);
        const [actors, events] = [await reader.actors.isVisible(), await reader.events.isVisible()];
        await page.reload();
        await reader.ready();
        await sees(reader, actors, events);
      }
      expect(await page.evaluate(() => history.length)).toBe(before);
    });
  }

  test("Back and Forward show the panels as they were", async ({ reader, page }) => {
    await reader.open();
    await reader.title(event("rallies").title).click();
    await reader.holds({ event: "rallies" });
    await panel(page, "Actors").click();
    await reader.title(event("column").title).click();
    await reader.holds({ event: "column" });
    await panel(page, "Actors").click();
    const steps = [["goBack", "rallies", false, "events"], ["goBack", null, true, null], ["goForward", "rallies", false, "events"], ["goForward", "column", true, null]];
    for (const [way, id, actors, view] of steps) {
      await page[way]();
      await expect.poll(() => [reader.asked("event"), reader.asked("view")]).toEqual([id, view]);
      await sees(reader, actors, true);
    }
  });

  test("it goes on saying so as the window is made wider", async ({ reader, page }) => {
    // Both panels were seen, and the address, and a link, said that one was.
    await page.setViewportSize({ width: 900, height: 900 });
    await reader.open();
    await panel(page, "Actors").click();
    await expect.poll(() => reader.asked("view")).toBe("actors");
    await page.setViewportSize({ width: 1400, height: 900 });
    await expect(reader.root).toHaveAttribute("data-width", "wide");
    await expect(reader.actors).toBeVisible();
    const seen = await reader.events.isVisible();
    await page.reload();
    await reader.ready();
    await sees(reader, true, seen);
  });
});

test.describe("screen readers", () => {
  test("are told the headline of where a jump led, and nothing at rest", async ({ reader, page }) => {
    await reader.open();
    await page.mouse.move(700, 450);
    await page.mouse.wheel(0, 600);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(400);
    await expect(told(page)).toBeEmpty();
    await reader.title(event("moura").title).click();
    await expect(told(page)).toHaveText(event("moura").title);
    await (await reader.opened(event("aid-stopped").title)).getByRole("button", { name: event("ngo-ban").title }).click();
    await expect(told(page)).toHaveText(event("ngo-ban").title);
    await reader.name("kidal").click();
    const number = first.mentions.filter(({ actor }) => actor === "kidal").length;
    await expect(told(page)).toHaveText(`Kidal, 1 of ${number}`);
    await reader.entry("kidal").getByRole("button", { name: "Next mention" }).click();
    await expect(told(page)).toHaveText(`Kidal, 2 of ${number}`);
    await page.keyboard.press("Escape");
    await expect(told(page)).toHaveText("Clear");
  });

  test("are told where an address led", async ({ reader, page }) => {
    await reader.open("?event=moura");
    await expect(told(page)).toHaveText(event("moura").title);
    await expect(told(page)).toHaveCount(1);
  });
});

test("a quotation takes along what is selected in the article, and nothing else", async ({ reader, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await reader.open("?event=moura");
  const quoted = async () => {
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("button", { name: "Copy quotation" }).first().click();
    await expect(page.getByText("Copied", { exact: true }).first()).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const select = (selector) => page.evaluate((selector) => getSelection().selectAllChildren(document.querySelector(selector)), selector);
  await select("[data-block=b2]");
  expect(await quoted()).toContain(`“${first.blocks.find(({ id }) => id === "b2").text.trim()}”`);
  await select("aside h2");
  expect(await quoted()).toContain(event("moura").evidence[0].quote);
});
