/** An article's own page, as it is before the module or without it, and as the reader takes it over. */
import { looks, paints } from "./looks.mjs";
import { event, first, TEXT } from "./story.mjs";
import { expect, test } from "./test.mjs";

const PAGE = `${first.id}/`;
/** Visits it where the module does not come. */
async function visitWithout(page) {
  page.allow(/./);
  page.host.pages.set("embed.js", "");
  await page.goto(PAGE);
  await page.sees("[data-static]");
  // What comes after the opening comes by an animation.
  await page.run(() => Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => true));
}

const inView = (page, target) => expect.poll(() => page.on(target, (element) => element.getClientRects()[0].top >= 0 && element.getClientRects()[0].top < innerHeight)).toBe(true);

test("without the module the text is there with its marks, as painted", async ({ page }) => {
  await visitWithout(page);
  expect(await page.all("[data-block]", (blocks) => blocks.map(({ textContent }) => textContent))).toEqual(first.blocks.map(({ text }) => text));
  const mentions = await page.all(`${TEXT} mark`, (marks) => marks.flatMap((mark) => mark.dataset.mentions.split(" ")));
  expect(new Set(mentions).size).toBe(first.mentions.length);
  await page.all(`${TEXT} mark[data-first]`, (marks) => marks.filter((mark) => mark.getClientRects()[0]?.width > 12 && mark.getBoundingClientRect().bottom < innerHeight - 20).forEach((mark) => mark.setAttribute("data-nth", "")));
  await paints(page, "mark[data-nth]", ({ words, line, underlined }) => {
    expect([words, line]).toEqual([words, "underline"]);
    expect(underlined, words).toBeGreaterThan(0.25);
  });
});

test("without the module an event leads to its sentence, and a sign to its event", async ({ page }) => {
  await visitWithout(page);
  // The first of them: the rest stands there for those who have no scripts.
  const id = await page.attribute("[data-event]", "data-event");
  await page.click({ role: "link", name: event(id).title, within: `[data-event="${id}"]` });
  await page.click(`[data-event="${id}"] blockquote a`);
  await inView(page, "[data-proof]:target");
  const target = await page.on("[data-proof]:target", (proof) => (({ left, top, right, bottom }) => ({ left: left + 1, top: top + 2, right: right - 1, bottom: bottom - 2 }))(proof.getClientRects()[0]));
  await expect.poll(async () => (await page.picture()).share(target, [255, 233, 168])).toBeGreaterThan(0.3);
  const sign = await page.all(".sign", (signs) => signs.map((sign) => sign.getAttribute("href")).find((to) => document.querySelector(to)));
  await page.click(`.sign[href="${sign}"]`);
  await expect.poll(() => page.attribute(".event:target", "id")).toBe(sign.slice(1));
});

for (const width of [1400, 375]) {
  test.describe(`${width} px:`, () => {
    test.use({ size: { width, height: 800 } });

    test("the reader lies where its page lay: no line of the text moves as it takes over", async ({ page }) => {
      const mark = `${TEXT} [data-block=b1] mark`;
      const look = async () => {
        const places = await page.all("[data-block]", (blocks) => blocks.slice(0, 6).map((block) => [block.dataset.block, ...["left", "top", "height"].map((side) => Math.round(block.getBoundingClientRect()[side]))]));
        return [places, (await looks(page, mark)).map(({ words, style, thickness, lineColour, ground }) => ({ words, style, thickness, lineColour, ground }))];
      };
      await visitWithout(page);
      const before = await look();
      page.host.pages.clear();
      await page.goto(PAGE);
      await page.ready();
      expect(await page.count("[data-static]")).toBe(0);
      await expect.poll(look).toEqual(before);
    });
  });
}
