/**
 * Pictures of the page in its states, to be looked at: node shots.mjs [FOLDER] [NAME-PART].
 * WHOWHEN_CHROMIUM names the browser.
 */
import { chromium } from "@playwright/test";
import { mkdirSync } from "node:fs";

import { serve } from "./server.mjs";

const folder = process.argv[2] ?? "shots";
const only = process.argv[3] ?? "";
mkdirSync(folder, { recursive: true });
const { url, stop } = await serve();
const browser = await chromium.launch({ executablePath: process.env.WHOWHEN_CHROMIUM, args: ["--no-sandbox"] });

const states = {
  rest: async () => {},
  actor: async (page) => {
    await page.locator("article mark[data-actor]").nth(8).click();
    await page.locator(".pop.pinned").waitFor();
  },
  event: async (page, size) => {
    if (size === 375) await page.getByRole("button", { name: /^Events/ }).click();
    await page.locator("[data-event] h4").nth(3).click();
    await page.locator("[data-event][aria-current]").waitFor();
  },
  error: async (page) => {
    await page.goto(`${url}?src=made/wrong-type.json`);
    await page.locator("[data-error]").waitFor();
  },
};

for (const size of [1400, 900, 375]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ viewport: { width: size, height: size === 375 ? 760 : 900 }, colorScheme, hasTouch: size === 375 });
    page.on("console", (message) => console.log(message.type(), message.text()));
    page.on("pageerror", (error) => console.log("page error", error.message));
    for (const [state, reach] of Object.entries(states)) {
      const name = `${state}-${size}-${colorScheme}`;
      if (!name.includes(only)) continue;
      await page.goto(url);
      await page.locator("[data-state=ready]").waitFor();
      await reach(page, size);
      await page.waitForTimeout(700);
      await page.screenshot({ path: `${folder}/${name}.png` });
    }
    await page.close();
  }
}
await browser.close();
await stop();
