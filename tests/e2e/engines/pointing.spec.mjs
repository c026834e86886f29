/** The pointer: what it comes onto lights and is told of, a click holds it, and evidence is painted where it stands. */
import { evidence, mentionsOf } from "../oracle.mjs";
import { looks, paints } from "./looks.mjs";
import { actor, card, event, EVENTS, first, lit, name, pieces, TEXT, title } from "./story.mjs";
import { apart } from "./picture.mjs";
import { expect, test } from "./test.mjs";

const active = (page) => page.all(`${TEXT} mark[data-active]`, (marks) => [...new Set(marks.flatMap((mark) => mark.dataset.mentions.split(" ").map(Number)))]);
/** Where no mark, card or sign is. */
const away = (page) => page.tab.move(700, 70);
/** The ground of lit evidence, as the style has it. */
const EVIDENCE = [255, 233, 168];

/** The box of some words of a block, in the view. */
const box = (page, block, words) =>
  page.on(
    `[data-block="${block}"]`,
    (block, words) => {
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const at = texts.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const range = new Range();
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + words.length);
        // Of words that begin a line, some engines give the end of the line before as well.
        const { left, top, right, bottom } = [...range.getClientRects()].sort((one, other) => other.width - one.width)[0];
        return { left: left + 1, top: top + 2, right: right - 1, bottom: bottom - 2 };
      }
    },
    words,
  );
/** Waits until the ground of these words is painted in a colour, or is not. */
const ground = (page, block, words, colour, is = true) =>
  expect.poll(async () => (await page.picture()).share(await box(page, block, words), colour) > 0.3, `“${words}” on ${colour}`).toBe(is);

test("a mark under the pointer lights all mentions of its actor and shows a card; both go with the pointer", async ({ page }) => {
  await page.open();
  await page.hover(pieces(8));
  for (const mention of mentionsOf(first, "bamako")) await expect.poll(() => active(page)).toContain(mention);
  await page.sees(card("bamako"));
  expect(await page.text(card("bamako"))).toContain(`${mentionsOf(first, "bamako").length} mentions`);
  await page.holds({});
  await away(page);
  await page.seesNot(card("bamako"));
  expect(await active(page)).toEqual([]);
});

test("a lit mark has a stronger ground and a thicker line, as painted", async ({ page }) => {
  await page.open("?src=made/kinds.json");
  const mark = "[data-block=state] mark";
  const [rest] = await looks(page, mark);
  await page.hover("[data-block=nested] mark[data-kind=state]");
  await paints(page, mark, ({ ground, paper, tinted, thickness, underlined }) => {
    expect(apart(ground, paper)).toBeGreaterThan(apart(rest.ground, paper) * 1.5);
    expect(thickness).toBeGreaterThan(rest.thickness + 0.02);
    expect(tinted).toBeGreaterThan(0.3);
    expect(underlined).toBeGreaterThan(0.9);
  });
});

test("an event under the pointer lights its sentences, and they are painted", async ({ page }) => {
  await page.open();
  await ground(page, "b1", "had come to", EVIDENCE, false);
  await page.hover(title("state-visit"));
  await expect.poll(async () => (await lit(page)).join("")).toContain(evidence(first, "state-visit")[0][1]);
  await ground(page, "b1", "had come to", EVIDENCE);
  await away(page);
  await ground(page, "b1", "had come to", EVIDENCE, false);
});

test("a click on an event holds it, leads to its sentence and paints it; Esc lets go", async ({ page }) => {
  await page.open();
  const { id, evidence: [{ block, quote }] } = event("konna-falls");
  await page.click(title(id));
  await page.holds({ event: id });
  await expect.poll(() => page.on(`[data-block="${block}"]`, (block) => block.getBoundingClientRect().top > 48 && block.getBoundingClientRect().top < innerHeight)).toBe(true);
  await page.still();
  expect(quote).toContain("the Islamists took Konna");
  await ground(page, block, " took ", EVIDENCE);
  await away(page);
  await page.press("Escape");
  await page.holds({});
  await ground(page, block, " took ", EVIDENCE, false);
});

test("in lit evidence the mark of the held actor keeps its hue, as painted", async ({ page }) => {
  await page.open("?src=made/kinds.json&event=seen&actor=state");
  // What the style mixes: a quarter of the hue on paper, so that the two do not mix to olive.
  const mixed = await page.run(() => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = "color-mix(in srgb, #b3341f 24%, #fdfcf8)";
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  });
  await ground(page, "state", "We saw", EVIDENCE);
  await ground(page, "state", "Rumania", mixed);
});

