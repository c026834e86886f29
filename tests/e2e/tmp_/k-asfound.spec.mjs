/**
 * The keys: what each does, when it does nothing, where the focus goes; links and quotations to be taken along; what the
 * address says of the panels.
 */
import { evidence, mentionsOf } from "../oracle.mjs";
import { expect, first, test } from "../reader.mjs";

const event = (id) => first.events.find((event) => event.id === id);

/** What has the focus, in few words; "nothing" if it is nowhere, "hidden" if it cannot be seen. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return "nothing";
    const { width, height } = at.getBoundingClientRect();
    if (!at.matches(":focus-visible")) return "unmarked";
    if (width === 0 || height === 0) return "hidden";
    return at.dataset.mentions ? `mark ${at.dataset.actor}` : (at.getAttribute("aria-label") ?? at.textContent.trim().slice(0, 60));
  });

for (const [what, order] of [["as happened", ""], ["as told", "?order=told"]]) {
  test(`j and k go from event to event ${what}: card, focus, sentence`, async ({ reader, page }) => {
    await reader.open(order);
    const ids = await reader.events.getByRole("article").evaluateAll((cards) => cards.slice(0, 3).map((card) => card.dataset.event));
    for (const [key, id] of [["j", ids[0]], ["j", ids[1]], ["j", ids[2]], ["k", ids[1]]]) {
      await page.keyboard.press(key);
      await reader.holds({ event: id });
      await expect(reader.title(event(id).title)).toBeFocused();
      await reader.sees(evidence(first, id)[0]);
      await expect(page.locator("[data-told]")).toHaveText(event(id).title);
    }
  });
}

test("n and p go from mention to mention of the held actor, around the end", async ({ reader, page }) => {
  await reader.open("?actor=kidal");
  const mentions = mentionsOf(first, "kidal");
  // The address led to the first.
  for (const [key, place] of [["n", 1], ["n", 2], ["p", 1], ["p", 0], ["p", -1], ["n", 0]]) {
    await page.keyboard.press(key);
    const mention = mentions.at(place);
    await expect.poll(() => page.evaluate(() => document.activeElement.dataset.mentions?.split(" ").map(Number) ?? [])).toContain(mention);
  }
  await reader.holds({ actor: "kidal" });
});

test("n and p go from mark to mark where nobody is held", async ({ reader, page }) => {
  await reader.open();
  await page.keyboard.press("n");
  await expect(reader.pieces(0).first()).toBeFocused();
  await page.keyboard.press("n");
  await expect(reader.pieces(1).first()).toBeFocused();
  await page.keyboard.press("p");
  await expect(reader.pieces(0).first()).toBeFocused();
  await reader.holds({});
});

test("o changes the order; ? lists the keys, and Esc closes the list", async ({ reader, page }) => {
  await reader.open();
  await page.keyboard.press("o");
  await expect.poll(() => reader.asked("order")).toBe("told");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toBeVisible();
  await expect(sheet.getByText("next, previous event of the held actor, or of any")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("a letter does nothing while one types, nor with Ctrl, Alt or Meta", async ({ reader, page }) => {
  await reader.open();
  for (const modifier of ["Control", "Alt", "Meta"]) await page.keyboard.press(`${modifier}+j`);
  await page.keyboard.press("/");
  await page.keyboard.type("jokof?");
  await expect(page.getByRole("searchbox")).toHaveValue("jokof?");
  await expect.poll(() => reader.asked("q")).toBe("jokof?");
  await reader.holds({});
  expect(reader.asked("order")).toBe(null);
});

test("single letters can be switched off, and stay off", async ({ reader, page }) => {
  await reader.open();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("checkbox", { name: "Keys of a single letter" }).uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await reader.ready();
  await page.keyboard.press("j");
  await page.keyboard.press("/");
  await reader.holds({});
  await expect(page.getByRole("searchbox")).toBeHidden();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("checkbox", { name: "Keys of a single letter" }).check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect.poll(() => reader.asked("event")).not.toBe(null);
});

test("the first three stops skip to the text and to each panel", async ({ reader, page }) => {
  for (const [stops, place] of [[1, reader.text], [2, reader.events], [3, reader.actors]]) {
    await reader.open();
    for (let stop = 0; stop < stops; stop++) await page.keyboard.press("Tab");
    expect(await focused(page)).toMatch(/^Skip to/);
    await page.keyboard.press("Enter");
    await expect(place).toBeFocused();
  }
});

test("each panel's list is one stop; arrows, Home and End go through it", async ({ reader, page }) => {
  await reader.open();
  const titles = reader.events.getByRole("heading", { level: 4 }).getByRole("button");
  await titles.first().focus();
  for (const [key, place] of [["ArrowDown", 1], ["ArrowDown", 2], ["ArrowUp", 1], ["Home", 0]]) {
    await page.keyboard.press(key);
    await expect(titles.nth(place)).toBeFocused();
  }
  await expect.poll(() => reader.events.locator("h4 button[tabindex='0']").count()).toBe(1);
  await reader.name("hollande").focus();
  await page.keyboard.press("ArrowDown");
  await expect(reader.name("keita")).toBeFocused();
  expect(await reader.actors.locator(".actor[tabindex='0']").count()).toBe(1);
});

test("keys alone lead from the top of the page to an event, its sentence, its actor, that actor's next event and back, in twelve presses", async ({ reader, page }) => {
  await reader.open();
  let presses = 0;
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      presses++;
      // It is somewhere, and seen to be.
      await expect.poll(() => focused(page), key).not.toMatch(/^(nothing|hidden|unmarked)$/);
    }
  };
  await press("j", "j", "j");
  await reader.holds({ event: "rebellion" });
  await press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement.textContent)).toContain("opened a rebellion");
  await press("Tab");
  await expect.poll(() => focused(page)).toMatch(/^mark /);
  await press("Enter");
  const id = await reader.asked("actor");
  expect(id).not.toBe(null);
  const card = reader.dialog;
  await expect.poll(() => card.evaluate((card) => card.contains(document.activeElement))).toBe(true);
  // The held actor's next event, in the order of the panel.
  await press("j");
  const takesPart = (event) => event.where === id || event.attributed_to === id || event.participants?.some(({ actor }) => actor === id);
  const order = await reader.events.getByRole("article").evaluateAll((cards) => cards.map((card) => card.dataset.event));
  const own = order.filter((other) => takesPart(event(other)));
  await reader.holds({ actor: id, event: own[(own.indexOf("rebellion") + 1) % own.length] });
  await press("Escape");
  await reader.holds({});
  expect(presses).toBeLessThanOrEqual(12);
});

test("the focus is never lost on a long walk of keys", async ({ reader, page }) => {
  await reader.open();
  const keys = ["j", "k", "n", "p", "Enter", "Tab", "Shift+Tab", "ArrowDown", "ArrowUp", "Escape", "o"];
  let seed = 7;
  await page.keyboard.press("j");
  const walked = ["j"];
  for (let step = 0; step < 120; step++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const key = keys[Math.floor((seed / 2147483648) * keys.length)];
    await page.keyboard.press(key);
    walked.push(key);
    // Past the page's own end Tab leaves it.
    if (key.includes("Tab")) continue;
    await expect.poll(() => focused(page), walked.slice(-6).join(" ")).not.toBe("hidden");
  }
  await page.keyboard.press("j");
  await expect.poll(() => focused(page)).not.toMatch(/^(nothing|hidden)$/);
});

test.describe("taking along", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

  test("a link to what is shown opens just that", async ({ reader, page }) => {
    await reader.open("?event=moura&actor=mali&what=attack");
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("group", { name: "Share" }).getByRole("button", { name: "Copy link" }).click();
    await expect(page.locator("[data-told]")).toHaveText("Copied");
    const link = await clipboard(page);
    await page.goto(link);
    await reader.ready();
    await reader.holds({ actor: "mali", event: "moura" });
    expect(reader.asked("what")).toBe("attack");
  });

  test("a quotation has its words, title, source, date and link", async ({ reader, page }) => {
    await reader.open("?event=moura");
    await reader.card(event("moura").title).getByRole("button", { name: "Copy quotation" }).click();
    await expect(page.locator("[data-told]")).toHaveText("Copied");
    const [quote, source, link] = (await clipboard(page)).split("\n");
    expect(quote).toBe(`“${evidence(first, "moura").map(([, words]) => words).join(" […] ")}”`);
    expect(source).toBe(`${first.title}, ${first.publisher}, 3 November 2023`);
    expect(new URL(link).searchParams.get("event")).toBe("moura");
  });

  test("selected words are the quotation", async ({ reader, page }) => {
    await reader.open();
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("[data-block=b1]")));
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("group", { name: "Share" }).getByRole("button", { name: "Copy quotation" }).click();
    await expect.poll(() => clipboard(page)).toContain(`“${first.blocks[0].text}”`);
  });
});

test("where the browser forbids copying, that is said", async ({ reader, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("no")) } }));
  await reader.open();
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("group", { name: "Share" }).getByRole("button", { name: "Copy link" }).click();
  await expect(page.locator("[data-told]")).toHaveText("The browser does not allow copying here.");
});

test("a file of this machine opens, and a bad one says why", async ({ reader, page }) => {
  await reader.open();
  const open = async (name, text) => {
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByLabel("Open a file…").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  };
  const address = page.url();
  await open("mine.json", JSON.stringify({ format: "whowhen/1", id: "mine", title: "Of this machine", language: "en", blocks: [{ id: "b", kind: "paragraph", text: "Here." }] }));
  await expect(page.locator("article[data-article=mine]")).toBeVisible();
  expect(page.url()).toBe(address);
  await open("bad.json", "{\"format\": 3}");
  await expect(reader.alert).toContainText("bad.json");
});

test("the address says which panels are seen, and shows just these", async ({ reader, page }) => {
  for (const [view, actors, events] of [["text", false, false], ["actors", true, false], ["events", false, true], ["full", true, true]]) {
    await reader.open(`?view=${view}`);
    await expect(reader.actors).toBeVisible({ visible: actors });
    await expect(reader.events).toBeVisible({ visible: events });
  }
  await reader.open();
  await page.getByRole("button", { name: /^Actors/ }).click();
  await expect.poll(() => reader.asked("view")).toBe("events");
  await page.getByRole("button", { name: /^Actors/ }).click();
  await expect.poll(() => reader.asked("view")).toBe(null);
});
