/**
 * How soon an article's own page shows its text, against the same text as a bare static page: `node paint.mjs [RUNS]`.
 *
 * Interleaved, a fresh browser context each time, from a host on this machine; medians. A ratio of one run counts, not
 * the milliseconds. The bare page has the article's title, subtitle and blocks, in the browser's own style.
 */
import { chromium } from "@playwright/test";
import { first } from "./reader.mjs";
import { serve } from "./server.mjs";

const runs = Number(process.argv[2] ?? 15);
const escape = (text) => text.replace(/[&<]/g, (sign) => ({ "&": "&amp;", "<": "&lt;" })[sign]);
const blocks = first.blocks.map(({ kind, text }) => (kind === "heading" ? `<h2>${escape(text)}</h2>` : `<p>${escape(text)}</p>`));
const bare = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bare</title><h1>${escape(first.title)}</h1><p>${escape(first.subtitle)}</p>${blocks.join("")}`;

const host = await serve();
const browser = await chromium.launch({ executablePath: process.env.WHOWHEN_CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
const pages = { bare: "bare.html", "prerendered, no scripts": `${first.id}/`, prerendered: `${first.id}/`, "by the module alone": "" };
const times = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
for (let run = 0; run < runs + 1; run++) {
  for (const [name, path] of Object.entries(pages)) {
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    await page.route("**/bare.html", (route) => route.fulfill({ contentType: "text/html", body: bare }));
    // The page as it is, but its scripts never come: what it shows is its own.
    if (name.endsWith("no scripts")) await page.route("**/embed.js*", (route) => route.abort());
    await page.goto(host.url + path);
    const paint = await page.evaluate(async () => {
      const text = () => [...document.querySelectorAll("p")].some((p) => p.textContent.length > 100 && p.getBoundingClientRect().height > 0);
      while (!text() || !performance.getEntriesByName("first-contentful-paint").length) await new Promise(requestAnimationFrame);
      return [performance.getEntriesByName("first-contentful-paint")[0].startTime, performance.now()];
    });
    // The first round warms the browser up. Of the module alone the text is what counts, not the outline before it.
    if (run > 0) times[name].push(name === "by the module alone" ? paint[1] : paint[0]);
    await context.close();
  }
}
await browser.close();
await host.stop();
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const base = median(times.bare);
for (const [name, list] of Object.entries(times)) {
  const time = median(list);
  console.log(`${name.padEnd(26)} ${time.toFixed(0).padStart(6)} ms   ${(time / base).toFixed(2)} of the bare page`);
}
