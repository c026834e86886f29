/**
 * What the tests stand on: a host for each worker, the page as a person finds it, and an ear for complaints. Every test
 * fails on an error or a warning in the console (a breach of the policy is one) and on an uncaught exception.
 */
import { test as base, expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { files } from "./files.mjs";
import { DIST, serve } from "./server.mjs";

export { expect };

/** The first article of the library: the one that is meant where an address names none, but something in it. */
const list = JSON.parse(readFileSync(join(DIST, "articles/index.json"), "utf8"));
export const first = JSON.parse(readFileSync(join(DIST, "articles", list.articles[0].file), "utf8"));

/** The certainty of an event, by its id. */
const certainty = (article, id) => article.events.find((event) => event.id === id).certainty ?? 1;

/** The event that each account belongs to, by the ids of both: the other end of a contradiction, if it is more certain. */
export const accounts = (article) =>
  new Map(
    (article.relations ?? [])
      .filter(({ kind, from, to }) => kind === "contradicts" && certainty(article, from) !== certainty(article, to))
      .map(({ from, to }) => (certainty(article, from) < certainty(article, to) ? [from, to] : [to, from])),
  );

/** The events of an article that have rows: all but accounts. */
export const rowsOf = (article) => (article.events ?? []).filter(({ id }) => !accounts(article).has(id));

/** The rows of events that fit, themselves or in one of their accounts. */
export const rowsWhere = (article, fits) => {
  const of = accounts(article);
  const found = new Set(article.events.filter(fits).map(({ id }) => of.get(id) ?? id));
  return article.events.filter(({ id }) => found.has(id));
};

/** The ids of an actor and of all that belong to it. */
export function withParts(id) {
  const found = new Set([id]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { id, member_of = [] } of first.actors) if (member_of.some((group) => found.has(group))) found.add(id);
  }
  return found;
}

/** The ids of the events in which one of these actors has a part, in them or in their accounts. */
export function eventsOf(actors) {
  const own = ({ participants = [], where, attributed_to }) => [...participants.map(({ actor }) => actor), where, attributed_to];
  return new Set(rowsWhere(first, (event) => own(event).some((id) => actors.has(id))).map(({ id }) => id));
}

/** An article that the tests made, as an object. */
export const made = (name) => JSON.parse(files[name]());

/** What the browser itself says of an answer that is no success, in tests that provoke one. */
export const FAILED_TO_LOAD = /^error: Failed to load resource:/;

/** Waits until all of an article's own page is painted: what comes after the opening comes by an animation. */
export const whole = (page) => page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));

export const test = base.extend({
  host: [
    async ({}, use) => {
      const host = await serve();
      await use(host);
      await host.stop();
    },
    { scope: "worker" },
  ],

  /** Hears what the page complains of; `allow` names what a test provokes. */
  complaints: [
    async ({ context }, use) => {
      // What Playwright says where the configuration keeps workers out.
      const [heard, allowed] = [[], [/^warning: Service Worker registration blocked by Playwright/]];
      context.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) heard.push(`${message.type()}: ${message.text()}`);
      });
      context.on("weberror", (error) => heard.push(`uncaught: ${error.error().stack ?? error.error()}`));
      await use({ heard, allow: (...patterns) => allowed.push(...patterns) });
      expect(heard.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]);
    },
    { auto: true },
  ],

  reader: async ({ page, host }, use) => use(new Reader(page, host)),
});

/** The page, as a person finds things in it. */
export class Reader {
  constructor(page, host) {
    this.page = page;
    this.host = host;
    this.root = page.locator("[data-whowhen]");
    this.alert = page.getByRole("alert");
    this.text = page.locator("article[data-article]");
    this.events = page.getByRole("complementary", { name: "Events" });
    this.actors = page.getByRole("complementary", { name: "Actors" });
    this.dialog = page.getByRole("dialog");
  }

  /** Visits the page with this query, by default the first article, and waits until it is there. */
  async open(query = "") {
    await this.page.goto(this.host.url + (query || `?article=${first.id}`));
    await this.ready();
  }

  /** Visits the start page, and waits until it answers. */
  async start(query = "") {
    await this.page.goto(this.host.url + query);
    await this.ready();
    await expect(this.page.locator("[data-library]")).toBeVisible();
  }

  async ready() {
    await expect(this.root).toHaveAttribute("data-state", "ready");
  }

  /** Waits until the page stands still; how far it is scrolled then. */
  async still() {
    let last;
    await expect.poll(async () => [last, (last = await this.page.evaluate(() => scrollY))].join()).toMatch(/^([\d.]+),\1$/);
    return last;
  }

  /** The row of an event, by its title, once it is open. */
  async opened(title) {
    // A click on the open one would let go of it.
    if ((await this.card(title).getAttribute("aria-current")) !== "true") await this.title(title).click();
    await expect(this.card(title)).toHaveAttribute("aria-current", "true");
    return this.card(title);
  }

  /** The row of an event, by its title. */
  card(title) {
    return this.events.getByRole("article", { name: title, exact: true });
  }

  /** The title on an event's card: the button that holds it. */
  title(title) {
    return this.card(title).getByRole("heading").getByRole("button", { name: title, exact: true });
  }

  /** The entry of an actor in the panel, by its id. */
  entry(id) {
    return this.actors.locator(`[data-actor-entry=${JSON.stringify(id)}]`);
  }

  /** The button of an actor in the panel. */
  name(id) {
    return this.entry(id).locator("button[aria-pressed]");
  }

  /** The pieces of a mention, by its place in the file. */
  pieces(mention) {
    return this.text.locator(`mark[data-mentions~="${mention}"]`);
  }

  /** What the address asks for under a name. */
  asked(name) {
    return new URL(this.page.url()).searchParams.get(name);
  }

