/**
 * How soon an article's own page shows its text, against the same text as a bare static page: `node paint.mjs [RUNS]`.
 *
 * Interleaved, a fresh browser context each time, from a host on this machine. A ratio of one run counts, not the
 * milliseconds: means without the highest and the lowest fifth, since the browser tells paints in steps of 4 ms. The bare
 * page has the article's title, subtitle and blocks, in the browser's own style.
 */
import { chromium } from "@playwright/test";
import { first } from "./reader.mjs";
import { serve } from "./server.mjs";

const runs = Number(process.argv[2] ?? 15);
const host = await serve();
const browser = await chromium.launch({ executablePath: process.env.WHOWHEN_CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
const pages = { bare: "made/bare.html", prerendered: `${first.id}/`, "by the module alone": "" };
const times = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
for (let run = 0; run < runs + 1; run++) {
  // There and back, so that none always comes after the same other.
  const order = Object.entries(pages);
  for (const [name, path] of run % 2 ? order : order.toReversed()) {
    const context = await browser.newContext({ serviceWorkers: "block" });
    const page = await context.newPage();
    await page.goto(host.url + path);
    const paint = await page.evaluate(async () => {
      const text = () => [...document.querySelectorAll("p")].some((p) => p.textContent.length > 100 && p.getBoundingClientRect().height > 0);
      while (!text() || !performance.getEntriesByName("first-contentful-paint").length) await new Promise(requestAnimationFrame);
      const first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
      const now = performance.now();
      let largest;
      new PerformanceObserver((list) => (largest = list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
      await new Promise((done) => setTimeout(done, 600));
      return [first, now, largest];
    });
    // The first round warms the browser up. Of the module alone the text is what counts, not the outline before it.
    if (run > 0) times[name].push([name === "by the module alone" ? paint[1] : paint[0], paint[2]]);
    await context.close();
  }
}
await browser.close();
await host.stop();
function mean(list) {
  const fifth = Math.floor(list.length / 5);
  const inner = list.toSorted((a, b) => a - b).slice(fifth, list.length - fifth);
  return inner.reduce((sum, time) => sum + time, 0) / inner.length;
}
for (const [which, nth] of [["first paint of text", 0], ["largest paint", 1]]) {
  console.log(which);
  const base = mean(times.bare.map((paints) => paints[nth]));
  for (const [name, list] of Object.entries(times)) {
    const time = mean(list.map((paints) => paints[nth]));
    console.log(`  ${name.padEnd(20)} ${time.toFixed(0).padStart(6)} ms   ${(time / base).toFixed(2)} of the bare page`);
  }
}
