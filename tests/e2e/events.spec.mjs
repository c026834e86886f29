/**
 * The panel of events: a row for each, one of them open; accounts that disagree inside the event that they are of; the
 * events of a held actor, and of all that belong to it.
 */
import { accounts, eventsOf, expect, first, made, rowsOf, test, withParts } from "./reader.mjs";

const event = (id) => first.events.find((event) => event.id === id);
const actor = (id) => first.actors.find((actor) => actor.id === id);

const standing = (reader) =>
  reader.events.locator("[data-event]").evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.dataset.event));
const open = (reader) =>
  reader.events.locator("[data-event]").evaluateAll((rows) => rows.filter((row) => row.querySelector("blockquote, .facts")?.checkVisibility()).map((row) => row.dataset.event));

test("at rest every event has a row, closed, under its year; the panel is no longer than the text", async ({ reader, page }) => {
  await reader.open();
  await expect.poll(async () => new Set(await standing(reader))).toEqual(new Set(rowsOf(first).map(({ id }) => id)));
  expect(await open(reader)).toEqual([]);
  const [panel, text] = await page.evaluate(() => [".side.end", "article[data-article]"].map((part) => document.querySelector(part).scrollHeight));
  expect(panel).toBeLessThanOrEqual(text);
  // A row says when, what, of what kind, and how sure it is.
  const row = reader.card(event("konna-falls").title);
  await expect(row).toContainText("10 Jan");
  await expect(row.getByRole("img", { name: "Advance" })).toBeVisible();
  const alleged = rowsOf(first).find(({ status }) => status === "alleged");
  await expect(reader.events.locator(`[data-event="${alleged.id}"]`).locator(".when")).toContainText("alleged");
});

test("years stay in sight while the panel scrolls", async ({ reader, page }) => {
  await reader.open();
  const year = reader.events.getByRole("heading", { name: "2013", exact: true });
  const row = reader.card(event("keita-elected").title);
  await row.evaluate((row) => row.closest("aside").scrollTo({ top: row.offsetTop - row.closest("aside").clientHeight / 2, behavior: "instant" }));
  await expect(row).toBeInViewport();
  await expect(year).toBeInViewport();
  // Nothing lies over it.
  expect(await year.evaluate((year) => { const { left, top, height } = year.getBoundingClientRect(); return year.contains(document.elementFromPoint(left + 6, top + height / 2)); })).toBe(true);
});

test("one row is open at a time: the held one; else, once the text rests, the one being read", async ({ reader, page }) => {
  await reader.open();
  await reader.opened(event("konna-falls").title);
  expect(await open(reader)).toEqual(["konna-falls"]);
  await reader.opened(event("ouagadougou").title);
  expect(await open(reader)).toEqual(["ouagadougou"]);
  // Who uses the panel is left alone; who reads is followed.
  await reader.open();
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 900);
  await expect.poll(async () => (await open(reader)).length).toBe(1);
  const read = reader.events.locator("[data-event][data-read]");
  await expect(read).toHaveCount(1);
  expect(await open(reader)).toEqual([await read.getAttribute("data-event")]);
});

test("an open row says in words who took part, who says so, and quotes its evidence", async ({ reader }) => {
  await reader.open("?event=moura");
  const row = reader.card(event("moura").title);
  await expect(row).toHaveAttribute("aria-current", "true");
  await expect(row).toContainText("March 2022");
  await expect(row).toContainText(`alleged by ${actor(event("moura").attributed_to).name}`);
  for (const { actor: id } of event("moura").participants) await expect(row.getByRole("button", { name: actor(id).name, exact: true })).toBeVisible();
  for (const { quote } of event("moura").evidence) await expect(row.getByRole("button", { name: quote, exact: true })).toBeVisible();
  await expect(row).not.toContainText("agent");
  expect((await row.locator(".who").innerText()).replace(/\s+/g, " ")).toMatch(/^by .*(against|harming) /);
});

test("accounts that disagree stand inside their event, side by side, with their own evidence and address", async ({ reader, page }) => {
  await reader.open("?event=serval-2012");
  const row = reader.card(event("serval-2013").title);
  await expect(row).toHaveAttribute("aria-current", "true");
  const account = row.locator('[data-account="serval-2012"]');
  await expect(account).toHaveAttribute("aria-current", "true");
  await expect(account).toContainText("also dated 2012");
  await expect(account).toContainText("considered wrong");
  await expect(account).toContainText(actor("wadr").name);
  const ids = [...accounts(first)].filter(([, of]) => of === "serval-2013").map(([id]) => id);
  expect((await row.locator("[data-account]").evaluateAll((all) => all.map(({ dataset }) => dataset.account))).sort()).toEqual(ids.sort());
  // Its own sentences are lit, and no others.
  const lit = async () => (await reader.lit()).words.map(([, words]) => words);
  await expect.poll(lit).toEqual(event("serval-2012").evidence.map(({ quote }) => quote));
  await account.getByRole("button", { name: event("serval-2012").title }).click();
  await expect.poll(() => reader.asked("event")).toBe("serval-2012");
  await row.locator("h4 button").click();
  await expect.poll(() => reader.asked("event")).toBe("serval-2013");
  await expect.poll(lit).toEqual(event("serval-2013").evidence.map(({ quote }) => quote));
  // It is no event of its own: not in the order, nor counted.
  await expect(reader.events.locator('[data-event="serval-2012"]')).toHaveCount(0);
  await expect(reader.events.getByRole("heading", { level: 2 })).toHaveText(new RegExp(`${rowsOf(first).length}$`));
  await expect(page.locator(".meta")).toContainText(`${rowsOf(first).length} events`);
});

