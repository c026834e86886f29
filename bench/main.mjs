/**
 * `cargo xtask bench`: the reader beside plain pages and other tools, or two builds of the reader beside each other.
 *
 * Each measurement has a fresh browser. All subjects are measured once before any is measured again, so that what else
 * happens on the machine falls on all of them, and ratios are taken inside a round.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { firstPaints } from "./first-paint.mjs";
import { library } from "./library.mjs";
import { measure } from "./measure.mjs";
import { opening } from "./opening.mjs";
import { comparison, conditions, figures, intoDocument, line } from "./report.mjs";
import { serve } from "./server.mjs";
import { makeSite } from "./site.mjs";
import { median } from "./statistics.mjs";
import { FLOORS, OTHERS, reader } from "./subjects.mjs";

const HELP = `\
cargo xtask bench [OPTIONS]

    --sizes 100,2000         mentions of the generated articles (100,2000,20000,100000; with --against 2000,20000)
    --peers NAME,NAME        which of the others to measure (all), or none
    --rounds N               rounds (3, fewer for others and at 100000; with --against 5)
    --dist FOLDER            the build of the reader (dist)
    --writer COMMAND         what writes the articles' own pages into the folder of that build, which is added to the command
    --against FOLDER         an earlier build: only the two builds are measured, and compared
    --against-writer COMMAND the same for the earlier build; without it no own pages are measured
    --library N              only this: a library of N small articles, its pages and its start page
    --opening N              only this: a brat pair of N MB is opened in the page
    --out FILE               where the figures go (docs/performance.md; only to the screen with any other option)

The others: ${Object.keys(OTHERS).join(", ")}
`;

const root = fileURLToPath(new URL("..", import.meta.url));

/** One slower than this, in milliseconds, is not tried with a larger article. */
const TOO_SLOW = 10_000;

const { values: options } = parseArgs({
  options: {
    ...Object.fromEntries(["sizes", "peers", "rounds", "dist", "writer", "against", "against-writer", "library", "opening", "out"].map((name) => [name, { type: "string" }])),
    help: { type: "boolean", short: "h" },
  },
});
if (options.help) console.log(HELP);
else if (options.library) await ofLibrary();
else if (options.opening) await ofOpening();
else await (options.against ? compare() : full());

function numbers(text) {
  return text.split(",").map((part) => {
    const number = Number(part);
    if (!Number.isInteger(number) || number < 1) throw new Error(`“${part}” is no number of mentions or rounds`);
    return number;
  });
}

/** A large library: figures to the screen. */
async function ofLibrary() {
  const [number] = numbers(options.library);
  const dist = buildAt(options.dist ?? join(root, "dist"));
  const [, program] = (options.writer ?? "").match(/^"(.*)" page$/) ?? [];
  const { pages, search, index, list, paints } = await library({ number, dist, writer: [program ?? "whowhen", "page"] });
  const took = ({ seconds, megabytes }) => `${seconds.toFixed(1)} s, at most ${megabytes.toFixed(0)} MB`;
  console.log(`a library of ${number} articles`);
  console.log(`  whowhen page: ${took(pages)}`);
  console.log(`  pagefind: ${took(search)}; the index has ${index.toFixed(1)} MB`);
  console.log(`  the first page of the list: ${list.toFixed(1)} kB`);
  console.log(`  first paint of the start page: ${paints.many.toFixed(0)} ms, of the build's own ${paints.six.toFixed(0)} ms, ratio ${(paints.many / paints.six).toFixed(2)}`);
}

/** A large file of another format: figures to the screen. */
async function ofOpening() {
  const [megabytes] = numbers(options.opening);
  const [rounds] = numbers(options.rounds ?? "5");
  const { text, annotations, marks, events, results } = await opening({ megabytes, dist: buildAt(options.dist ?? join(root, "dist")), rounds });
  const size = (part) => (part.length / 1e6).toFixed(1);
  console.log(`a brat pair: ${size(text)} MB of text and ${size(annotations)} MB of annotations, ${marks} marks and ${events} events`);
  for (const { shown, tasks } of results) {
    const long = tasks.map((milliseconds) => milliseconds.toFixed(0)).sort((a, b) => b - a);
    console.log(`  shown after ${(shown / 1000).toFixed(1)} s; tasks over 50 ms: ${long.join(", ") || "none"}`);
  }
}

function buildAt(path) {
  const folder = resolve(path);
  if (!existsSync(join(folder, "index.html"))) throw new Error(`there is no build in ${folder}: run \`cargo xtask build\` first`);
  return folder;
}

