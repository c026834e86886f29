/**
 * The page at its three widths: both panels beside the text, one of them, or a sheet over it; and that neither a sheet
 * nor a card hides what it speaks of.
 */
import { evidence, mentionsOf } from "./oracle.mjs";
import { expect, first, test } from "./reader.mjs";

const event = (id) => first.events.find((event) => event.id === id);
const actor = (id) => first.actors.find((actor) => actor.id === id);
/** Where a mention of the first article stands, as `sees` wants it. */
const place = (mention) => [first.mentions[mention].at[0]].map(({ block, quote, start }) => [block, quote, start])[0];

/** The switch of a panel. */
const panel = (page, name) => page.getByRole("group", { name: "Panels" }).or(page.getByRole("navigation", { name: "Panels" })).getByRole("button", { name: new RegExp(`^${name}`) });

test("wide: both panels stand beside the text, and either can be folded away", async ({ reader, page }) => {
  await reader.open();
  for (const [name, side] of [["Actors", reader.actors], ["Events", reader.events]]) {
    const before = (await reader.text.boundingBox()).x;
    await expect(side).toBeVisible();
    await expect(panel(page, name)).toHaveAttribute("aria-pressed", "true");
    await panel(page, name).click();
    await expect(side).toBeHidden();
    await expect(panel(page, name)).toHaveAttribute("aria-pressed", "false");
    expect((await reader.text.boundingBox()).x).not.toBe(before);
    await panel(page, name).click();
    await expect(side).toBeVisible();
  }
});

test("wide: the panel follows the reading, and stays where somebody uses it", async ({ reader, page }) => {
  await reader.open("?order=told");
  await page.mouse.move(700, 450);
  await page.mouse.wheel(0, 3000);
  const place = () => reader.events.evaluate((panel) => panel.scrollTop);
  await expect.poll(place).toBeGreaterThan(0);
  // Somebody looks for something in the panel, then reads on: for a while it stays as they left it.
  await reader.events.hover();
  await page.mouse.wheel(0, -50_000);
  await expect.poll(place).toBe(0);
  await page.mouse.move(700, 450);
  await page.mouse.wheel(0, -2500);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(1000);
  await page.evaluate(async () => {
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
  });
  expect(await place()).toBe(0);
});

test("middle: one panel at a time, with a switch; a sign opens the events", async ({ reader, page }) => {
  await page.setViewportSize({ width: 900, height: 900 });
  await reader.open();
  await expect(reader.events).toBeVisible();
  await expect(reader.actors).toBeHidden();
  await panel(page, "Actors").click();
  await expect(reader.actors).toBeVisible();
  await expect(reader.events).toBeHidden();
  await reader.name("bamako").click();
  await reader.holds({ actor: "bamako" });
  await reader.text.getByRole("button", { name: `Event: ${event("state-visit").title}`, exact: true }).first().click();
  await expect(reader.events).toBeVisible();
  await expect(reader.actors).toBeHidden();
  await reader.holds({ actor: "bamako", event: "state-visit" });
  await panel(page, "Events").click();
  await expect(reader.events).toBeHidden();
});

test("the line that one reads stays in sight as the window is made narrower and wider", async ({ reader, page }) => {
  await reader.open();
  await page.mouse.move(700, 450);
  const place = () => page.evaluate(() => document.querySelector("[data-block=b8]").getBoundingClientRect().top);
  await page.evaluate(() => scrollTo({ top: scrollY + document.querySelector("[data-block=b8]").getBoundingClientRect().top - 60, behavior: "instant" }));
  // Settled, and kept with the history.
  await expect.poll(() => page.evaluate(() => document.querySelector(`[data-row="${history.state?.[0]}"] > [data-block]`)?.dataset.block)).toBe("b8");
  for (const width of [1000, 600, 1400]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(async () => Math.abs((await place()) - 60)).toBeLessThan(30);
  }
});

