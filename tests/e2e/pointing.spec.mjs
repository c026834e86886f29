/**
 * What the pointer and the keys do in the text: hovering, the choice where several mentions lie, the signs in the
 * margin, and the way through the marks without a pointer.
 */
import { evidence, mentionsOf } from "./oracle.mjs";
import { expect, first, pointerEvents, test, twoFrames } from "./reader.mjs";

const actor = (id) => first.actors.find((actor) => actor.id === id);
const event = (id) => first.events.find((event) => event.id === id);

/** The places of all mentions that lie on active pieces and whose actor is this one. */
const active = (reader, id) =>
  reader.text.locator("mark[data-active]").evaluateAll(
    (marks, own) => [...new Set(marks.flatMap((mark) => mark.dataset.mentions.split(" ").map(Number)).filter((mention) => own.includes(mention)))].sort((n, m) => n - m),
    mentionsOf(first, id),
  );

/** Where no mark, card or sign is: beside the article's title. */
const away = (page) => page.mouse.move(700, 70);

test("a mark under the pointer lights all mentions and shows its card, which goes when the pointer leaves", async ({ reader, page }) => {
  await reader.open();
  await reader.pieces(8).first().hover();
  const all = [...mentionsOf(first, "bamako")].sort((n, m) => n - m);
  await expect.poll(() => active(reader, "bamako")).toEqual(all);
  const card = page.getByRole("dialog", { name: actor("bamako").name, exact: true });
  await expect(card).toBeVisible();
  await expect(card).toContainText("place");
  await expect(card).toContainText(`${all.length} mentions`);
  // Only pointed at: nothing is held.
  await reader.holds({});
  // The way from the mark to its card is open.
  await card.hover();
  await expect(card).toBeVisible();
  await away(page);
  await expect(card).toBeHidden();
  await expect(reader.text.locator("mark[data-active]")).toHaveCount(0);
});

test("what slides under a resting pointer as one scrolls is not pointed at", async ({ reader, page }) => {
  // Reading with the wheel, at every other stop a card lay over the text.
  await reader.open();
  await page.mouse.move(600, 450);
  const seen = [];
  for (let notch = 0; notch < 12; notch++) {
    await page.mouse.wheel(0, 120);
    // Longer than a pointer has to rest on a mark for its card.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 350)));
    seen.push(await reader.dialog.count(), await reader.text.locator("mark[data-active]").count());
  }
  expect(new Set(seen)).toEqual(new Set([0]));
  // It moves, and the mark under it is pointed at.
  const box = await reader.pieces(8).first().boundingBox();
  await page.mouse.wheel(0, box.y - 450);
  await reader.pieces(8).first().hover();
  await expect(reader.dialog).toBeVisible();
});

test("from a mark to the next the highlight changes in one step", async ({ reader, page }) => {
  // To clear it in between would change every mark in view twice.
  await reader.open();
  await reader.pieces(8).first().hover();
  await expect(reader.text.locator("mark[data-active]")).not.toHaveCount(0);
  await page.evaluate(() => {
    globalThis.changed = 0;
    new MutationObserver((records) => (changed += records.length)).observe(document.querySelector("[data-article]"), { subtree: true, attributeFilter: ["data-quiet"] });
  });
  const next = reader.text.locator("[data-block=b1] mark[data-actor=keita]").first();
  const { x, y, width, height } = await next.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await expect(next).toHaveAttribute("data-active");
  expect(await page.evaluate(() => changed)).toBe(0);
  await away(page);
  await expect.poll(() => page.evaluate(() => changed)).not.toBe(0);
});

