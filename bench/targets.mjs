/** What the reader should reach. `docs/performance.md` shows it beside what was measured. */
import { least, median, ratios } from "./statistics.mjs";

/** Milliseconds of a frame, and what a measure of two frames may be. */
const FRAME = 17;

/** Each target with what was measured: `{ words, size, value, target }`. */
export function targets({ sizes, results, bytes }) {
  const list = [{ words: "downloaded before an article can be used, brotli kB", value: bytes.reader / 1000, target: 373 }];
  for (const size of sizes) {
    const of = results[size];
    const middle = (id, name) => median((of[id] ?? []).map((figures) => figures[name]));
    /** By the size: up to 2,000 mentions, up to 20,000, more. */
    const by = (small, large, huge) => (size <= 2000 ? small : size <= 20_000 ? large : huge);
    const ratio = (id, base, name) => median(ratios(of[id] ?? [], of[base], name));
    const add = (words, value, target, digits) => list.push({ words, size, value, target, digits });

    add("first screen marked, × static page", ratio("reader", "static", "visible"), by(1.5, 0.4, 0.2), 2);
    if (of["reader-page"]) add("the same, the article's own page", ratio("reader-page", "static", "visible"), by(1, 0.3, 0.2), 2);
    // The fastest of Recogito's is the one that the reader is least far ahead of.
    const recogito = Object.keys(of).filter((id) => /^recogito\d/.test(id));
    const fastest = least(recogito.map((id) => middle(id, "visible")));
    if (fastest) add("first screen marked, × Recogito's fastest", middle("reader", "visible") / fastest, by(0.5, 0.025, 0.01), 3);
    add("blocked before the first screen, ms", middle("reader", "blocked"), by(0, 50, 150));
    add("hover to paint beyond the static page's, ms", middle("reader", "hover") - middle("static", "hover"), FRAME);
    add("main-thread work a hover, ms", middle("reader", "hoverWork"), 8, 1);
    add("longest click, ms", middle("reader", "click"), by(24, 24, 32));
    add("event click to evidence painted, ms", middle("reader", "evidence"), 2 * FRAME);
    add("slow frames of the wheel beyond the static page's", middle("reader", "slowFrames") - middle("static", "slowFrames"), 0);
    add("resize, × static with groups", ratio("reader", "static-groups", "resize"), 2, 2);
    add("nodes", middle("reader", "nodes"), by(6000, 12_000, 40_000));
    add("heap with the module's memory, MB", middle("reader", "heap"), by(20, 60, 250));
    const answer = (name) => (size <= 2000 ? middle("reader", name) - middle("reader", "rest") : middle("reader", name));
    const beyond = size <= 2000 ? " beyond a key that changes nothing" : "";
    add(`a letter in the search${beyond}, ms`, answer("letter"), by(FRAME, 50, 100));
    add(`a kind filtered${beyond}, ms`, answer("filter"), by(FRAME, 50, 100));
    add("pointing at the strip of time, to paint, ms", middle("reader", "stripPoint"), by(2 * FRAME, 2 * FRAME, 50));
    add("a drag over the strip of time, to paint, ms", middle("reader", "stripDrag"), 2 * FRAME);
    add("timeline opened, ms", middle("reader", "timeline"), by(150, 150, 400));
  }
  return list;
}
