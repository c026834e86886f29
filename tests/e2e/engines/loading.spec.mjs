/** Loading: the article comes whole, to the letter, with its marks; what cannot come is told. */
import { marks } from "../oracle.mjs";
import { made } from "../reader.mjs";
import { first, MENU, TEXT } from "./story.mjs";
import { rowsOf } from "../reader.mjs";
import { expect, test } from "./test.mjs";

/** Blocks with their text as marked runs: `[words, mentions]`, the first of a mention's kind and actor as in the file. */
const shown = (page) =>
  page.all("[data-block]", (blocks) =>
    Object.fromEntries(
      blocks.map((block) => {
        const runs = [];
        const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const mark = texts.currentNode.parentElement.closest("mark");
          const mentions = (mark?.dataset.mentions ?? "").split(" ").filter(Boolean).map(Number);
          mentions.sort((n, m) => n - m);
          const run = { text: texts.currentNode.data, mentions, ...(mark && { actor: mark.dataset.actor, kind: mark.dataset.kind }) };
          const last = runs.at(-1);
          if (last && JSON.stringify({ ...last, text: "" }) === JSON.stringify({ ...run, text: "" })) last.text += run.text;
          else runs.push(run);
        }
        return [block.dataset.block, runs];
      }),
    ),
  );

test("a bare visit opens the library's first article, whole", async ({ page }) => {
  await page.open();
  expect(await page.text({ role: "heading", level: 1 })).toBe(first.title);
  await expect.poll(() => page.count("[data-event]")).toBe(rowsOf(first).length);
  await expect.poll(() => page.count("[data-actor-entry]")).toBe(first.actors.length);
  expect(await page.all("[data-block]", (blocks) => blocks.map(({ textContent }) => textContent))).toEqual(first.blocks.map(({ text }) => text));
});

for (const name of ["overlaps.json", "arabic.json"]) {
  test(`marks stand where the file says, overlapping, in emoji, from right to left: ${name}`, async ({ page }) => {
    await page.open(`?src=made/${name}`);
    const article = made(name);
    // Marks of neighbouring runs are one in the oracle's words and in these.
    await expect.poll(() => shown(page)).toEqual(JSON.parse(JSON.stringify(marks(article))));
    expect(await page.on(TEXT, (text) => getComputedStyle(text).direction)).toBe(article.language === "ar" ? "rtl" : "ltr");
  });
}

test("spaces and line ends of a block are seen as they stand in the file", async ({ page }) => {
  await page.open("?src=made/overlaps.json");
  const lines = await page.on("[data-block=i2]", (block) => {
    const range = new Range();
    range.selectNodeContents(block);
    return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 8))).size;
  });
  expect(lines).toBeGreaterThan(1);
});

test("an article of two thousand mentions is shown, and marked where one scrolls to", async ({ page }) => {
  // By this WebKit says that sizes which changed while it measured are reported in the next frame: nothing is lost by it.
  page.allow(/ResizeObserver loop completed/);
  await page.open("?src=made/large-2000.json");
  const last = "[data-block=b1990]";
  // What is far has an estimated height, so the end may move away while one goes there.
  const atEnd = () => page.run(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
  await expect.poll(async () => (await atEnd(), page.count(`${last} mark`))).toBeGreaterThan(9);
});

test("a file that is no article is told in words", async ({ page }) => {
  page.allow(/./);
  await page.goto("?src=made/wrong-type.json");
  await page.sees({ role: "alert" });
  expect(await page.text({ role: "alert" })).toContain("text");
});

test("the interface speaks French and Arabic, with the browser's own dates and numbers", async ({ page }) => {
  await page.open("?src=made/arabic.json");
  const when = () => page.on("[data-event=e]", (card) => card.querySelector("time, .when")?.textContent);
  // The events come after the text is painted.
  await expect.poll(when).toBe("January");
  await page.click(MENU);
  await page.click({ role: "button", name: "Français" });
  await expect.poll(when).toBe("janvier");
  await page.sees({ role: "complementary", name: "Événements" });
});