test("a sign in the margin lights its event under the pointer, and holds it at a click", async ({ page }) => {
  await page.open();
  const sign = { role: "button", name: `Event: ${event("state-visit").title}`, within: TEXT };
  await page.hover(sign);
  await expect.poll(() => page.attribute('[data-event="state-visit"]', "data-lit")).toBe("");
  await ground(page, "b1", "had come to", EVIDENCE);
  await page.click(sign);
  await page.holds({ event: "state-visit" });
});

test("a click on a mark holds its actor with the card, and a second lets go; Back goes back", async ({ page }) => {
  await page.open();
  await page.click(pieces(8));
  await page.holds({ actor: "bamako" });
  await page.sees(card("bamako"));
  expect(await page.on(name("bamako"), (button) => button.ariaPressed ?? button.getAttribute("aria-pressed"))).toBe("true");
  // A click elsewhere: two at one place in a short time would select the word.
  await page.click({ role: "heading", name: first.title, within: TEXT });
  await page.click(pieces(8));
  await page.holds({});
  await page.seesNot(card("bamako"));
  // Not by the driver: WebKit's waits for a page to load, and this way none is.
  await page.run(() => history.back());
  await page.holds({ actor: "bamako" });
});

test("an actor's name in the panel holds it and leads to its first mention", async ({ page }) => {
  await page.open();
  await page.click(name("tessalit"));
  await page.holds({ actor: "tessalit" });
  await expect.poll(() => page.on(pieces(mentionsOf(first, "tessalit")[0]), (mark) => mark.getBoundingClientRect().top > 48 && mark.getBoundingClientRect().bottom < innerHeight)).toBe(true);
});

test("× on a card lets go; its next mention goes on", async ({ page }) => {
  await page.open();
  const mentions = mentionsOf(first, "bamako");
  await page.click(pieces(mentions[0]));
  await page.click({ role: "button", name: "Next mention", within: card("bamako") });
  await expect.poll(() => page.attribute(`${TEXT} mark[data-here]`, "data-mentions")).toContain(String(mentions[1]));
  await page.click({ role: "button", name: "Close", within: card("bamako") });
  await page.holds({});
});

test("text is selected across marks and paragraphs, without the numbers in the margin", async ({ page }) => {
  await page.open();
  const [from, to] = await page.all("[data-block=b1], [data-block=b2]", (blocks) => blocks.map((block) => block.getBoundingClientRect().toJSON()));
  await page.tab.move(from.x + 1, from.y + 12);
  await page.tab.down();
  for (const x of [100, 200]) await page.tab.move(to.x + x, to.y + 12);
  await page.tab.up();
  const selected = await page.run(() => getSelection().toString());
  expect(selected.length).toBeGreaterThan(100);
  const text = first.blocks.map(({ text }) => text).join("").replace(/\s/g, "");
  expect(text).toContain(selected.replace(/\s/g, ""));
  await page.holds({});
});

test("an order, a panel: the switches of the bar and of the panel", async ({ page }) => {
  await page.open();
  const x = () => page.on(TEXT, (text) => text.getBoundingClientRect().left);
  const before = await x();
  await page.click({ role: "button", name: /^Events/, within: { role: "group", name: "Panels" } });
  await page.seesNot(EVENTS);
  expect(await x()).not.toBe(before);
  await page.click({ role: "button", name: /^Events/, within: { role: "group", name: "Panels" } });
  await page.sees(EVENTS);
  await page.click({ role: "button", name: "As told", within: EVENTS });
  await expect.poll(() => page.asked("order")).toBe("told");
});

test("scrolled by the wheel of a mouse, nothing is painted above the bar", async ({ page }) => {
  await page.open();
  // Not by whole pixels of the text: the bar stands at its place, and a line is cut anywhere.
  for (const way of [333, 777.5, 1111.25]) {
    await page.run((way) => scrollTo({ top: way, behavior: "instant" }), way);
    await page.still();
    const paper = await page.on("[data-whowhen]", (root) => getComputedStyle(root).backgroundColor.match(/\d+/g).slice(0, 3).map(Number));
    await expect.poll(async () => (await page.picture()).share({ left: 0, top: 0, right: 1380, bottom: 4 }, paper)).toBe(1);
  }
});