test("with the same certainty both stay events, and each names the other", async ({ reader, page }) => {
  const article = made("sound.json");
  const quote = (quote) => [{ block: "b", quote }];
  Object.assign(article, {
    events: [
      { id: "one", title: "They came by day", evidence: quote("Mali") },
      { id: "other", title: "They came by night", evidence: quote("France") },
    ],
    relations: [{ from: "one", to: "other", kind: "contradicts" }],
  });
  await page.route("**/made/same.json", (route) => route.fulfill({ json: article }));
  await reader.open("?src=made/same.json");
  for (const [title, other] of [["They came by day", "They came by night"], ["They came by night", "They came by day"]]) {
    await expect((await reader.opened(title)).getByRole("listitem").filter({ hasText: "contradicts" })).toContainText(other);
  }
});

test.describe("a held actor", () => {
  for (const id of ["france", "mali", "keita", "wadr"]) {
    test(`${id}: its events stand, the others are folded, and their number is told`, async ({ reader }) => {
      await reader.open(`?actor=${id}`);
      const own = eventsOf(withParts(id));
      await expect.poll(async () => new Set(await standing(reader))).toEqual(own);
      const total = rowsOf(first).length;
      const name = withParts(id).size > 1 ? `${actor(id).name} and its parts` : actor(id).name;
      await expect(reader.events.getByText(`${name}: ${own.size} of ${total}`)).toBeVisible();
      await expect(reader.events.getByRole("heading", { level: 2 })).toHaveText(`Events ${own.size} of ${total}`);
    });
  }

  test("with its parts or without them, as the switch and the address say", async ({ reader, page }) => {
    await reader.open("?actor=france");
    const [all, alone] = [eventsOf(withParts("france")), eventsOf(new Set(["france"]))];
    expect(alone.size).toBeLessThan(all.size);
    await expect.poll(async () => new Set(await standing(reader))).toEqual(all);
    const parts = reader.text.locator("mark[data-part]");
    expect(await parts.count()).toBeGreaterThan(0);
    await reader.events.getByRole("checkbox", { name: "with its parts" }).uncheck();
    await expect.poll(async () => new Set(await standing(reader))).toEqual(alone);
    await expect(parts).toHaveCount(0);
    expect(reader.asked("parts")).toBe("no");
    await page.reload();
    await reader.ready();
    await expect.poll(async () => new Set(await standing(reader))).toEqual(alone);
    await reader.events.getByRole("checkbox", { name: "with its parts" }).check();
    await expect.poll(async () => new Set(await standing(reader))).toEqual(all);
    await expect.poll(() => reader.asked("parts")).toBeNull();
  });

  test("the filter means its parts as well", async ({ reader, page }) => {
    const all = eventsOf(withParts("france"));
    await reader.open("?with=france");
    await expect.poll(async () => new Set(await standing(reader))).toEqual(all);
    await reader.open("?with=france&parts=no");
    await expect.poll(async () => new Set(await standing(reader))).toEqual(eventsOf(new Set(["france"])));
  });

  test("who only points at an actor folds nothing", async ({ reader }) => {
    await reader.open();
    await expect.poll(async () => (await standing(reader)).length).toBe(rowsOf(first).length);
    await reader.name("france").hover();
    await expect(reader.text.locator("mark[data-active]").first()).toBeVisible();
    expect((await standing(reader)).length).toBe(rowsOf(first).length);
  });

  test("an event that is held stands, even if it is not the actor's", async ({ reader }) => {
    const other = rowsOf(first).find(({ id }) => !eventsOf(withParts("keita")).has(id));
    await reader.open(`?actor=keita&event=${other.id}`);
    await expect.poll(async () => (await standing(reader)).includes(other.id)).toBe(true);
  });
});

test("the next event of a held actor is one of its parts' as well", async ({ reader, page }) => {
  await reader.open("?actor=france");
  const own = eventsOf(withParts("france"));
  for (let n = 0; n < 3; n++) {
    await page.keyboard.press("j");
    await expect.poll(() => own.has(reader.asked("event"))).toBe(true);
  }
});