test("text is selected across marks, from the edge of one, and no card comes meanwhile", async ({ reader, page }) => {
  // A selection could not begin at a mark's edge; one that rested on a mark called its card, and ended in it.
  await reader.open();
  const [from, to] = [await reader.pieces(0).first().boundingBox(), await reader.pieces(2).first().boundingBox()];
  await page.mouse.move(from.x + 1, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 600)));
  await expect(reader.dialog).toHaveCount(0);
  await page.mouse.up();
  // Nor afterwards, over what is selected.
  await page.mouse.move(to.x + to.width / 2 + 1, to.y + to.height / 2);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 600)));
  await expect(reader.dialog).toHaveCount(0);
  const selected = await page.evaluate(() => getSelection().toString());
  expect(selected.length).toBeGreaterThan(10);
  expect(first.blocks[0].text).toContain(selected.replace(/\s+/g, " "));
  await reader.holds({});
});

test("a selection over several paragraphs is their text and nothing else", async ({ reader, page }) => {
  // The numbers in the margin were copied along.
  await reader.open();
  const selected = await page.evaluate(() => {
    getSelection().setBaseAndExtent(document.querySelector("[data-block=b3]"), 0, document.querySelector("[data-block=b5]"), 0);
    return getSelection().toString();
  });
  const texts = first.blocks.slice(first.blocks.findIndex(({ id }) => id === "b3"), first.blocks.findIndex(({ id }) => id === "b5")).map(({ text }) => text);
  expect(selected.split(/\n+/).filter(Boolean)).toEqual(texts);
});

test("× on an actor's card lets go of the actor alone", async ({ reader, page }) => {
  await reader.open("?event=rallies");
  await reader.pieces(0).first().click();
  await expect.poll(() => reader.asked("actor")).not.toBe(null);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await reader.holds({ event: "rallies" });
});

test("a sign lets go after its last event", async ({ reader }) => {
  await reader.open();
  const sign = reader.text.getByRole("button", { name: `Event: ${event("state-visit").title}`, exact: true }).first();
  await sign.click();
  await reader.holds({ event: "state-visit" });
  await sign.click();
  await reader.holds({});
});

test("a pointer moves nothing: neither the panels nor the text, however long it rests", async ({ reader, page }) => {
  await reader.open();
  const places = () =>
    page.evaluate(() => [scrollY, ...[...document.querySelectorAll("aside")].map((panel) => [panel.scrollTop, panel.scrollHeight])].flat());
  const sign = reader.text.getByRole("button", { name: `Event: ${event("camps-plan").title}`, exact: true }).first();
  await sign.scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 1);
  await expect(reader.card(event("camps-plan").title).or(reader.events.locator("[data-read]")).first()).toBeVisible();
  await reader.still();
  // What follows the reading has come to its place.
  let last;
  await expect.poll(async () => [last, (last = String(await places()))].join()).toMatch(/^(.+),\1$/);
  const before = await places();
  await sign.hover();
  await expect.poll(async () => (await reader.lit()).words).toEqual(evidence(first, "camps-plan"));
  const card = page.getByRole("dialog");
  // A mark in view: the driver would scroll to another.
  const [x, y] = await reader.text.locator("mark").evaluateAll((marks) => {
    const { left, top, width, height } = marks.map((mark) => mark.getClientRects()[0]).find(({ top, bottom }) => top > 200 && bottom < innerHeight - 200);
    return [left + width / 2, top + height / 2];
  });
  await page.mouse.move(x, y, { steps: 3 });
  await expect(card).toBeVisible();
  expect(await places()).toEqual(before);
  // Nor does a sentence, which lights its row where that is. Between the sentence's names: a name asks for its actor.
  await page.mouse.move(0, 0);
  const row = reader.card(event("camps-plan").title);
  await expect(row).not.toHaveAttribute("data-lit");
  const [[block, words]] = evidence(first, "camps-plan");
  const between = await reader.text.locator(`[data-block=${block}] [data-proof]`).evaluateAll((proofs, words) =>
    proofs
      .filter((proof) => words.startsWith(proof.textContent))
      .flatMap((proof) => [...proof.getClientRects()])
      .flatMap(({ left, top, width, height }) => [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => [left + width * part, top + height / 2]))
      .find(([x, y]) => document.elementFromPoint(x, y)?.matches("[data-proof]")),
    words,
  );
  await page.mouse.move(...between, { steps: 3 });
  await expect(row).toHaveAttribute("data-lit", "");
  await page.evaluate(() => new Promise((done) => setTimeout(done, 600)));
  expect(await places()).toEqual(before);
  await reader.holds({});
});

