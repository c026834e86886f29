/** For who has chosen text twice as large in the browser: a screen half as wide, which is what the style and the reader then see. */
import { expect, first, test } from "./reader.mjs";
import config from "./playwright.config.mjs";

const { launchOptions } = config.use;
test.use({ launchOptions: { ...launchOptions, args: [...launchOptions.args, "--blink-settings=defaultFontSize=32"] } });

test("text twice as large has no need of scrolling sideways, and hides nothing", async ({ reader, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await reader.open("?event=state-visit");
  await expect(reader.root).toHaveAttribute("data-width", "narrow");
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth)).toBe(true);
  await reader.sees(["b1", first.blocks[0].text.slice(0, 40)]);
  expect((await reader.text.boundingBox()).width).toBeGreaterThan(500);
});
