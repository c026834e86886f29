/**
 * `cargo xtask bench --library N`: a library of N small articles. How long `whowhen page` takes for it and how much memory,
 * how long the search engine takes, and how soon the start page shows its text, beside the library of the build.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { serve } from "./server.mjs";
import { trimmedMean } from "./statistics.mjs";
import { VIEW, atRest, launch } from "./visit.mjs";

/** How often each start page is visited. */
const ROUNDS = 12;

/** A small article of six sentences: four actors, two of them in other articles too, and three events. */
function article(n) {
  const actors = ["Mali", `Town ${n % 300}`, `Envoy ${n}`, `Paper ${n}`];
  const id = (place) => `a${place}`;
  const sentences = [0, 1, 2].map((part) => `In part ${part} of report ${n} ${actors[0]} wrote to ${actors[1 + part]} about matter ${n * 7 + part}.`);
  const rest = "What followed is told elsewhere, and nobody who was there has put it down since. ".repeat(3).trim();
  const text = [...sentences, rest].join(" ");
  const at = (quote) => [{ block: "b", quote }];
  const wikidata = [{ wikidata: "Q912" }, { wikidata: `Q${1_000_000 + (n % 300)}` }];
  return {
    format: "whowhen/1",
    id: `r${n}`,
    title: `Report ${n}`,
    language: "en",
    published: `${1990 + (n % 30)}-0${1 + (n % 9)}-1${n % 9}`,
    summary: `What report ${n} says of matter ${n * 7}, in a sentence that is as long as such sentences are.`,
    blocks: [{ id: "b", kind: "paragraph", text }],
    actors: actors.map((name, place) => ({ id: id(place), kind: ["state", "place", "person", "media"][place], name, ids: wikidata[place] })),
    mentions: actors.map((name, place) => ({ actor: id(place), at: at(name) })),
    events: sentences.map((quote, part) => ({ id: `e${part}`, title: `Letter ${part}`, when: `${1990 + (n % 30)}-0${1 + part}`, participants: [{ actor: "a0", role: "agent" }], evidence: at(quote) })),
  };
}

/** Runs a program: its seconds, and the most memory that it had at a time, in MB. */
async function run(program, ...args) {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  let peak = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      peak = Math.max(peak, Number(status.match(/VmHWM:\s*(\d+)/)?.[1] ?? 0));
    } catch {
      // It has ended, or this is no Linux.
    }
  }, 20);
  const code = await new Promise((done) => child.on("close", done));
  clearInterval(look);
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return { seconds: (performance.now() - start) / 1000, megabytes: peak / 1024 };
}

const bytes = (folder) => readdirSync(folder, { recursive: true }).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

export async function library({ number, dist, writer }) {
  const site = mkdtempSync(join(tmpdir(), "whowhen-library-"));
  try {
    cpSync(resolve(dist), site, { recursive: true, filter: (path) => !/\.(br|gz|map)$/.test(path) });
    rmSync(join(site, "articles"), { recursive: true });
    cpSync(join(dist, "articles"), join(site, "articles"), { recursive: true, filter: (path) => !path.endsWith(".json") });
    const articles = Array.from({ length: number }, (_, n) => article(n));
    for (const one of articles) writeFileSync(join(site, `articles/${one.id}.json`), JSON.stringify(one));
    const list = articles.map(({ id, title }) => ({ id, title, file: `${id}.json` }));
    writeFileSync(join(site, "articles/index.json"), JSON.stringify({ articles: list }));
    const [program, ...args] = writer;
    const pages = await run(program, ...args, site, "--search", "pagefind/pagefind.js");
    const search = await run("pagefind", "--site", site, "--output-subdir", "pagefind", "--force-language", "mul", "--quiet");
    const paints = await startPages({ six: resolve(dist), many: site });
    return { number, pages, search, index: bytes(join(site, "pagefind")) / 1e6, list: statSync(join(site, "articles/index.json")).size / 1e3, paints };
  } finally {
    rmSync(site, { recursive: true });
  }
}

/** The first paints of the start pages of two folders, one after the other in each round. */
async function startPages(folders) {
  const hosts = {};
  for (const [name, folder] of Object.entries(folders)) hosts[name] = await serve(folder);
  const browser = await launch();
  const paints = Object.fromEntries(Object.keys(hosts).map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    const order = Object.entries(hosts);
    for (const [name, { url }] of round % 2 ? order : order.reverse()) {
      const context = await browser.newContext({ viewport: VIEW, serviceWorkers: "block" });
      const page = await context.newPage();
      await atRest(browser);
      await page.goto(url);
      const first = await page.evaluate(async () => {
        const entry = () => performance.getEntriesByName("first-contentful-paint")[0];
        while (!entry()) await new Promise(requestAnimationFrame);
        return entry().startTime;
      });
      if (round > 0) paints[name].push(first);
      await context.close();
    }
  }
  await browser.close();
  for (const { stop } of Object.values(hosts)) stop();
  return Object.fromEntries(Object.entries(paints).map(([name, list]) => [name, trimmedMean(list)]));
}
