/**
 * How the browser tests run: one browser, named by WHOWHEN_CHROMIUM (`cargo xtask test` sets it); each worker starts a
 * host of its own on a free port, see reader.mjs. WHOWHEN_DIST names another build than dist/.
 */
import { defineConfig } from "@playwright/test";

const chromium = process.env.WHOWHEN_CHROMIUM;
if (!chromium) throw new Error("WHOWHEN_CHROMIUM must name the browser, such as /usr/bin/chromium");

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  // Those have a configuration of their own.
  testIgnore: "engines/**",
  fullyParallel: true,
  workers: 2,
  // On a busy machine a test may wait too long. One that passes only the second time is listed as flaky, to be looked into.
  retries: 1,
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    // Dates are written as in the reader's country; tests say which, where it matters.
    locale: "en-GB",
    viewport: { width: 1400, height: 900 },
    // What a worker fetches goes past `page.route`; offline.spec.mjs, which tests the worker, lets it in.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
