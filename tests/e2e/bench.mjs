/**
 * How long the page takes to answer, at 20,000 mentions and 100,000 words: node bench.mjs [ROUNDS]. WHOWHEN_CHROMIUM names
 * the browser. A benchmark and no test: what counts are the ratios to a page at rest, in one run.
 *
 * Each figure is from the input to the second frame after it, less the same for an input that changes nothing.
 */
import { chromium } from "@playwright/test";

import { serve } from "./server.mjs";

const rounds = Number(process.argv[2] ?? 15);
const { url, stop } = await serve();
const browser = await chromium.launch({ executablePath: process.env.WHOWHEN_CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
await page.goto(`${url}?src=made/large-20000.json`);
await page.locator("[data-state=ready]").waitFor();
await page.waitForFunction(() => document.querySelectorAll("[data-block]").length > 2000 && document.querySelectorAll("[data-event]").length >= 2000, null, { timeout: 60_000 });

/** The time of the work itself, from the input until all that followed from it in its task is done, and until it is drawn. */
const measure = (name, input) =>
  page.evaluate(
    async ([name, input, rounds]) => {
      const frame = () => new Promise(requestAnimationFrame);
      const drawn = async () => {
        await frame();
        const channel = new MessageChannel();
        const done = new Promise((resolve) => (channel.port1.onmessage = resolve));
        channel.port2.postMessage(0);
        await done;
      };
      const act = new Function("round", input);
      const times = [];
      for (let round = 0; round < rounds; round++) {
        await frame();
        await frame();
        const start = performance.now();
        act(round);
        await drawn();
        times.push(performance.now() - start);
      }
      times.sort((one, other) => one - other);
      return [name, times[times.length >> 1], times.at(-1)];
    },
    [name, input, rounds],
  );

const point = `
  const marks = [...document.querySelectorAll("mark")].filter((mark) => { const { top } = mark.getBoundingClientRect(); return top > 100 && top < 800; });
  marks[round * 3 % marks.length].dispatchEvent(new PointerEvent("pointermove", { bubbles: true, composed: true, pointerType: "mouse" }));`;
const rows = [
  await measure("at rest: a pointer over nothing", `document.querySelector("h1").dispatchEvent(new PointerEvent("pointermove", { bubbles: true, composed: true, pointerType: "mouse" }))`),
  await measure("pointer over a mark, its actor lit", point),
];
await page.keyboard.press("f");
rows.push(await measure("a kind of actor in or out of the filter", `document.querySelectorAll(".drawer .choice-of")[1].click()`));
rows.push(await measure("the span of time moved", `const input = document.querySelector(".drawer input[type=range]"); input.value = String(round % 20); input.dispatchEvent(new Event("input", { bubbles: true }))`));
await page.keyboard.press("Escape");
await page.keyboard.press("/");
await page.keyboard.type("r");
await page.waitForFunction(() => document.querySelector(".results h3"));
rows.push(await measure("a letter more or less in the search", `const input = document.querySelector(".drawer input"); input.value = ["river", "rive", "ri", "day before", "actor 3"][round % 5]; input.dispatchEvent(new InputEvent("input", { bubbles: true }))`));
console.log(`${"median".padStart(9)} ${"longest".padStart(9)}  ms, ${rounds} rounds`);
for (const [name, median, longest] of rows) console.log(`${median.toFixed(1).padStart(9)} ${longest.toFixed(1).padStart(9)}  ${name}`);
await browser.close();
await stop();