async function full() {
  const sizes = numbers(options.sizes ?? "100,2000,20000,100000").sort((a, b) => a - b);
  const wanted = options.peers === undefined ? Object.keys(OTHERS) : options.peers.split(",").filter((name) => name !== "none");
  const unknown = wanted.find((name) => !OTHERS[name]);
  if (unknown) throw new Error(`there is no “${unknown}” to measure, only ${Object.keys(OTHERS).join(", ")}`);
  const builds = [{ name: "reader", folder: buildAt(options.dist ?? join(root, "dist")), writer: options.writer }];
  const subjects = {
    ...reader("reader", "**Whowhen**", Boolean(options.writer)),
    ...FLOORS,
    ...Object.fromEntries(wanted.map((name) => [name, OTHERS[name]])),
  };
  // The others are there for their order of magnitude.
  const roundsOf = ({ group }, size) => {
    if (options.rounds) return numbers(options.rounds)[0];
    if (group === "peer") return size === 2000 ? 2 : 1;
    return group === "probe" || size > 20_000 ? 2 : 3;
  };
  const { results, bytes, paints, state } = await run(sizes, subjects, builds, roundsOf, options.rounds ? numbers(options.rounds)[0] * 5 : 15);
  const text = figures({ sizes, subjects, results, bytes, paints, state });
  console.log(text);
  const isWhole = ["sizes", "peers", "rounds", "dist"].every((name) => options[name] === undefined);
  const out = options.out ? resolve(options.out) : isWhole ? join(root, "docs/performance.md") : undefined;
  if (out) intoDocument(out, text);
}

async function compare() {
  const sizes = numbers(options.sizes ?? "2000,20000").sort((a, b) => a - b);
  const rounds = numbers(options.rounds ?? "5")[0];
  const builds = [
    { name: "before", folder: buildAt(options.against), writer: options["against-writer"] },
    { name: "now", folder: buildAt(options.dist ?? join(root, "dist")), writer: options.writer },
  ];
  const hasOwnPages = builds.every(({ writer }) => writer);
  const subjects = Object.assign({}, ...builds.map(({ name }) => reader(name, name, hasOwnPages)));
  const { results, bytes, state } = await run(sizes, subjects, builds, () => rounds);
  const text = comparison({ sizes, results, bytes, state, hasOwnPages });
  console.log(text);
  if (options.out) intoDocument(resolve(options.out), text);
}

/** Measures all subjects at all sizes. What there is so far is always in `target/bench/results.json`. */
async function run(sizes, subjects, builds, roundsOf, paintRounds = 0) {
  const folder = join(root, "target/bench");
  mkdirSync(folder, { recursive: true });
  const site = join(folder, "site");
  console.log("Making the articles and the pages");
  const { bytes, missing } = await makeSite(site, sizes, subjects, builds);
  const host = await serve(site);
  const start = Date.now();
  const state = await conditions();
  const results = {};
  const paints = paintRounds > 0 ? await firstPaints(site, host.url, builds[0].name, Boolean(builds[0].writer), paintRounds) : undefined;
  const left = new Map(missing);
  for (const size of sizes) {
    const rounds = Math.max(...Object.values(subjects).map((subject) => roundsOf(subject, size)));
    for (let round = 0; round < rounds; round++) {
      // There and back, so that none always comes after the same other.
      const order = Object.entries(subjects);
      for (const [id, subject] of round % 2 ? order.reverse() : order) {
        if (round >= roundsOf(subject, size)) continue;
        const list = ((results[size] ??= {})[id] ??= []);
        if (left.has(id)) {
          list[round] = { failed: left.get(id) };
          continue;
        }
        const url = subject.path ? host.url + subject.path(size) : `${host.url}${id}.${size}.html?size=${size}${subject.query ? `&${subject.query}` : ""}`;
        const begin = Date.now();
        list[round] = await measure(url, subject);
        list[round].took = (Date.now() - begin) / 1000;
        writeFileSync(join(folder, "results.json"), JSON.stringify({ state, bytes, paints, results }, null, 1));
        console.log(line(size, round, id, list[round]));
        if (list[round].failed && !subject.build) left.set(id, `${list[round].failed}, at ${size.toLocaleString("en")} mentions`);
      }
    }
    for (const [id, list] of Object.entries(results[size])) {
      if (!subjects[id].build && median(list.map(({ visible }) => visible)) > TOO_SLOW) left.set(id, `over ${TOO_SLOW / 1000} s at ${size.toLocaleString("en")} mentions`);
    }
  }
  host.stop();
  state.minutes = (Date.now() - start) / 60_000;
  return { results, bytes, paints, state };
}
