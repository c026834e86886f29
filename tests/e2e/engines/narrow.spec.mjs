/** A telephone's width: the text alone, panels as a sheet, cards at the lower edge, nothing wider than the screen. */
import { evidence, mentionsOf } from "../oracle.mjs";
import { ACTORS, card, event, EVENTS, first, pieces, TEXT, title } from "./story.mjs";
import { expect, test } from "./test.mjs";

const NARROW = { width: 375, height: 760 };
const tab = (name) => ({ role: "button", name: new RegExp(`^${name}`), within: { role: "navigation", name: "Panels" } });
const sideways = (page) => page.run(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);

test.describe("at 375 px", () => {
  test.use({ size: NARROW });

  test("the text fills the screen and nothing is wider, at rest and with what opens", async ({ page }) => {
    await page.open();
    expect(await page.run(() => innerWidth)).toBe(375);
    expect(await page.attribute("[data-whowhen]", "data-width")).toBe("narrow");
    expect(await sideways(page)).toBe(0);
    await page.seesNot(EVENTS);
    await page.seesNot(ACTORS);
    for (const key of ["f", "/"]) {
      await page.press(key);
      await page.sees({ role: "group", name: key === "f" ? "Filters" : "Search" });
      expect(await sideways(page)).toBe(0);
      await page.press("Escape");
    }
  });

  test("a tab opens a panel as a sheet at the lower edge, the other takes its place, and it closes", async ({ page }) => {
    await page.open();
    for (const [name, panel, other] of [["Events", EVENTS, ACTORS], ["Actors", ACTORS, EVENTS]]) {
      await page.click(tab(name));
      await page.sees(panel);
      await page.seesNot(other);
      const { left, right, bottom } = await page.on(panel, (panel) => panel.getBoundingClientRect().toJSON());
      const tabs = await page.on({ role: "navigation", name: "Panels" }, (tabs) => tabs.getBoundingClientRect().top);
      expect([left, right]).toEqual([0, await page.run(() => document.documentElement.clientWidth)]);
      expect(Math.abs(bottom - tabs)).toBeLessThan(1.5);
    }
    await page.click(tab("Actors"));
    await page.seesNot(ACTORS);
  });

  test("an event of the sheet leads to its sentence, which stays above the sheet", async ({ page }) => {
    await page.open();
    await page.click(tab("Events"));
    await page.click(title("kidal-2014"));
    await page.holds({ event: "kidal-2014" });
    const [[block, words]] = evidence(first, "kidal-2014");
    await expect
      .poll(() =>
        page.on(
          `[data-block="${block}"]`,
          (block, words) => {
            const proof = [...block.querySelectorAll("[data-proof]")].find((proof) => words.startsWith(proof.textContent.slice(0, 20)));
            const { left, top, height } = proof.getClientRects()[0];
            return block.contains(document.elementFromPoint(left + 3, top + height / 2));
          },
          words,
        ),
      )
      .toBe(true);
  });

  test("a mark shows its card at the lower edge, and stays above it", async ({ page }) => {
    await page.open();
    const [mention] = mentionsOf(first, "bamako");
    await page.click(pieces(mention));
    await page.holds({ actor: "bamako" });
    await page.sees(card("bamako"));
    const box = await page.on(card("bamako"), (card) => card.getBoundingClientRect().toJSON());
    await expect.poll(() => page.on(pieces(mention), (mark) => mark.getBoundingClientRect().bottom)).toBeLessThan(box.top);
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(375);
    await page.press("Escape");
    await page.holds({});
  });

  test("a sign opens the sheet at its event", async ({ page }) => {
    await page.open();
    await page.click({ role: "button", name: `Event: ${event("rebellion").title}`, within: TEXT });
    await page.holds({ event: "rebellion" });
    await page.sees(EVENTS);
  });
});

test("what is read and what is held stay as the window is made narrower and wider", async ({ page }) => {
  // A browser says so where what it tells of changes the layout again; it tells the rest in the next frame.
  page.allow(/ResizeObserver loop/);
  await page.open("?actor=mali&event=rallies");
  for (const [width, word] of [[900, "middle"], [375, "narrow"], [1400, "wide"]]) {
    await page.tab.resize(width, 800);
    await expect.poll(() => page.attribute("[data-whowhen]", "data-width")).toBe(word);
    await page.holds({ actor: "mali", event: "rallies" });
    await expect.poll(() => page.on("[data-block=b2]", (block) => block.getBoundingClientRect().top < innerHeight && block.getBoundingClientRect().bottom > 48)).toBe(true);
  }
});