test("the card of a mark covers neither the line of the mark nor the text beside it", async ({ reader, page }) => {
  await reader.open();
  for (const width of [1600, 1400, 900]) {
    await page.setViewportSize({ width, height: 900 });
    const mark = reader.pieces(8).first();
    await mark.hover();
    const card = page.getByRole("dialog");
    await expect(card).toBeVisible();
    const [over, lines] = [await card.boundingBox(), await mark.evaluate((mark) => mark.closest("[data-block]").getBoundingClientRect().toJSON())];
    const apart = over.y + over.height <= lines.top || over.y >= lines.bottom || over.x >= lines.right || over.x + over.width <= lines.left;
    expect(apart, `${width} px`).toBe(true);
    await away(page);
    await expect(card).toBeHidden();
  }
});

test("Esc takes a card away that the pointer called, and holds or lets go of nothing", async ({ reader, page }) => {
  await reader.open("?actor=mali");
  await reader.pieces(8).first().hover();
  const card = page.getByRole("dialog", { name: actor("bamako").name, exact: true });
  await expect(card).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toBeHidden();
  await reader.holds({ actor: "mali" });
});

test("the card goes along to the next mention: it keeps its place under the pointer, and does not lie over the mark", async ({ reader, page }) => {
  await reader.open();
  const mentions = mentionsOf(first, "bamako");
  await reader.pieces(mentions[0]).first().click();
  const card = page.getByRole("dialog", { name: actor("bamako").name, exact: true });
  const next = card.getByRole("button", { name: "Next mention" });
  let stayed = 0;
  for (const mention of mentions.slice(1, 6)) {
    const before = await next.boundingBox();
    await page.mouse.click(before.x + before.width / 2, before.y + before.height / 2);
    await expect(reader.text.locator("mark[data-here]").first()).toHaveAttribute("data-mentions", new RegExp(`\\b${mention}\\b`));
    const apart = async () => {
      const [mark, box] = [await reader.pieces(mention).first().boundingBox(), await card.boundingBox()];
      const inView = mark.y > 48 && mark.y + mark.height < 900;
      return inView && (box.y >= mark.y + mark.height || mark.y >= box.y + box.height || box.x >= mark.x + mark.width || mark.x >= box.x + box.width);
    };
    await expect.poll(apart).toBe(true);
    const after = await next.boundingBox();
    if (Math.hypot(after.x - before.x, after.y - before.y) < 2) stayed++;
    else await page.mouse.move(after.x + after.width / 2, after.y + after.height / 2);
  }
  expect(stayed).toBeGreaterThanOrEqual(4);
});

test("by keys the same button goes on from mention to mention", async ({ reader, page }) => {
  await reader.open();
  const mentions = mentionsOf(first, "bamako");
  await reader.pieces(mentions[0]).first().click();
  const card = page.getByRole("dialog", { name: actor("bamako").name, exact: true });
  const next = card.getByRole("button", { name: "Next mention" });
  await next.focus();
  for (const place of [2, 3, 4]) {
    await page.keyboard.press("Enter");
    await expect(card.getByText(`${place} of ${mentions.length}`)).toBeVisible();
    await expect(next).toBeFocused();
  }
});

