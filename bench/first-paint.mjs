/**
 * How soon the first article of the library shows its text: the bare page of its words, its own page, and `?article=ID`, which
 * needs the module for it. And how soon the start page does.
 *
 * One browser, which a first round warms up, and a fresh context for each visit. The browser tells paints in steps of 4 ms,
 * so means are taken, without the highest and the lowest fifth.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { trimmedMean } from "./statistics.mjs";
import { VIEW, atRest, launch } from "./visit.mjs";

/** For each page, the first paint of text and the largest paint, in milliseconds. */
export async function firstPaints(site, url, build, hasOwnPages, rounds) {
  const [{ id }] = JSON.parse(readFileSync(join(site, build, "articles/index.json"), "utf8")).articles;
  const pages = { bare: `${build}/bare.html`, ...(hasOwnPages && { own: `${build}/${id}/`, start: `${build}/` }), front: `${build}/?article=${id}` };
  const paints = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  const browser = await launch();
  for (let round = 0; round <= rounds; round++) {
    const order = Object.entries(pages);
    for (const [name, path] of round % 2 ? order : order.reverse()) {
      const context = await browser.newContext({ viewport: VIEW, serviceWorkers: "block" });
      const page = await context.newPage();
      await atRest(browser);
      await page.goto(url + path);
      const paint = await page.evaluate(look);
      // What is painted first where the module makes the text is an outline.
      if (round > 0) paints[name].push({ text: name === "front" ? paint.text : paint.first, largest: paint.largest });
      await context.close();
    }
  }
  await browser.close();
  const means = (which) => Object.fromEntries(Object.entries(paints).map(([name, list]) => [name, trimmedMean(list.map((paint) => paint[which]))]));
  return { text: means("text"), largest: means("largest") };
}

async function look() {
  const hasText = () => [...document.querySelectorAll("p")].some((p) => p.textContent.length > 100 && p.getBoundingClientRect().height > 0);
  const first = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  while (!hasText() || !first()) await new Promise(requestAnimationFrame);
  const text = performance.now();
  let largest;
  new PerformanceObserver((list) => (largest = list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
  // The largest paint may come later, and there is no word that says it was the last one.
  await new Promise((resolve) => setTimeout(resolve, 600));
  return { first: first(), text, largest };
}
