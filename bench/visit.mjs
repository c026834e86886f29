/** A fresh browser with one page, ready to be measured. */
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const source = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

export const VIEW = { width: 1200, height: 900 };

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-precise-memory-info",
];

export const launch = () => chromium.launch({ executablePath: process.env.WHOWHEN_CHROMIUM, args: ARGUMENTS });

/** Waits until the browser's processes are idle: a new window's own tool bar takes a second of a processor, beside the page. */
export async function atRest(browser) {
  const session = await browser.newBrowserCDPSession();
  const used = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  for (let before = await used(), tries = 0; tries < 50; tries++) {
    await pause(200);
    const now = await used();
    if (now - before < 0.01) break;
    before = now;
  }
  await session.detach();
}

/** What did not come in time. */
export class NoAnswer extends Error {}

/** A promise that may never end, for so long. */
export function within(milliseconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`${what}: no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The page of a visit, and the ways to ask it. */
export class Visit {
  static async begin(adapter) {
    const visit = new Visit();
    visit.browser = await launch();
    const context = await visit.browser.newContext({ viewport: VIEW, serviceWorkers: "block" });
    visit.page = await context.newPage();
    visit.errors = [];
    visit.page.on("pageerror", (error) => visit.errors.push(String(error)));
    visit.page.on("crash", () => visit.errors.push("the page crashed"));
    visit.session = await context.newCDPSession(visit.page);
    await visit.session.send("Performance.enable");
    await atRest(visit.browser);
    await visit.page.addInitScript(source("in-page.js"));
    if (adapter) await visit.page.addInitScript(source(`adapters/${adapter}`));
    return visit;
  }

  /** What a function says in the page. */
  ask(work, argument) {
    return within(60_000, "the page", this.page.evaluate(work, argument));
  }

  /** The browser's own counts: times in seconds, heap in bytes, nodes. */
  async counts() {
    const { metrics } = await within(60_000, "the browser's counts", this.session.send("Performance.getMetrics"));
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  }

  async settled(quiet = 400) {
    await this.ask((quiet) => bench.settled(quiet), quiet);
  }

  async scrollTo(share) {
    await this.ask((share) => scrollTo({ top: (document.documentElement.scrollHeight - innerHeight) * share, behavior: "instant" }), share);
    await this.settled();
  }

  mouse(type, x, y, rest = {}) {
    return this.session.send("Input.dispatchMouseEvent", { type, x, y, ...rest });
  }

  async click(x, y) {
    const button = { button: "left", clickCount: 1 };
    await this.mouse("mousePressed", x, y, button);
    await this.mouse("mouseReleased", x, y, button);
  }

  /** How long the page takes from an input, `act`, until it has drawn what `watch` waits for; nothing where it never does. */
  async answer(watch, argument, act) {
    await this.ask(watch, argument);
    // Frames come every 16.7 ms: inputs shall not all come at the same time of one.
    await pause(30 + Math.random() * 17);
    await act();
    return within(20_000, "an answer", this.page.evaluate(() => bench.answered));
  }

  end() {
    return within(15_000, "closing the browser", this.browser.close()).catch(() => {});
  }
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The main thread's work from one count to the next, in milliseconds, without what empty frames take. */
export const work = (before, after, idle) =>
  Math.max(0, after.TaskDuration - before.TaskDuration - idle * (after.Timestamp - before.Timestamp)) * 1000;