test("a mark under the pointer lights its own while another actor is held, who is lit again afterwards", async ({ reader, page }) => {
  await reader.open();
  await reader.name("mali").click();
  await reader.holds({ actor: "mali" });
  await reader.pieces(8).first().hover();
  await expect.poll(() => active(reader, "mali")).toEqual([]);
  await expect.poll(() => active(reader, "bamako")).not.toEqual([]);
  await away(page);
  await expect.poll(() => active(reader, "mali")).toEqual([...mentionsOf(first, "mali")].sort((n, m) => n - m));
});

test("a card under the pointer lights its evidence, and a name on it lights that actor", async ({ reader, page }) => {
  await reader.open();
  const card = reader.card(event("rebellion").title);
  await card.hover();
  await expect.poll(async () => (await reader.lit()).words).toEqual(evidence(first, "rebellion"));
  await away(page);
  await expect.poll(async () => (await reader.lit()).words).toEqual([]);
  // Its names stand in the open row.
  await reader.opened(event("rebellion").title);
  await card.getByRole("button", { name: actor("mnla").name, exact: true }).hover();
  await expect.poll(() => active(reader, "mnla")).toEqual([...mentionsOf(first, "mnla")].sort((n, m) => n - m));
});

test("where several mentions lie a click offers the choice, the innermost first", async ({ reader, page }) => {
  await reader.open();
  // "Washington" of the first pages: a place within the diaspora's mentions.
  const washington = first.mentions.findIndex(({ at }) => at[0].block === "b2" && at[0].quote === "Washington");
  const mark = reader.pieces(washington).first();
  const there = (await mark.getAttribute("data-mentions")).split(" ").map(Number);
  expect(there.length).toBeGreaterThan(2);
  await mark.click();
  await reader.holds({ actor: "washington" });
  const choice = reader.dialog.getByRole("group", { name: "Several are named here" });
  const names = await choice.getByRole("button").evaluateAll((buttons) => buttons.map((button) => button.textContent.replace(/^\W\s*/u, "")));
  expect(names[0]).toBe(actor("washington").name);
  expect([...names].sort()).toEqual(there.map((mention) => actor(first.mentions[mention].actor).name).sort());
  await expect(choice.getByRole("button", { name: actor("washington").name })).toHaveAttribute("aria-pressed", "true");

  const other = choice.getByRole("button", { name: actor("diaspora").name, exact: true });
  await other.click();
  await reader.holds({ actor: "diaspora" });
  await expect(other).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("dialog", { name: actor("diaspora").name, exact: true })).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await reader.holds({});
  await expect(reader.dialog).toBeHidden();
});

test("a sign in the margin lights its event's card and evidence under the pointer; a click holds it", async ({ reader, page }) => {
  await reader.open();
  const title = event("state-visit").title;
  const sign = reader.text.getByRole("button", { name: `Event: ${title}`, exact: true }).first();
  await sign.scrollIntoViewIfNeeded();
  const look = () => reader.card(title).evaluate((card) => getComputedStyle(card).backgroundColor);
  const before = await look();
  await sign.hover();
  await expect.poll(look).not.toBe(before);
  await expect.poll(async () => (await reader.lit()).words).toEqual(evidence(first, "state-visit"));
  await away(page);
  await expect.poll(look).toBe(before);
  await sign.click();
  await reader.holds({ event: "state-visit" });
});

/** What browsers also say while a pointer rests: that it left an element for another one, or for the same, and came onto it. */
const rests = (from, to = from) =>
  pointerEvents(from.page(), [
    ["pointerout", from, to],
    ["pointerover", to, from],
  ]);

