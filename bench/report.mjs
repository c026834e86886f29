/** From measurements to words: tables in Markdown, medians, and ratios taken inside a round. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

import { packageVersion } from "./site.mjs";
import { least, median, most, ratios } from "./statistics.mjs";
import { targets } from "./targets.mjs";
import { launch } from "./visit.mjs";

/** The figures of a page, in the order of the tables: name, words, digits after the point. */
const MEASURES = [
  ["firstPaint", "first paint, ms", 0],
  ["visible", "first screen marked, ms", 0],
  ["blocked", "blocked before it, ms", 0],
  ["blockedInAll", "blocked in all, ms", 0],
  ["heap", "heap, MB", 1],
  ["nodes", "nodes", 0],
  ["hover", "hover to paint, ms", 0],
  ["hoverWork", "work a hover, ms", 1],
  ["click", "longest click, ms", 0],
  ["slowFrames", "slow frames, wheel", 0],
  ["resize", "resize, ms", 0],
  ["idle", "idle, %", 1],
];

const READER_MEASURES = [
  ["toReady", "last byte to ready, ms", 0],
  ["toFirstMark", "to first mark, ms", 0],
  ["toPainted", "to painted, ms", 0],
  ["evidence", "event click to evidence, ms", 0],
  ["rest", "key that changes nothing, ms", 0],
  ["letter", "letter in the search, ms", 0],
  ["letterWork", "its work, ms", 0],
  ["filter", "kind filtered, ms", 0],
  ["filterWork", "its work, ms", 0],
  ["period", "span of time moved, ms", 0],
  ["periodWork", "its work, ms", 0],
  ["stripPoint", "pointing at the strip of time, ms", 0],
  ["stripDrag", "drag over it, ms", 0],
  ["timeline", "timeline opened, ms", 0],
];

const number = (value, digits = 0) =>
  Number.isFinite(value) ? value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }) : "–";

const middle = (list, name) => median((list ?? []).map((figures) => figures[name]));

