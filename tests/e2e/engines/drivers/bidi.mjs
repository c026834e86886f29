/** An installed Firefox, by WebDriver BiDi, which it speaks by itself: puppeteer-core needs no driver beside it. */
import puppeteer from "puppeteer-core";

import { printed } from "./printed.mjs";

/** Sets the size of the page. An older Firefox cannot set the orientation of a screen besides, and nothing here asks for it. */
async function resize(page, width, height) {
  await page.setViewport({ width, height }).catch((error) => {
    if (!/setScreenOrientationOverride/.test(error.message)) throw error;
  });
}

export async function start({ path }) {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: path, headless: true });
  return {
    async tab({ width, height }) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await resize(page, width, height);
      const complaints = [];
      page.on("console", (message) => ["error", "warn"].includes(message.type()) && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.stack}`));
      return {
        complaints: async () => complaints,
        goto: (url) => page.goto(url),
        run: (expression) => page.evaluate(expression),
        move: (x, y) => page.mouse.move(x, y),
        down: () => page.mouse.down(),
        up: () => page.mouse.up(),
        async press(key, held) {
          for (const other of held) await page.keyboard.down(other);
          await page.keyboard.press(key);
          for (const other of held) await page.keyboard.up(other);
        },
        resize: (width, height) => resize(page, width, height),
        picture: () => page.screenshot(),
        print: () => page.evaluate(printed),
        close: () => context.close(),
      };
    },
    stop: () => browser.close(),
  };
}