test.describe("a light stays while the pointer rests, whatever the browser says of it:", () => {
  const all = (id) => [...mentionsOf(first, id)].sort((n, m) => n - m);
  const lights = {
    "a mark": async (reader) => [reader.pieces(8).first(), () => active(reader, "bamako"), all("bamako")],
    "a sign": async (reader) => [
      reader.text.getByRole("button", { name: `Event: ${event("state-visit").title}`, exact: true }).first(),
      async () => (await reader.lit()).words,
      evidence(first, "state-visit"),
    ],
    "a sentence": async (reader) => [
      reader.text.locator("[data-block=b1] [data-proof]").first(),
      async () => (await reader.lit()).words,
      evidence(first, "state-visit"),
    ],
    "a card": async (reader) => [reader.card(event("rebellion").title).getByRole("heading"), async () => (await reader.lit()).words, evidence(first, "rebellion")],
    "a name in a row": async (reader) => [
      (await reader.opened(event("rebellion").title)).getByRole("button", { name: actor("mnla").name, exact: true }),
      () => active(reader, "mnla"),
      all("mnla"),
    ],
    "a name in the panel": async (reader) => [reader.name("keita"), () => active(reader, "keita"), all("keita")],
  };
  for (const [what, find] of Object.entries(lights)) {
    test(what, async ({ reader, page }) => {
      await reader.open();
      const [element, lit, expected] = await find(reader);
      const rest = await lit();
      await element.hover();
      await expect.poll(lit).toEqual(expected);
      await rests(element);
      await twoFrames(page);
      expect(await lit()).toEqual(expected);
      await away(page);
      await expect.poll(lit).toEqual(rest);
    });
  }

  test("and so does what comes of resting: a mark's card", async ({ reader, page }) => {
    await reader.open();
    const card = page.getByRole("dialog", { name: actor("bamako").name, exact: true });
    await reader.pieces(8).first().hover();
    await rests(reader.pieces(8).first());
    await expect(card).toBeVisible();
    // From one part of the card to another.
    await card.hover();
    await rests(card.locator("*").first(), card);
    await twoFrames(page);
    expect(await active(reader, "bamako")).toEqual(all("bamako"));
    await away(page);
    await expect(card).toBeHidden();
  });

  test("and so does what the focus lit, as the text goes along under the pointer", async ({ reader, page }) => {
    // With a pointer that lay on the text, neither light nor card came to a mark where a key led.
    await reader.open();
    const blocks = reader.text.locator("[data-block]");
    await blocks.nth(2).hover({ position: { x: 2, y: 2 } });
    await page.keyboard.press("n");
    const mark = reader.text.locator("mark:focus");
    await expect(mark).toHaveAttribute("data-active");
    await rests(blocks.nth(2), blocks.nth(3));
    await expect(reader.dialog).toBeVisible();
    await expect(mark).toHaveAttribute("data-active");
  });

  test("and so does what the pointer lit, as the focus goes", async ({ reader, page }) => {
    await reader.open();
    await reader.title(event("rebellion").title).click();
    await page.keyboard.press("Escape");
    await expect(reader.title(event("rebellion").title)).toBeFocused();
    await reader.pieces(8).first().hover();
    await expect.poll(() => active(reader, "bamako")).toEqual(all("bamako"));
    await page.evaluate(() => document.activeElement.blur());
    await twoFrames(page);
    expect(await active(reader, "bamako")).toEqual(all("bamako"));
  });
});

test("each event has a sign beside each block that tells of it", async ({ reader }) => {
  await reader.open();
  const told = first.events.flatMap(({ title, evidence }) => [...new Set(evidence.map(({ block }) => block))].map((block) => [block, title]));
  const signs = () =>
    reader.text.getByRole("button", { name: /event/i }).evaluateAll((buttons) =>
      buttons.map((button) => [button.parentElement.querySelector("[data-block]")?.dataset.block, button.getAttribute("aria-label")]),
    );
  await expect.poll(async () => {
    const there = await signs();
    return told.filter(([block, title]) => !there.some(([beside, label]) => beside === block && label?.includes(title)));
  }).toEqual([]);
});