const table = (head, rows) => [head, head.map((_, n) => (n === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** What the figures depend on besides the code. */
export async function conditions() {
  const browser = await launch();
  const version = browser.version();
  await browser.close();
  const processors = cpus();
  return { date: new Date().toISOString().slice(0, 10), browser: version, cores: processors.length, processor: processors[0]?.model.trim() };
}

const run = ({ date, browser, cores, processor, minutes }) =>
  `${date}, Chromium ${browser} (headless), ${cores} cores${processor ? ` (${processor})` : ""}, Node.js ${process.versions.node}; ${number(minutes)} minutes.`;

/** One measurement, for the screen. */
export function line(size, round, id, figures) {
  const words = MEASURES.map(([name, , digits]) => `${name} ${number(figures[name], digits)}`);
  const what = figures.failed ?? words.join("  ");
  return `${String(size).padStart(6)} #${round + 1} ${id.padEnd(22)} ${what}${(figures.errors ?? []).map((error) => `  ! ${error}`).join("")}  (${number(figures.took)} s)`;
}

/** The figures of a run of all. */
export function figures({ sizes, subjects, results, bytes, paints, state }) {
  const parts = [`Run of ${run(state)}`, versions(subjects), "### Targets", targetTable({ sizes, results, bytes })];
  if (paints) parts.push("### First paint of the library's first article", paintTable(paints));
  parts.push("### The reader alone", readerTable(sizes, subjects, results));
  for (const size of sizes) parts.push(`### ${number(size)} mentions`, sizeTable(results[size], subjects, bytes));
  return parts.join("\n\n");
}

function versions(subjects) {
  const names = new Set(Object.values(subjects).flatMap(({ packages = [] }) => packages));
  const words = [...names].map((name) => `${name.replace(/^recogito\d$/, "@recogito/text-annotator")} ${packageVersion(name)}`);
  return words.length > 0 ? `Packages: ${words.join(", ")}.` : "No other tools were measured.";
}

function sizeTable(results, subjects, bytes) {
  const head = ["", "brotli kB", "rounds", "× static", ...MEASURES.map(([, words]) => words)];
  const rows = Object.entries(results).map(([id, list]) => {
    const { name } = subjects[id];
    const shipped = bytes[id] ? number(bytes[id] / 1000) : "–";
    const good = list.filter(({ failed }) => !failed);
    if (good.length === 0) return [name, shipped, `– (${list[0].failed})`, ...Array(MEASURES.length + 1).fill("")];
    const ratio = median(ratios(list, results.static, "visible"));
    const cells = MEASURES.map(([measure, , digits]) => {
      const value = number(middle(good, measure), digits);
      return measure === "slowFrames" ? `${value} of ${number(middle(good, "frames"))}` : value;
    });
    return [name, shipped, good.length, number(ratio, 2), ...cells];
  });
  const heard = Object.entries(results).flatMap(([id, list]) => {
    const errors = [...new Set(list.flatMap(({ errors = [] }) => errors))];
    return errors.length > 0 ? [`${subjects[id].name}: ${errors.join("; ")}.`] : [];
  });
  return [table(head, rows), ...heard].join("\n\n");
}

function readerTable(sizes, subjects, results) {
  const ids = Object.keys(subjects).filter((id) => subjects[id].build);
  const head = ["", "mentions", "last byte at, ms", ...READER_MEASURES.map(([, words]) => words)];
  const rows = ids.flatMap((id) =>
    sizes.map((size) => [
      subjects[id].name,
      number(size),
      number(middle(results[size][id], "lastByte")),
      ...READER_MEASURES.map(([name, , digits]) => number(middle(results[size][id], name), digits)),
    ]),
  );
  return table(head, rows);
}

function targetTable(run) {
  const rows = targets(run).map(({ words, size, value, target, digits = 0 }) => [
    words,
    size ? number(size) : "",
    number(value, digits),
    number(target, digits),
    Number.isFinite(value) ? (value <= target ? "yes" : "**no**") : "–",
  ]);
  return table(["", "mentions", "measured", "at most", "met"], rows);
}

function paintTable({ text, largest }) {
  const names = { bare: "bare page of the same words", own: "its own page", start: "the start page", front: "`?article=ID`, by the module" };
  const rows = Object.keys(text).map((id) => [
    names[id],
    number(text[id]),
    number(text[id] / text.bare, 2),
    number(largest[id]),
    number(largest[id] / largest.bare, 2),
  ]);
  return table(["", "text, ms", "× bare", "largest paint, ms", "× bare"], rows);
}

/** Two builds: medians, and the ratio of now to before in each round. */
export function comparison({ sizes, results, bytes, state, hasOwnPages }) {
  const pages = ["", ...(hasOwnPages ? ["-page"] : [])];
  const parts = [`Two builds of the reader. Run of ${run(state)}`, `brotli kB: ${number(bytes.before / 1000, 1)} before, ${number(bytes.now / 1000, 1)} now.`];
  for (const size of sizes) {
    for (const page of pages) {
      const [before, now] = [`before${page}`, `now${page}`].map((id) => results[size][id]);
      const rows = [...MEASURES, ...READER_MEASURES.slice(0, page ? 3 : undefined)].map(([name, words, digits]) => {
        const values = ratios(now, before, name);
        const ratio = values.length > 0 ? `${number(median(values), 2)} (${number(least(values), 2)} to ${number(most(values), 2)})` : "–";
        return [words, number(middle(before, name), digits), number(middle(now, name), digits), ratio, verdict(before, now, name)];
      });
      parts.push(`### ${number(size)} mentions${page ? ", the article's own page" : ""}`, table(["", "before", "now", "ratio (least to most)", ""], rows));
      const failed = [...before, ...now].flatMap(({ failed, errors = [] }) => [failed, ...errors]).filter(Boolean);
      if (failed.length > 0) parts.push(`Heard: ${[...new Set(failed)].join("; ")}.`);
    }
  }
  return parts.join("\n\n");
}

/** Beyond noise is what every round says, and the middle of them by more than 3%; of what was 0 before, what every round says. */
function verdict(before, now, name) {
  const pairs = now.map((figures, round) => [before?.[round]?.[name], figures[name]]).filter((pair) => pair.every(Number.isFinite));
  if (pairs.length < 3) return "";
  const [was, is] = [median(pairs.map(([was]) => was)), median(pairs.map(([, is]) => is))];
  if (pairs.every(([was, is]) => is > was) && is > was * 1.03) return "**more**";
  if (pairs.every(([was, is]) => is < was) && is < was * 0.97) return "less";
  return "the same";
}

const BEGIN = "<!-- figures: written by `cargo xtask bench` -->";
const END = "<!-- end of the figures -->";

/** Puts the figures into a document between its two marks, or makes a document of them. */
export function intoDocument(path, text) {
  const old = existsSync(path) ? readFileSync(path, "utf8") : "";
  const [begin, end] = [old.indexOf(BEGIN), old.indexOf(END)];
  if (old && !(begin >= 0 && end > begin)) throw new Error(`${path} has no place for the figures, between “${BEGIN}” and “${END}”: they are in target/bench/results.json`);
  const whole = old ? `${old.slice(0, begin)}${BEGIN}\n\n${text}\n\n${old.slice(end)}` : `${text}\n`;
  writeFileSync(path, whole);
  console.log(`Written to ${path}`);
}
