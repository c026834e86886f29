/** Keys: what each does, also straight after the mouse was used, and where the focus is. */
import { evidence, mentionsOf } from "../oracle.mjs";
import { apart } from "./picture.mjs";
import { actor, card, event, first, name, pieces, title } from "./story.mjs";
import { rowsOf } from "../reader.mjs";
import { expect, test } from "./test.mjs";

/** What has the focus: the places of a mark's mentions, and whether it is lit and has a ring. */
const mark = (page) =>
  page.run(() => {
    const { activeElement: at } = document;
    return { mentions: at.dataset.mentions ?? at.localName, lit: "active" in at.dataset, ring: getComputedStyle(at).outlineStyle };
  });
const isAt = (page, mention) =>
  expect.poll(async () => {
    const { mentions, ...rest } = await mark(page);
    return { at: mentions.split(" ").includes(String(mention)), ...rest };
  }).toEqual({ at: true, lit: true, ring: "solid" });

test("n and p go from mention to mention: the mark has the focus, is lit and has a ring, its card is there", async ({ page }) => {
  await page.open();
  await page.press("n");
  await isAt(page, 0);
  await page.sees(card(first.mentions[0].actor));
  for (const [key, at] of [["n", 1], ["n", 2], ["p", 1]]) {
    await page.press(key);
    await isAt(page, at);
  }
  await page.holds({});
});

test("after a click of the mouse n and p do just the same", async ({ page }) => {
  // Firefox gives no ring to what a script focuses once the mouse was used, and nothing was lit.
  await page.open();
  await page.click({ role: "heading", level: 1 });
  await page.press("n");
  await isAt(page, 0);
  await page.press("n");
  await isAt(page, 1);
  await page.sees(card(first.mentions[1].actor));
});

test("n and p keep to the actor that a click holds", async ({ page }) => {
  await page.open();
  const mentions = mentionsOf(first, "bamako");
  await page.click(pieces(mentions[0]));
  await page.holds({ actor: "bamako" });
  await page.still();
  for (const [key, at] of [["n", 1], ["n", 2], ["p", 1]]) {
    await page.press(key);
    await isAt(page, mentions[at]);
  }
  await page.holds({ actor: "bamako" });
});

test("j and k go from event to event: its title has the focus, its sentence is seen", async ({ page }) => {
  await page.open();
  await expect.poll(() => page.count("[data-event]")).toBe(rowsOf(first).length);
  const ids = await page.all("[data-event]", (cards) => cards.map((card) => card.dataset.event));
  for (const [key, at] of [["j", 0], ["j", 1], ["k", 0], ["k", -1]]) {
    await page.press(key);
    await page.holds({ event: ids.at(at) });
    await expect.poll(() => page.focus()).toContain(event(ids.at(at)).title.slice(0, 40));
    const [[block]] = evidence(first, ids.at(at));
    await expect.poll(() => page.on(`[data-block="${block}"]`, (block) => block.getBoundingClientRect().bottom > 48 && block.getBoundingClientRect().top < innerHeight)).toBe(true);
  }
});

test("after a click on an event, Enter leads to its sentence and back", async ({ page }) => {
  await page.open();
  await page.click(title("rebellion"));
  await page.holds({ event: "rebellion" });
  await page.press("j", "k");
  await expect.poll(() => page.focus()).toContain(event("rebellion").title);
  await page.press("Enter");
  await expect.poll(() => page.focus()).toContain("On 16 January 2012");
  await page.press("Enter");
  await expect.poll(() => page.focus()).toContain(event("rebellion").title);
});

test("Tab leads past the ways to skip and the bar into the text, arrows from mark to mark", async ({ page }) => {
  await page.open();
  await page.press("Tab");
  expect(await page.focus()).toMatch(/Skip to the text/);
  for (let stops = 0; stops < 12 && (await mark(page)).mentions === (await page.run(() => document.activeElement.localName)); stops++) await page.press("Tab");
  const marks = await page.all("[data-block=b1] mark", (marks) => marks.map((mark) => mark.dataset.mentions));
  for (const [key, at] of [["", 0], ["ArrowRight", 1], ["ArrowDown", 2], ["ArrowLeft", 1], ["Home", 0]]) {
    if (key) await page.press(key);
    await expect.poll(() => mark(page)).toEqual({ mentions: marks[at], lit: true, ring: "solid" });
  }
});

test("a skip leads to the text, and Enter on a mark goes into its actor's card and Esc back", async ({ page }) => {
  await page.open();
  await page.press("Tab", "Enter");
  await expect.poll(() => page.run(() => document.activeElement.matches("article[data-article]"))).toBe(true);
  await page.press("n");
  await isAt(page, 0);
  await page.press("Enter");
  const { actor: id } = first.mentions[0];
  await page.holds({ actor: id });
  await expect.poll(() => page.on(card(id), (card) => card.contains(document.activeElement))).toBe(true);
  await page.press("Escape");
  await page.holds({});
  await isAt(page, 0);
});

test("? lists the keys, in a dialog over the page, and Esc closes it", async ({ page }) => {
  await page.open();
  await page.press("?");
  await page.sees({ role: "dialog", name: "Keys" });
  expect(await page.on({ role: "dialog", name: "Keys" }, (dialog) => dialog.matches(":modal"))).toBe(true);
  await page.press("Escape");
  await page.seesNot({ role: "dialog", name: "Keys" });
});

test("what has the focus by a key has a ring, as painted", async ({ page }) => {
  await page.open();
  await page.press("j");
  const accent = [11, 92, 143];
  const ring = async () => {
    const box = await page.run(() => document.activeElement.getBoundingClientRect().toJSON());
    return (await page.picture()).rows({ left: box.left - 5, top: box.top + 4, right: box.left, bottom: box.bottom - 4 }).flat().some((pixel) => apart(pixel, accent) < 30);
  };
  await expect.poll(ring).toBe(true);
});
