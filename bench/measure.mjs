/** All measures of one page, in one visit. `docs/performance.md` says what each is. */
import { measureReader } from "./measure-reader.mjs";
import { median, most } from "./statistics.mjs";
import { NoAnswer, VIEW, Visit, pause, within, work } from "./visit.mjs";

/** Beyond it a page counts as one that shows nothing. */
export const LIMIT = 30_000;

const HOVERS = 14;
const CLICKS = 3;
const WHEELING = 2500;
const MEGABYTE = 1e6;

/** The figures of a page, or `{ failed }`. */
export async function measure(url, subject) {
  const visit = await Visit.begin(subject.adapter);
  try {
    const figures = await load(visit, url);
    if (figures.failed) return figures;
    const idle = await idleShare(visit);
    figures.idle = idle * 100;
    const parts = {
      hover: () => hoverAndClick(visit, subject, idle, figures),
      wheel: () => wheel(visit, figures),
      resize: () => resize(visit, figures),
      ...(subject.isWhole && { reader: () => measureReader(visit, idle, figures) }),
    };
    const errors = await each(parts);
    const heard = await visit.ask(() => bench.errors.slice(0, 3)).catch(() => []);
    const all = [...new Set([...errors, ...visit.errors, ...heard])];
    return all.length > 0 ? { ...figures, errors: all } : figures;
  } catch (error) {
    return { failed: error.message.split("\n")[0] };
  } finally {
    await visit.end();
  }
}

/** One part that fails takes no other with it, unless the page no longer answers. */
async function each(parts) {
  const errors = [];
  for (const [name, part] of Object.entries(parts)) {
    try {
      await part();
    } catch (error) {
      errors.push(`${name}: ${error.message.split("\n")[0]}`);
      if (error instanceof NoAnswer) break;
    }
  }
  return errors;
}

/** From the navigation until the page is at rest. */
async function load(visit, url) {
  await within(30_000, "the host", visit.page.goto(url, { waitUntil: "commit" }));
  const visible = await within(LIMIT + 30_000, "the page", visit.page.evaluate((limit) => bench.visible(limit), LIMIT)).catch(() => null);
  if (visible === null) return { failed: `not visible after ${LIMIT / 1000} s`, errors: visit.errors };
  if (!(await visit.ask((limit) => bench.complete(limit), LIMIT))) return { failed: "never complete", errors: visit.errors };
  await visit.settled(500);
  const page = await visit.ask(() => ({
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    longTasks: bench.longTasks,
    memory: bench.memory?.buffer.byteLength ?? 0,
    phases: bench.subject.phases?.(),
  }));
  const past = (tasks) => tasks.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0);
  await within(60_000, "collecting garbage", visit.session.send("HeapProfiler.collectGarbage"));
  const { JSHeapUsedSize, Nodes } = await visit.counts();
  const figures = {
    firstPaint: page.firstPaint,
    visible,
    blocked: past(page.longTasks.filter(({ start }) => start < visible)),
    blockedInAll: past(page.longTasks),
    heap: (JSHeapUsedSize + page.memory) / MEGABYTE,
    nodes: Nodes,
  };
  const { lastByte, ready, firstMark } = page.phases ?? {};
  if (lastByte !== undefined && ready !== undefined) {
    Object.assign(figures, { lastByte, toReady: ready - lastByte, toFirstMark: firstMark - lastByte, toPainted: Math.max(visible, firstMark) - lastByte });
  }
  return figures;
}

/** The share of the main thread that empty frames take; it is taken off what inputs cost. */
async function idleShare(visit) {
  const before = await visit.counts();
  await visit.settled();
  const after = await visit.counts();
  return (after.TaskDuration - before.TaskDuration) / (after.Timestamp - before.Timestamp);
}

async function hoverAndClick(visit, subject, idle, figures) {
  await visit.scrollTo(0.5);
  await hover(visit, idle, figures);
  if (!subject.isNotClicked) await click(visit, figures);
}

/** The pointer over mentions in the middle of the text, one after the other. */
async function hover(visit, idle, figures) {
  const all = await visit.ask(() => bench.subject.targets());
  const step = Math.max(1, Math.floor(all.length / HOVERS));
  const targets = all.filter((_, n) => n % step === 0).slice(0, HOVERS);
  await visit.mouse("mouseMoved", 3, 3);
  await pause(120);
  const times = [];
  const before = await visit.counts();
  for (const { id, x, y } of targets) {
    const watch = (id) => {
      bench.watchHover(id);
    };
    const time = await visit.answer(watch, id, () => visit.mouse("mouseMoved", x, y));
    times.push(time);
    if (times.filter((time) => time === null).length > 3) break;
  }
  const after = await visit.counts();
  figures.hover = median(times.map((time) => time ?? NaN));
  const missed = times.filter((time) => time === null).length;
  if (missed > 0) visit.errors.push(`${missed} of ${times.length} hovers had no answer`);
  if (targets.length > 0) figures.hoverWork = work(before, after, idle) / times.length;
}

/** The longest interaction of clicks on mentions, as the browser's event timing says it: in steps of 8 ms, 16 at least. */
async function click(visit, figures) {
  await visit.ask(() => {
    bench.interactions.length = 0;
  });
  for (let n = 0; n < CLICKS; n++) {
    // The last one stays: an actor is held while the wheel turns and the window is resized.
    if (n > 0) {
      await visit.page.keyboard.press("Escape");
      await visit.settled(200);
    }
    // What a click opens may cover other mentions, so they are looked for again.
    const targets = await visit.ask(() => bench.subject.targets());
    if (targets.length === 0) break;
    const { x, y } = targets[Math.floor((targets.length * n) / CLICKS)];
    await visit.mouse("mouseMoved", x, y);
    await visit.click(x, y);
    await visit.settled(200);
  }
  await pause(150);
  figures.click = Math.max(16, most(await visit.ask(() => bench.interactions)) ?? 0);
}

/** The wheel, 200 px each 33 ms, from the top; at an end it turns. */
async function wheel(visit, figures) {
  await visit.scrollTo(0);
  await visit.mouse("mouseMoved", 600, 450);
  const height = await visit.ask(() => {
    bench.countFrames();
    return document.documentElement.scrollHeight - innerHeight;
  });
  const start = performance.now();
  const sent = [];
  for (let [n, y, by] = [1, 0, 200]; performance.now() - start < WHEELING; n++) {
    y += by;
    if (y > height) by = -200;
    else if (y < 0) by = 200;
    sent.push(visit.mouse("mouseWheel", 600, 450, { deltaX: 0, deltaY: by }).catch(() => {}));
    await pause(start + n * 33.3 - performance.now());
  }
  const times = await visit.ask(() => bench.frames());
  await within(30_000, "the wheel", Promise.all(sent));
  const frames = times.slice(1).map((time, n) => time - times[n]);
  figures.frames = frames.length;
  figures.slowFrames = frames.filter((time) => time > 20).length;
}

/** The window from 1200 to 700 px and back, until frames come in time again. */
async function resize(visit, figures) {
  await visit.scrollTo(0);
  const times = [];
  for (const width of [700, VIEW.width]) {
    await visit.ask(() => {
      bench.watchResize();
    });
    const sent = performance.timeOrigin + performance.now();
    await visit.session.send("Emulation.setDeviceMetricsOverride", { width, height: VIEW.height, deviceScaleFactor: 1, mobile: false });
    times.push((await visit.ask(() => bench.resized)) - sent);
  }
  figures.resize = median(times);
}
