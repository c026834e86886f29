/**
 * The reader in three engines: what a person sees and does, in Chromium, Firefox and WebKit, by one text of tests. The
 * whole suite beside this folder runs in Chromium alone; here is what engines are known to do each in its own way: what
 * they take of a style, how they paint, what pointer and keys bring about.
 *
 * It lies in tests/e2e because host, made articles and oracle are the same, and the packages.
 *
 * Variables name the browsers; `cargo xtask test` sets them. One that is not named is left out.
 *
 *   WHOWHEN_CHROMIUM   a Chromium, by Playwright
 *   WHOWHEN_FIREFOX    Playwright's own Firefox, or an installed one, by WebDriver BiDi
 *   WHOWHEN_WEBKIT     Playwright's own WebKit, or an installed WebKitWebDriver (with its MiniBrowser, and xvfb-run)
 *
 * `drivers/` has a file for each way to drive a browser, `page.mjs` what a person does with a page, over any of them.
 */
import { defineConfig, firefox } from "@playwright/test";
import { basename } from "node:path";

const { WHOWHEN_CHROMIUM, WHOWHEN_FIREFOX, WHOWHEN_WEBKIT } = process.env;
const engines = [
  { name: "chromium", path: WHOWHEN_CHROMIUM, driver: "playwright" },
  { name: "firefox", path: WHOWHEN_FIREFOX, driver: WHOWHEN_FIREFOX === firefox.executablePath() ? "playwright" : "bidi" },
  { name: "webkit", path: WHOWHEN_WEBKIT, driver: basename(WHOWHEN_WEBKIT ?? "") === "WebKitWebDriver" ? "webdriver" : "playwright" },
].filter(({ path }) => path);
if (engines.length === 0) throw new Error("WHOWHEN_CHROMIUM, WHOWHEN_FIREFOX or WHOWHEN_WEBKIT must name a browser");

export default defineConfig({
  testDir: ".",
  fullyParallel: true,
  workers: 2,
  // On a busy machine a test may wait too long. One that passes only the second time is listed as flaky, to be looked into.
  retries: 1,
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: "../test-results/engines",
  projects: engines.map((engine) => ({ name: engine.name, use: { engine } })),
});