  /** The ids of the actors and events that are held. */
  async held() {
    return this.page.evaluate(() => {
      const all = (selector, name) => [...document.querySelectorAll(selector)].map((element) => element.getAttribute(name));
      return {
        actors: [...document.querySelectorAll("[data-actor-entry]")]
          .filter((entry) => entry.querySelector("button[aria-pressed=true]"))
          .map((entry) => entry.dataset.actorEntry),
        events: all("[data-event][aria-current=true]", "data-event"),
      };
    });
  }

  /** Waits until these, and no others, are held, and the address says so. */
  async holds({ actor = null, event = null }) {
    await expect
      .poll(async () => ({ ...(await this.held()), actor: this.asked("actor"), event: this.asked("event") }))
      .toEqual({ actors: actor ? [actor] : [], events: event ? [event] : [], actor, event });
  }

  /** The runs of the text as it is marked in the page, in the shape of the oracle's `marks`; of blocks in view, or all. */
  async marks({ inView = false } = {}) {
    return this.page.evaluate((inView) => {
      const blocks = [...document.querySelectorAll("[data-block]")].filter((block) => {
        const { top, bottom } = block.getBoundingClientRect();
        return !inView || (bottom > 0 && top < innerHeight);
      });
      const cut = (block) => {
        const runs = [];
        const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const mark = texts.currentNode.parentElement.closest("mark");
          const mentions = (mark?.dataset.mentions ?? "").split(" ").filter(Boolean).map(Number);
          mentions.sort((n, m) => n - m);
          const run = { mentions, ...(mark && { actor: mark.dataset.actor, kind: mark.dataset.kind }) };
          const key = JSON.stringify(run);
          if (runs.at(-1)?.key === key) runs.at(-1).text += texts.currentNode.data;
          else runs.push({ key, text: texts.currentNode.data, ...run });
        }
        return runs.map(({ key, ...run }) => run);
      };
      return Object.fromEntries(blocks.map((block) => [block.dataset.block, cut(block)]));
    }, inView);
  }

  /** The lit evidence, as the oracle says it, and whether it is painted by a highlight or by attributes. */
  async lit() {
    return this.page.evaluate(() => {
      const highlight = globalThis.CSS?.highlights?.get("whowhen-evidence");
      const elements = [...document.querySelectorAll("[data-evidence]")];
      const ranges = elements.map((element) => {
        const range = new Range();
        range.selectNodeContents(element);
        return range;
      });
      ranges.push(...(highlight ?? []));
      const pieces = ranges.map((range) => {
        const at = range.startContainer;
        const block = (at.nodeType === Node.TEXT_NODE ? at.parentElement : at).closest("[data-block]");
        const before = new Range();
        before.setStart(block, 0);
        before.setEnd(range.startContainer, range.startOffset);
        const start = before.toString().length;
        return { block, start, end: start + range.toString().length };
      });
      const all = [...document.querySelectorAll("[data-block]")];
      pieces.sort((one, other) => all.indexOf(one.block) - all.indexOf(other.block) || one.start - other.start);
      const joined = [];
      for (const piece of pieces) {
        const last = joined.at(-1);
        if (last?.block === piece.block && piece.start <= last.end) last.end = Math.max(last.end, piece.end);
        else joined.push({ ...piece });
      }
      return {
        by: elements.length > 0 ? "attributes" : highlight?.size ? "highlight" : "nothing",
        words: joined.map(({ block, start, end }) => [block.dataset.block, block.textContent.slice(start, end)]),
      };
    });
  }

  /**
   * Waits until words of a block can be seen, every line of them, with nothing over them. Where the block says them more
   * than once, `start` says which are meant, in code points.
   */
  async sees([block, words, start]) {
    await expect.poll(() => this.canSee([block, words, start]), `“${words}” can be seen`).toBe("seen");
  }

  async canSee(words) {
    return this.page.evaluate(
      ([id, words, start]) => {
        const block = [...document.querySelectorAll("[data-block]")].find((block) => block.dataset.block === id);
        if (!block) return "not yet rendered";
        const text = block.textContent;
        const from = start === undefined ? text.indexOf(words) : [...text].slice(0, start).join("").length;
        const point = (offset) => {
          const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            if (offset <= texts.currentNode.length) return [texts.currentNode, offset];
            offset -= texts.currentNode.length;
          }
        };
        const range = new Range();
        range.setStart(...point(from));
        range.setEnd(...point(from + words.length));
        const lines = [...range.getClientRects()].filter(({ width }) => width > 1);
        const hidden = lines.flatMap(({ left, top, width, height }) => {
          const over = document.elementFromPoint(left + width / 2, top + height / 2);
          return over && block.contains(over) ? [] : [over ? `<${over.localName} class="${over.className}">` : "the view's edge"];
        });
        return hidden.length === 0 ? "seen" : `hidden by ${[...new Set(hidden)].join(", ")}`;
      },
      words,
    );
  }
}

/** Sends pointer events as browsers send them by themselves, all in one task: each is `[type, at, related]`, with locators. */
export async function pointerEvents(page, events) {
  const handles = await Promise.all(events.map(async ([type, at, related]) => [type, await at.elementHandle(), (await related?.elementHandle()) ?? null]));
  await page.evaluate((events) => {
    for (const [type, at, relatedTarget] of events) at.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, cancelable: true, pointerType: "mouse", relatedTarget }));
  }, handles);
}

/** Waits until two frames have begun after the timers that are due. */
export const twoFrames = (page) => page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)))));

/** Lets the module come only when the function that this returns is called. */
export async function holdModule(page) {
  let come;
  const gate = new Promise((resolve) => (come = resolve));
  await page.route("**/*.wasm", async (route) => {
    await gate;
    await route.continue();
  });
  return come;
}
