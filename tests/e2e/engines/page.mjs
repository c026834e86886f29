/**
 * A page as a person uses it, over any driver. Elements are found in the page itself and pointed at where they are seen, so
 * that a driver need not know of elements; everything is waited for.
 *
 * A target is a CSS selector, for what the page promises (`data-*`), or `{ role, name, level }`, found by Testing Library,
 * or `{ css, within }`. `within` is a target again, and leads into its shadow root.
 */
import { expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { first } from "../reader.mjs";
import { Picture } from "./picture.mjs";

const LIBRARY = readFileSync(fileURLToPath(new URL("../node_modules/@testing-library/dom/dist/@testing-library/dom.umd.min.js", import.meta.url)), "utf8");

/** A value as the page reads it. Unlike JSON it may hold patterns. */
function written(value) {
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(written)}]`;
  if (value && typeof value === "object") return `{${Object.entries(value).map(([name, of]) => `${JSON.stringify(name)}:${written(of)}`)}}`;
  return JSON.stringify(value) ?? "undefined";
}

/** All elements that are meant by a target. Runs in the page. */
function locate(target) {
  const { css, role, within, ...options } = typeof target === "string" ? { css: target } : target;
  const around = within ? locate(within)[0] : document.body;
  const inside = around?.shadowRoot ?? around;
  if (!inside) return [];
  return css ? [...inside.querySelectorAll(css)] : globalThis.TestingLibraryDom.queryAllByRole(inside, role, options);
}

/** The middle of an element's first line, where it can be seen and stands still; else what is in the way. Runs in the page. */
async function place(element) {
  if (!element) return { not: "there" };
  const line = () => [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
  const isOut = ({ top, bottom }) => top < 0 || bottom > innerHeight;
  if (line() && isOut(line())) element.scrollIntoView({ block: "center", behavior: "instant" });
  const before = line();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const now = line();
  if (!now) return { not: "visible" };
  if (before?.top !== now.top || before.left !== now.left) return { not: "still" };
  const [x, y] = [Math.round(now.left + now.width / 2), Math.round(now.top + now.height / 2)];
  const over = element.getRootNode().elementFromPoint(x, y);
  if (!element.contains(over)) {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    return { not: `free: ${over?.localName}.${over?.className} lies over it` };
  }
  return { x, y };
}

export class Page {
  /** Patterns of complaints that a test provokes. */
  allowed = [];

  constructor(tab, host) {
    this.tab = tab;
    this.host = host;
  }

  allow(...patterns) {
    this.allowed.push(...patterns);
  }

  /** Runs a function in the page. */
  run(what, ...args) {
    return this.tab.run(`(${what})(${args.map(written)})`);
  }

  /** Runs a function in the page, on the list of elements that are meant. */
  async all(target, what, ...args) {
    const expression = `(() => { const locate = ${locate}; return (${what})(${["locate(" + written(target) + ")", ...args.map(written)]}); })()`;
    const byRole = JSON.stringify(target).includes('"role"');
    if (byRole && !(await this.tab.run("Boolean(globalThis.TestingLibraryDom)"))) await this.tab.run(`(() => { ${LIBRARY} })()`);
    return this.tab.run(expression);
  }

  /** Runs a function in the page, on the first element that is meant; nothing where there is none. */
  on(target, what, ...args) {
    return this.all(target, `(elements, ...args) => (elements[0] ? (${what})(elements[0], ...args) : null)`, ...args);
  }

  count(target) {
    return this.all(target, (elements) => elements.length);
  }

  attribute(target, name) {
    return this.on(target, (element, name) => element.getAttribute(name), name);
  }

  text(target) {
    return this.on(target, (element) => element.textContent);
  }

  /** Whether an element is there and takes room on the page. */
  isVisible(target) {
    return this.all(target, (elements) => elements.some((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0));
  }

  async sees(target) {
    await expect.poll(() => this.isVisible(target), `${written(target)} is seen`).toBe(true);
  }

  async seesNot(target) {
    await expect.poll(() => this.isVisible(target), `${written(target)} is not seen`).toBe(false);
  }

  async goto(url) {
    await this.tab.goto(new URL(url, this.host.url).href);
  }

  /** Visits the reader with this query and waits until the article is there. */
  async open(query = `?article=${first.id}`) {
    await this.goto(query);
    await this.ready();
  }

  async ready(target = "[data-whowhen]") {
    await expect.poll(() => this.attribute(target, "data-state"), "the reader is ready").toBe("ready");
  }

  /** Where to point for an element, once it can be pointed at and lies still. */
  async point(target) {
    let at;
    const look = async () => {
      const before = at;
      at = await this.on(target, place);
      return at && (at.not ?? (before?.x === at.x && before?.y === at.y ? "free" : "it moves"));
    };
    await expect.poll(look, { message: `${written(target)} can be pointed at`, intervals: [50, 100, 250, 500] }).toBe("free");
    return at;
  }

  async hover(target) {
    const { x, y } = await this.point(target);
    await this.tab.move(x, y);
  }

  async click(target) {
    await this.hover(target);
    await this.tab.down();
    await this.tab.up();
  }

  /** Presses keys by their names in the DOM, each alone or with others: "n", "Shift+Tab". */
  async press(...keys) {
    for (const written of keys) {
      const [key, ...held] = written.split("+").reverse();
      await this.tab.press(key, held);
    }
  }

  async type(text) {
    await this.press(...text);
  }

  /** What has the focus: its name and the beginning of its text. */
  focus() {
    return this.run(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return `${at.localName} ${(at.getAttribute("aria-label") ?? at.textContent).trim().slice(0, 60)}`;
    });
  }

  /** What the address asks for under a name. */
  asked(name) {
    return this.run((name) => new URL(location.href).searchParams.get(name), name);
  }

  /** Waits until these, and no others, are held, and the address says so. */
  async holds({ actor = null, event = null }) {
    const held = () =>
      this.run(() => ({
        actor: document.querySelector("[data-actor-entry]:has(button[aria-pressed=true])")?.dataset.actorEntry ?? null,
        event: document.querySelector("[data-event][aria-current=true]")?.dataset.event ?? null,
        asked: ["actor", "event"].map((name) => new URL(location.href).searchParams.get(name)),
      }));
    await expect.poll(held).toEqual({ actor, event, asked: [actor, event] });
  }

  /** Waits until nothing is scrolled any more, for some frames. */
  async still() {
    const scrolls = async () => {
      const before = scrollY;
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
      return scrollY !== before;
    };
    await expect.poll(() => this.run(scrolls)).toBe(false);
  }

  /** What is painted now. */
  async picture() {
    return new Picture(await this.tab.picture());
  }
}