test.describe("without a pointer", () => {
  /** What has the focus: a mark's mentions, or a word for what else it is. */
  const focus = (page) =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at.dataset.mentions ?? (at.getAttribute("aria-label") || at.textContent.trim().slice(0, 40));
    });

  /** Presses Tab until a mark has the focus: past the ways to skip and the bar. */
  const tabToText = async (page) => {
    for (let stops = 1; stops <= 12; stops++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.localName === "mark")) return;
    }
    throw new Error("twelve stops and no mark");
  };

  test("a block is one stop, and arrows lead from mark to mark and to its signs", async ({ reader, page }) => {
    await reader.open();
    await tabToText(page);
    const marks = await reader.text.locator("[data-block=b1] mark").evaluateAll((marks) => marks.map((mark) => mark.dataset.mentions));
    marks.push(`Event: ${event("state-visit").title}`);
    const walk = [["ArrowRight", 1], ["ArrowDown", 2], ["ArrowLeft", 1], ["End", -1], ["ArrowRight", -1], ["ArrowUp", -2], ["Home", 0], ["ArrowLeft", 0]];
    expect(await focus(page)).toBe(marks[0]);
    for (const [key, place] of walk) {
      await page.keyboard.press(key);
      expect(await focus(page), key).toBe(marks.at(place));
    }
    // The mark at which one was is the one to which one comes back.
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    expect(await focus(page)).not.toBe(marks[1]);
    await page.keyboard.press("Shift+Tab");
    expect(await focus(page)).toBe(marks[1]);
    const stops = await reader.text.locator("[data-block]").evaluateAll((blocks) => blocks.map((block) => block.querySelectorAll("mark[tabindex='0']").length));
    expect(Math.max(...stops)).toBe(1);
  });

  test("the focus on a mark lights its actor and shows the card; Enter goes into it; Esc leads back to the mark", async ({ reader, page }) => {
    await reader.open();
    await tabToText(page);
    const mark = reader.text.locator("[data-block=b1] mark").first();
    const id = await mark.getAttribute("data-actor");
    const card = page.getByRole("dialog", { name: actor(id).name, exact: true });
    await expect(card).toBeVisible();
    await expect(mark).toHaveAttribute("data-active");
    await reader.holds({});
    await page.keyboard.press("Enter");
    await reader.holds({ actor: id });
    await expect.poll(() => card.evaluate((card) => card.contains(document.activeElement))).toBe(true);
    // It stays, also once whatever scrolls has come to rest.
    for (let frame = 0; frame < 20; frame++) await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await card.evaluate((card) => card.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Tab");
    expect(await card.evaluate((card) => card.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    await reader.holds({});
    await expect(mark).toBeFocused();
  });

  test("a sign, a card's title and an actor's name answer to Enter, and Esc leads back to each", async ({ reader, page }) => {
    await reader.open();
    const sign = reader.text.getByRole("button", { name: `Event: ${event("state-visit").title}`, exact: true }).first();
    const stops = [
      [sign, { event: "state-visit" }],
      [reader.title(event("rebellion").title), { event: "rebellion" }],
      [reader.name("keita"), { actor: "keita" }],
    ];
    for (const [stop, held] of stops) {
      await stop.focus();
      await page.keyboard.press("Enter");
      await reader.holds(held);
      await page.keyboard.press("Escape");
      await reader.holds({});
      await expect(stop).toBeFocused();
    }
  });
});

test("letting go on the card leaves the text where one has come to", async ({ reader, page }) => {
  await reader.open();
  const mentions = mentionsOf(first, "bamako");
  await reader.pieces(mentions[0]).first().click();
  const card = page.getByRole("dialog", { name: actor("bamako").name, exact: true });
  for (const place of [2, 3, 4, 5]) {
    await card.getByRole("button", { name: "Next mention" }).click();
    await expect(card.getByText(`${place} of ${mentions.length}`)).toBeVisible();
  }
  const last = await reader.still();
  await card.getByRole("button", { name: "Close" }).click();
  await expect(card).toBeHidden();
  expect(await page.evaluate(() => scrollY)).toBe(last);
  expect(last).toBeGreaterThan(400);
});
