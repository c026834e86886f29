/** What only the reader does: its search, its filters, the way from an event to its evidence. */
import { work } from "./visit.mjs";
import { median } from "./statistics.mjs";

const LETTERS = ["e", "Backspace", "n", "Backspace", "r", "Backspace"];
const EVENTS = 4;

export async function measureReader(visit, idle, figures) {
  // The actor that the clicks before have held is let go.
  await visit.page.keyboard.press("Escape");
  await visit.scrollTo(0);
  await evidence(visit, figures);
  await visit.scrollTo(0);
  await rest(visit, figures);
  await search(visit, idle, figures);
  await filters(visit, idle, figures);
  await strip(visit, figures);
  await timeline(visit, figures);
}

/** From a move of the pointer over the strip of time until its event is painted, and while dragging, until the span is. */
async function strip(visit, figures) {
  const drawing = visit.page.locator("[data-timeline] svg");
  if ((await drawing.count()) === 0) return;
  const { x, y, width, height } = await drawing.boundingBox();
  const [points, drags] = [[], []];
  const at = (share) => [x + share * width, y + height / 3];
  const lit = () => {
    const before = document.querySelector("[data-time-mark][data-lit]")?.dataset.timeMark;
    bench.watch("pointermove", () => (document.querySelector("[data-time-mark][data-lit]")?.dataset.timeMark ?? before) !== before);
  };
  for (const share of [0.2, 0.4, 0.6, 0.3, 0.5, 0.7]) {
    points.push((await visit.answer(lit, undefined, () => visit.mouse("mouseMoved", ...at(share)))) ?? NaN);
    await visit.settled(100);
  }
  const moved = () => {
    const cover = document.querySelectorAll("[data-timeline] .cover")[1];
    const before = cover.getAttribute("width");
    bench.watch("pointermove", () => cover.getAttribute("width") !== before);
  };
  await visit.page.mouse.move(...at(0.2));
  await visit.page.mouse.down();
  await visit.page.mouse.move(...at(0.25));
  await visit.settled(100);
  for (const share of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) {
    drags.push((await visit.answer(moved, undefined, () => visit.page.mouse.move(...at(share)))) ?? NaN);
    await visit.settled(50);
  }
  await visit.page.mouse.move(...at(0.2));
  await visit.page.mouse.up();
  await visit.settled();
  await visit.page.getByRole("button", { name: "Show all" }).first().click({ timeout: 1000 }).catch(() => {});
  [figures.stripPoint, figures.stripDrag] = [median(points), median(drags)];
}

/** From the key that opens the timeline until it is painted, when its module is loaded. */
async function timeline(visit, figures) {
  const drawing = visit.page.locator('[data-view-name="timeline"] .stage svg');
  await visit.page.keyboard.press("t");
  await drawing.waitFor();
  const times = [];
  for (let n = 0; n < 3; n++) {
    await visit.page.keyboard.press("t");
    await visit.settled(300);
    const watch = () => {
      bench.watch("keydown", () => document.querySelector('[data-view-name="timeline"] .stage svg') !== null);
    };
    times.push((await visit.answer(watch, undefined, () => visit.page.keyboard.press("t"))) ?? NaN);
    await visit.settled(300);
  }
  await visit.page.keyboard.press("t");
  await visit.settled(300);
  figures.timeline = median(times);
}

/** From a click on an event until its evidence, which was out of sight, is painted in the view; without animations. */
async function evidence(visit, figures) {
  await visit.page.emulateMedia({ reducedMotion: "reduce" });
  const times = [];
  for (let n = 0; n < 12 && times.length < EVENTS; n++) {
    // The panel follows the reading, so other events are in view each time.
    const events = await visit.ask(() => bench.subject.events());
    if (events.length === 0) break;
    const { x, y } = events[n % events.length];
    await visit.mouse("mouseMoved", x, y);
    await visit.settled(150);
    if (await visit.ask(() => bench.subject.isEvidenceInView())) continue;
    const watch = () => {
      bench.watch("click", bench.subject.isEvidenceInView);
    };
    times.push((await visit.answer(watch, undefined, () => visit.click(x, y))) ?? NaN);
    await visit.settled(300);
  }
  figures.evidence = median(times);
  await visit.page.emulateMedia({ reducedMotion: null });
  await visit.page.keyboard.press("Escape");
}

/** A key that changes nothing. */
async function rest(visit, figures) {
  const times = [];
  for (let n = 0; n < 6; n++) {
    const watch = () => {
      bench.watch("keydown", () => true);
    };
    times.push((await visit.answer(watch, undefined, () => visit.page.keyboard.press("Shift"))) ?? NaN);
  }
  figures.rest = median(times);
}

/** From an input until a part of the page says something else, and the main thread's work until it is at rest. */
async function changes(visit, idle, part, type, acts) {
  const element = await part.elementHandle();
  const [times, works] = [[], []];
  for (const act of acts) {
    const before = await visit.counts();
    const watch = ({ element, type }) => {
      const text = element.textContent;
      bench.watch(type, () => element.textContent !== text);
    };
    times.push((await visit.answer(watch, { element, type }, act)) ?? NaN);
    await visit.settled(150);
    works.push(work(before, await visit.counts(), idle));
  }
  return [median(times), median(works)];
}

/** A letter more or less, when all of the text is prepared for the search. */
async function search(visit, idle, figures) {
  await visit.page.keyboard.press("/");
  await visit.page.getByRole("searchbox").waitFor();
  await visit.page.keyboard.type("th");
  const group = visit.page.getByRole("group", { name: "Search" });
  const heading = group.getByRole("heading", { name: "In the text" });
  await heading.waitFor();
  await visit.settled(600);
  const acts = LETTERS.map((key) => () => visit.page.keyboard.press(key));
  [figures.letter, figures.letterWork] = await changes(visit, idle, group, "input", acts);
  await visit.page.keyboard.press("Escape");
  await visit.page.keyboard.press("Escape");
  await visit.settled();
}

/** A kind of actor out and in again, and the span of time moved. */
async function filters(visit, idle, figures) {
  await visit.page.getByRole("button", { name: "Filters" }).click();
  const group = visit.page.getByRole("group", { name: "Filters" });
  const kind = group.getByRole("button", { name: /^States/ });
  const { x, y, width, height } = await kind.boundingBox();
  const press = () => visit.click(x + width / 2, y + height / 2);
  [figures.filter, figures.filterWork] = await changes(visit, idle, group, "click", [press, press, press, press]);
  const slider = group.getByRole("slider").first();
  await slider.focus();
  const acts = ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"].map((key) => () => visit.page.keyboard.press(key));
  [figures.period, figures.periodWork] = await changes(visit, idle, group, "input", acts);
  await visit.page.keyboard.press("Escape");
}
