/**
 * `cargo xtask bench --opening N`: a brat pair of N MB is opened in the page. How soon the article is shown, and which tasks of
 * the main thread take more than 50 ms until the whole article and both lists are there.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { randomNumbers } from "./articles.mjs";
import { serve } from "./server.mjs";
import { VIEW, atRest, launch } from "./visit.mjs";

/** The numbers begin with this, so that the pair is the same in every run. */
const SEED = 7;

const WORDS = "the council met in spring and an army crossed a river after long winter while envoys of one city argued about grain tax ships border treaty with people who had come from north".split(" ");
const FIRST = "Anna Boris Carla Denis Elena Fritz Greta Hugo Irma Jonas Karin Lars Mona Nils Olga".split(" ");
const LAST = "Abel Berg Cole Dahl Eden Falk Gold Holm Ivers Jung".split(" ");
const VERBS = ["attacked", "met", "signed", "left", "besieged"];

/** A text with names in each sentence and events in most, and its annotations: in all about so many bytes. */
function pair(bytes) {
  const random = randomNumbers(SEED);
  const next = (limit) => Math.floor(random() * limit);
  const any = (list) => list[next(list.length)];
  const [text, lines] = [[], []];
  let [at, written, marks, events] = [0, 0, 0, 0];
  const add = (words) => {
    text.push(words);
    at += words.length;
  };
  const line = (words) => {
    lines.push(words);
    written += words.length + 1;
  };
  const mark = (kind, words) => {
    line(`T${++marks}\t${kind} ${at} ${at + words.length}\t${words}`);
    add(words);
    return marks;
  };
  while (at + written < bytes) {
    for (let sentences = 3 + next(5); sentences > 0; sentences--) {
      const person = () => mark("Person", `${any(FIRST)} ${any(LAST)}`);
      const one = person();
      add(" ");
      const isEvent = next(100) < 62;
      const verb = isEvent ? mark("Attack", any(VERBS)) : add(any(VERBS));
      add(" ");
      const other = person();
      add(` ${Array.from({ length: 15 + next(45) }, () => any(WORDS)).join(" ")}. `);
      if (isEvent) line(`E${++events}\tAttack:T${verb} Attacker:T${one} Target:T${other}`);
    }
    add("\n");
  }
  return { text: text.join(""), annotations: `${lines.join("\n")}\n`, marks, events };
}

export async function opening({ megabytes, dist, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "whowhen-opening-"));
  const { url, stop } = await serve(dist);
  try {
    const made = pair(megabytes * 1e6);
    const names = ["pair.ann", "pair.txt"].map((name) => join(folder, name));
    writeFileSync(names[0], made.annotations);
    writeFileSync(names[1], made.text);
    const results = [];
    for (let round = 0; round < rounds; round++) results.push(await open(url, names));
    return { ...made, results };
  } finally {
    stop();
    rmSync(folder, { recursive: true });
  }
}

/** Opens files in a fresh browser: the milliseconds until the article is shown, and the durations of the long tasks. */
async function open(url, names) {
  const browser = await launch();
  try {
    const page = await (await browser.newContext({ viewport: VIEW, serviceWorkers: "block" })).newPage();
    await page.goto(url);
    const chooser = page.locator("input[type=file]:not([webkitdirectory])").first();
    await chooser.waitFor({ state: "attached" });
    await atRest(browser);
    await page.evaluate(() => {
      window.tasks = [];
      new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
      document.addEventListener("change", () => (window.began = performance.now()), { capture: true, once: true });
    });
    await chooser.setInputFiles(names);
    await page.locator("[data-article] .group").first().waitFor({ timeout: 120_000 });
    const shown = await page.evaluate(() => performance.now() - window.began);
    await atRest(browser);
    return { shown, tasks: await page.evaluate(() => window.tasks) };
  } finally {
    await browser.close();
  }
}
