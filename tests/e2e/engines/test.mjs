/** What these tests stand on: an engine and a host for each worker, and a page of its own for each test. */
import { test as base, expect } from "@playwright/test";
import { writeFileSync } from "node:fs";

import { serve } from "../server.mjs";
import { Page } from "./page.mjs";

export { expect };

export const test = base.extend({
  /** Which engine it is: `{ name, path, driver }`, see the configuration. */
  engine: [undefined, { option: true, scope: "worker" }],

  /** How wide and high the view is. */
  size: [{ width: 1400, height: 900 }, { option: true }],

  browser: [
    async ({ engine }, use) => {
      const { start } = await import(`./drivers/${engine.driver}.mjs`);
      const browser = await start(engine);
      await use(browser);
      await browser.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],

  /**
   * The reader's host. `pages` are pages of others beside it, by their names, and stand in place of its files; one that is
   * empty is not found.
   */
  host: async ({}, use) => {
    const pages = new Map();
    const change = (name, request, response) => {
      const page = pages.get(name);
      if (page === undefined) return false;
      response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(page || "Not found");
      return true;
    };
    const host = await serve({ change });
    await use({ ...host, pages });
    await host.stop();
  },

  /** A page that nobody has visited, and an ear for what it complains of; `page.allow` names what a test provokes. */
  page: async ({ browser, host, size }, use, info) => {
    const tab = await browser.tab(size);
    const page = new Page(tab, host);
    await use(page);
    if (info.status !== info.expectedStatus) writeFileSync(info.outputPath("page.png"), await tab.picture());
    else expect((await tab.complaints()).filter((line) => !page.allowed.some((pattern) => pattern.test(line)))).toEqual([]);
    await tab.close();
  },
});