test("middle: an event on an actor's card leads to its sentence, also as the panel opens for it", async ({ reader, page }) => {
  // The panel made the column narrower, and the page went back to where it had stood.
  await page.setViewportSize({ width: 900, height: 900 });
  await reader.open();
  await panel(page, "Events").click();
  await expect(reader.events).toBeHidden();
  await page.mouse.move(300, 450);
  await page.mouse.wheel(0, 800);
  await expect.poll(() => page.evaluate(() => history.state?.[0] > 0)).toBe(true);
  const mark = reader.text.locator("[data-block=b3] mark[data-actor=mnla]").first();
  await mark.click();
  // One that is told far below.
  const theirs = first.events.filter(({ participants = [] }) => participants.some(({ actor }) => actor === "mnla"));
  const { id, title } = theirs.slice(0, 6).at(-1);
  await page.getByRole("dialog").getByRole("button", { name: new RegExp(title) }).click();
  await expect(reader.events).toBeVisible();
  await reader.sees(evidence(first, id)[0]);
  await reader.holds({ actor: "mnla", event: id });
});

test("what is held stays held as the window is made narrower and wider", async ({ reader, page }) => {
  await reader.open("?actor=mali&event=rallies");
  for (const [width, word] of [[900, "middle"], [375, "narrow"], [1400, "wide"]]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(reader.root).toHaveAttribute("data-width", word);
    await reader.holds({ actor: "mali", event: "rallies" });
  }
});

test.describe("narrow, with a finger", () => {
  test.use({ viewport: { width: 375, height: 760 }, hasTouch: true });

  test("the text stands alone; a tab opens a panel as a sheet and closes it", async ({ reader, page }) => {
    await reader.open();
    await expect(reader.events).toBeHidden();
    await expect(reader.actors).toBeHidden();
    for (const [name, side, other] of [["Events", reader.events, reader.actors], ["Actors", reader.actors, reader.events]]) {
      await panel(page, name).tap();
      await expect(side).toBeVisible();
      await expect(other).toBeHidden();
    }
    await panel(page, "Actors").tap();
    await expect(reader.actors).toBeHidden();
  });

  for (const id of ["state-visit", "kidal-2014", "camps-plan"]) {
    test(`the sentence that a card in the sheet speaks of stays above the sheet: ${id}`, async ({ reader, page }) => {
      await reader.open();
      await panel(page, "Events").tap();
      await reader.title(event(id).title).tap();
      await reader.holds({ event: id });
      await reader.sees(evidence(first, id)[0]);
      await expect(reader.events).toBeVisible();
    });
  }

  test("an actor's first mention stays above the sheet", async ({ reader, page }) => {
    await reader.open();
    await panel(page, "Actors").tap();
    await reader.name("tessalit").tap();
    await reader.holds({ actor: "tessalit" });
    await reader.sees(place(mentionsOf(first, "tessalit")[0]));
  });

  for (const [where, block] of [["at the beginning", "b1"], ["in the middle", "b8"], ["at the end", "b15"]]) {
    test(`a tapped mark stays above its card, ${where}`, async ({ reader, page }) => {
      await reader.open();
      const mark = reader.text.locator(`[data-block=${block}] mark`).last();
      await mark.tap();
      const id = await mark.getAttribute("data-actor");
      await reader.holds({ actor: id });
      const card = page.getByRole("dialog", { name: actor(id).name, exact: true });
      await expect(card).toBeVisible();
      await reader.sees([block, await mark.textContent()]);
      // The card tells all where the panel is not seen, and closes by a finger.
      await expect(card.getByRole("button", { name: "Next mention" })).toBeVisible();
      await card.getByRole("button", { name: "Close" }).tap();
      await reader.holds({});
      await expect(card).toBeHidden();
    });
  }

  test("the card's way to the next mention leads there, above the card", async ({ reader, page }) => {
    await reader.open();
    const mentions = mentionsOf(first, "bamako");
    await reader.pieces(mentions[0]).first().tap();
    const card = page.getByRole("dialog");
    for (const mention of mentions.slice(1, 4)) {
      await card.getByRole("button", { name: "Next mention" }).tap();
      await reader.sees(place(mention));
    }
  });

  test("a sign opens the sheet at its event, and its sentence is seen", async ({ reader }) => {
    await reader.open();
    await reader.text.getByRole("button", { name: `Event: ${event("kidal-2014").title}`, exact: true }).tap();
    await reader.holds({ event: "kidal-2014" });
    await expect(reader.events).toBeVisible();
    await reader.sees(evidence(first, "kidal-2014")[0]);
  });
});
