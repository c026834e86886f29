/** In a page of somebody else, from another origin: what its style, its policy, its layout do to the reader, and what the reader does to it. */
import { violations } from "./axe.mjs";
import { differences, embed, event, expect, first, story, styles, test } from "./hosts.mjs";

/** Wide enough for all three columns, whatever the page says of its elements. */
const wide = (inside) => `<div style="display: block !important; width: 1200px !important">${inside}</div>`;
const narrow = (inside, more = "") => `<div style="width: 320px; ${more}">${inside}</div>`;
const paragraphs = (number) => "<p>Words of the page around it.</p>".repeat(number);

/** The computed styles of all in the embed, in a page with this style. */
async function looks(theirs, style, options) {
  // The same place in the page, or what is measured from its edge would differ.
  await theirs.visit(wide(story({ height: 600 })), { style: `body { margin: 0 } ${style}`, ...options });
  await theirs.ready();
  await theirs.still();
  return styles(theirs.page);
}

test("an article of the reader's own site is shown in a page of another origin, and its links lead there", async ({ theirs, page }) => {
  await theirs.visit(story());
  await theirs.ready();
  expect(new URL(page.url()).origin).not.toBe(new URL(theirs.host.url).origin);
  await expect(theirs.text.getByRole("heading", { level: 1 })).toHaveText(first.title);
  const file = await theirs.text.locator("a[download]").evaluate((link) => link.href);
  expect(file).toBe(theirs.at(`articles/${first.id}.json`));
});

const hostile = {
  "unset, all of it, and 40 px": "* { all: unset !important; font-size: 40px !important }",
  "rules for elements of all kinds": `mark, h1, h2, h3, h4, p, a, li, ul, button, article, section, aside, blockquote, input, select, progress, svg, div, span, bdi, i, b {
    background: red !important; color: white !important; font-size: 3em !important; font-weight: 700 !important; line-height: 3 !important; padding: 1em !important; margin: 1em !important;
    border: 5px solid lime !important; float: left; text-transform: uppercase !important; transform: rotate(2deg); transition: all 5s !important }`,
  "rules for names that the reader uses": `.whowhen, .box, .page, .text, .side, .card, .event, .bar, .tabs, .body, .row, .group, .head, [data-event], [data-block], [part] {
    display: none !important; position: fixed !important; color: red !important }`,
  "what is inherited": `html, body, div { color: red; font: italic 900 30px/3 monospace; letter-spacing: .3em; word-spacing: 1em; text-transform: uppercase; text-indent: 5em;
    white-space: nowrap; text-align: center; cursor: wait; word-break: break-all; list-style: square inside; hyphens: none; quotes: "<" ">"; tab-size: 1;
    text-shadow: 2px 2px red; -webkit-text-stroke: 1px red; font-variant: small-caps; font-feature-settings: "smcp"; pointer-events: auto; border-collapse: collapse; text-wrap: nowrap }
    div { font-family: serif }`,
  "a rem of another length": "html { font-size: 62.5% }",
  "an enormous rem": "html { font-size: 40px }",
  "custom properties of the same names": `:root { --paper: red; --panel: red; --card: red; --ink: red; --soft: red; --line: red; --accent: red; --evidence: red; --person: red; --other: red;
    --serif: fantasy; --sans: fantasy; --face: fantasy; --size: 3; --step: 40px; --measure: 10rem; --top: 90px; --view: 10px; --bar: 9rem; --tabs: 9rem; --grip: 9rem; --margin: 9rem;
    --width: narrow; --rhythm: 3; --per-line: 10; --k: red; --a: red; --style: wavy; --thick: 1em; --lane: 1em; --letters: 10; --blocks: 10; --sheet: 90; --by: 3; --rem: 40px; --height: 10px }`,
  "a line through all of it": "body { text-decoration: line-through }",
};
test("in a hostile page nothing in the embed looks otherwise", async ({ theirs }) => {
  test.slow();
  const before = await looks(theirs, "");
  for (const [what, style] of Object.entries(hostile)) {
    expect.soft(differences(before, await looks(theirs, style)), what).toEqual([]);
  }
});

for (const [what, style] of [
  ["indents its first lines", "body { text-indent: 5em }"],
  ["has lines of 200 px", "body { line-height: 200px; font-size: 60px }"],
  ["is written from right to left", "body { direction: rtl }"],
  ["is written from top to bottom", "main { writing-mode: vertical-rl }"],
  ["keeps all its spaces", "body { white-space: pre; letter-spacing: 1em; word-spacing: 5em }"],
  ["sets its text in the middle", "body { text-align: center }"],
  ["lets nothing be seen beyond a box", "div { overflow: hidden; contain: strict; height: 900px }"],
]) {
  for (const view of ["full", "quote"]) {
    test(`where the page ${what}, the embed fills its column and no more: ${view}`, async ({ theirs, page }) => {
      await theirs.visit(`<main><div id="column" style="width: 700px">${story({ view, event: "coup-2012" })}</div></main>`, { style });
      await theirs.ready();
      const [column, element, box] = await Promise.all([page.locator("#column"), theirs.element, theirs.box].map((part) => part.boundingBox()));
      if (!style.includes("writing-mode")) expect([box.x, box.width]).toEqual([column.x, 700]);
      expect([element.x, element.y, element.width, element.height]).toEqual([box.x, box.y, box.width, box.height]);
    });
  }
}

test("in a hostile page it can be read and used", async ({ theirs }) => {
  await theirs.visit(wide(story()), { style: hostile["unset, all of it, and 40 px"] });
  await theirs.ready();
  await theirs.title(event("coup-2012").title).click();
  await theirs.holds({ event: "coup-2012" });
  const { width } = await theirs.box.boundingBox();
  expect(width).toBe(1200);
});

test("nothing of the reader reaches the page around it: not its style, not its head, not its names", async ({ theirs, page }) => {
  const around = `<header class="bar">Theirs</header><main class="page text"><h1 class="title">Title</h1><p class="row">Some <mark data-kind="state">marked</mark> text with <a href="#x">a link</a></p>
    <aside class="side end"><div class="card event"><h4>Card</h4><blockquote>Quote</blockquote><button class="chip">A button</button></div></aside>
    <ul class="actors"><li class="actor">One</li></ul><dialog open class="help">Help</dialog></main>`;
  const state = () =>
    page.evaluate(() => {
      const others = [...document.querySelectorAll("*")].filter((element) => element.localName !== "who-when");
      const style = others.map((element) => {
        const of = getComputedStyle(element);
        // Where things stand may change: there is an embed among them. The type of one property of ours is the page's to know.
        return [element.localName, [...of].filter((name) => !/height|block-size|origin|^--whowhen-/.test(name)).map((name) => `${name}: ${of[name]}`)];
      });
      const attributes = others.map((element) => element.getAttributeNames().map((name) => `${name}=${element.getAttribute(name)}`));
      const { head, styleSheets, adoptedStyleSheets, title } = document;
      return { style, attributes, head: head.innerHTML, sheets: styleSheets.length + adoptedStyleSheets.length, title, names: Object.keys(window), address: location.href };
    });
  await theirs.visit(around, { script: false });
  const before = await state();
  await page.evaluate(
    async ([module, html]) => {
      await import(module);
      document.body.insertAdjacentHTML("beforeend", html);
    },
    [theirs.at("embed.js"), story()],
  );
  await theirs.ready();
  await theirs.title(event("coup-2012").title).click();
  await theirs.holds({ event: "coup-2012" });
  const after = await state();
  for (const [at, [name, style]] of after.style.entries()) expect([name, style]).toEqual(before.style[at]);
  expect({ ...after, style: 0 }).toEqual({ ...before, style: 0 });
});

test("its layers stay in: what the page puts on top is over the bar, the drawers and the card", async ({ theirs, page }) => {
  const header = '<header style="position: fixed; inset: 0 0 auto 0; height: 80px; z-index: 1; background: gold">Theirs</header>';
  await theirs.visit(`${header}${wide(story({ height: 600 }))}${paragraphs(60)}`, { style: "body { margin: 0 }" });
  await theirs.ready();
  await theirs.element.getByRole("button", { name: "Menu" }).scrollIntoViewIfNeeded();
  const tops = await page.evaluate(() => [10, 40, 70].flatMap((y) => [100, 600, 1100].map((x) => document.elementFromPoint(x, y).localName)));
  expect([...new Set(tops)]).toEqual(["header"]);
});

test.describe("a policy", () => {
  /** The least that works: the reader's folder for its module, WebAssembly, and the requests for its files. No style, no picture, no frame. */
  const least = (host) => ({ "default-src": "'none'", "script-src": `${host.url} 'wasm-unsafe-eval'`, "connect-src": host.url });
  const written = (policy) => Object.entries(policy).map(([name, value]) => `${name} ${value}`).join("; ");

  test("the least one that works lets all of it work, and nothing is blocked", async ({ theirs, host, page }) => {
    await theirs.visit(story(), { policy: `${written(least(host))}; require-trusted-types-for 'script'; trusted-types 'none'` });
    await theirs.ready();
    await theirs.title(event("coup-2012").title).click();
    await theirs.holds({ event: "coup-2012" });
    await theirs.text.locator("mark[data-actor]").first().click();
    await expect(theirs.element.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    for (const name of ["Search", "Filters", "Share", "Menu"]) {
      const button = theirs.element.getByRole("button", { name: new RegExp(`^${name}`) }).first();
      await button.click();
      await expect(button).toHaveAttribute("aria-expanded", "true");
      await page.keyboard.press("Escape");
    }
    await theirs.element.getByRole("button", { name: "Share" }).click();
    await theirs.element.getByRole("button", { name: "Embed…" }).click();
    await theirs.ready(2);
    await page.keyboard.press("Escape");
    await theirs.ready(1);
    for (const [name, value] of [["lang", "fr"], ["theme", "dark"], ["order", "happened"], ["view", "events"], ["height", "auto"], ["view", "quote"]]) {
      await theirs.on((element, [name, value]) => (element[name] = value), [name, value]);
      await theirs.ready();
    }
    await expect(theirs.element.locator("figure[data-event]")).toBeVisible();
    expect(await page.evaluate(() => blocked)).toEqual([]);
  });

  for (const [name, without] of [
    ["script-src", (policy, host) => ({ ...policy, "script-src": host.url })],
    ["connect-src", (policy) => ({ ...policy, "connect-src": "'none'" })],
  ]) {
    test(`less of ${name} is too little: what stands in the element stays, and the page is told`, async ({ theirs, host, complaints, page }) => {
      complaints.allow(/Content Security Policy/, /Whowhen could not start/, /WebAssembly/);
      await theirs.visit(embed({ article: first.id }, "<p>In the meantime</p>"), { policy: written(without(least(host), host)) });
      await expect.poll(() => theirs.told("error")).toHaveLength(1);
      await expect(page.getByText("In the meantime")).toBeVisible();
    });
  }
});

test.describe("direction", () => {
  for (const [what, options] of [
    ["by its language", { html: 'lang="ar" dir="rtl"' }],
    ["by its style", { style: "html { direction: rtl }" }],
    ["with bidi-override", { style: "body { direction: rtl; unicode-bidi: bidi-override }" }],
  ]) {
    test(`a page from right to left, ${what}: an English article in an English reader runs from left to right`, async ({ theirs }) => {
      const before = await looks(theirs, "");
      // Where the box stands is the page's.
      const after = await looks(theirs, "", { style: `${options.style ?? ""} body { margin: 0 }`, html: 'lang="en"', ...options, ...(options.style && { style: `body { margin: 0 } ${options.style}` }) });
      const of = (list) => list.slice(1);
      expect(differences(of(before), of(after))).toEqual([]);
      const [text, events, actors] = await Promise.all([theirs.text.boundingBox(), theirs.events.boundingBox(), theirs.actors.boundingBox()]);
      expect(actors.x).toBeLessThan(text.x);
      expect(text.x).toBeLessThan(events.x);
    });
  }

  test("an Arabic reader in it has its panels the other way round", async ({ theirs }) => {
    await theirs.visit(wide(story({ lang: "ar" })), { html: 'lang="ar" dir="rtl"' });
    await theirs.ready();
    await expect(theirs.root).toHaveAttribute("dir", "rtl");
    const at = (part) => theirs.element.locator(part).boundingBox();
    const [text, events, actors] = await Promise.all([at("article[data-article]"), at(".side.end"), at(".side.start")]);
    expect(actors.x).toBeGreaterThan(text.x);
    expect(text.x).toBeGreaterThan(events.x);
    await expect(theirs.text).toHaveAttribute("dir", "ltr");
  });
});

test.describe("the width of its box decides, and not that of the window", () => {
  for (const [width, shown] of [
    [1200, { events: true, actors: true, tabs: false }],
    [900, { events: true, actors: false, tabs: false }],
    [320, { events: false, actors: false, tabs: true }],
  ]) {
    test(`${width} px in a window of 1,400`, async ({ theirs }) => {
      await theirs.visit(`<div style="width: ${width}px">${story()}</div>`);
      await theirs.ready();
      await expect(theirs.events).toBeVisible({ visible: shown.events });
      await expect(theirs.actors).toBeVisible({ visible: shown.actors });
      await expect(theirs.element.locator(".tabs")).toBeVisible({ visible: shown.tabs });
      const over = await theirs.root.evaluate((root) => root.scrollWidth - root.clientWidth);
      expect(over).toBe(0);
    });
  }

  // The panels are folded away at first where it is narrow, also where one of them is what was asked for.
  for (const view of ["events", "actors"]) {
    test(`the view ${view} shows them also in 320 px`, async ({ theirs }) => {
      await theirs.visit(narrow(story({ view })));
      await theirs.ready();
      await expect(theirs[view]).toBeVisible();
    });
  }

  test("and it follows when the column becomes another", async ({ theirs, page }) => {
    await theirs.visit(`<div style="width: 1200px">${story()}</div>`);
    await theirs.ready();
    await theirs.mark();
    await page.locator("div").first().evaluate((column) => (column.style.width = "320px"));
    await expect(theirs.element.locator(".tabs")).toBeVisible();
    await expect(theirs.actors).toBeHidden();
    await page.locator("div").first().evaluate((column) => (column.style.width = "1200px"));
    await expect(theirs.actors).toBeVisible();
    expect(await theirs.isMarked()).toBe(true);
  });

  test("a wide box in a narrow window is as wide as its column, and has no scrollbar of its own", async ({ theirs, page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await theirs.visit(story());
    await theirs.ready();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await theirs.root.evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
  });
});

test.describe("typeface and colours", () => {
  const colour = (theirs) => theirs.root.evaluate((root) => getComputedStyle(root).backgroundColor);
  const [LIGHT, DARK] = ["rgb(253, 252, 248)", "rgb(23, 24, 27)"];

  test("the page's typeface is that of the text and of the instruments", async ({ theirs }) => {
    await theirs.visit(wide(story()), { style: "body { font-family: Georgia, cursive }" });
    await theirs.ready();
    for (const part of [theirs.text.locator("[data-block]").first(), theirs.element.getByRole("button", { name: "Menu" }), theirs.text.getByRole("heading", { level: 1 })]) {
      expect(await part.evaluate((element) => getComputedStyle(element).fontFamily)).toBe("Georgia, cursive");
    }
  });

  for (const [page, system, colours] of [
    ["", "light", LIGHT],
    ["", "dark", LIGHT],
    ["light", "dark", LIGHT],
    ["dark", "light", DARK],
    ["light dark", "light", LIGHT],
    ["light dark", "dark", DARK],
  ]) {
    test(`a page of ${page || "no"} color-scheme, where ${system} is liked`, async ({ theirs, page: tab }) => {
      await tab.emulateMedia({ colorScheme: system });
      await theirs.visit(story(), { style: page && `:root { color-scheme: ${page} }` });
      await theirs.ready();
      expect(await colour(theirs)).toBe(colours);
    });
  }

  test("an attribute of the element is stronger than the page, and so is a property of its style", async ({ theirs, page }) => {
    await theirs.visit(story({ theme: "dark" }), { style: ":root { color-scheme: light }" });
    await theirs.ready();
    expect(await colour(theirs)).toBe(DARK);
    await theirs.on((element) => element.removeAttribute("theme"));
    await expect.poll(() => colour(theirs)).toBe(LIGHT);
    await page.addStyleTag({ content: "who-when { --whowhen-color-scheme: dark }" });
    await expect.poll(() => colour(theirs)).toBe(DARK);
  });

  test("colours, typefaces, sizes and corners by custom properties", async ({ theirs }) => {
    await theirs.visit(wide(story({ event: "coup-2012", marks: "all" })), {
      style: `who-when { --whowhen-paper: rgb(1, 2, 3); --whowhen-ink: rgb(250, 251, 252); --whowhen-accent: rgb(255, 0, 1); --whowhen-panel: rgb(4, 5, 6); --whowhen-card: rgb(7, 8, 9);
        --whowhen-font: monospace; --whowhen-font-ui: cursive; --whowhen-size: 20px; --whowhen-measure: 300px; --whowhen-height: 333px; --whowhen-radius: 21px; --whowhen-state: rgb(9, 99, 9) }`,
    });
    await theirs.ready();
    await theirs.holds({ event: "coup-2012" });
    const of = (part, property) => part.first().evaluate((element, property) => getComputedStyle(element)[property], property);
    const block = theirs.text.locator("[data-block]");
    expect(await of(theirs.root, "backgroundColor")).toBe("rgb(1, 2, 3)");
    expect(await of(block, "color")).toBe("rgb(250, 251, 252)");
    expect(await of(theirs.events, "backgroundColor")).toBe("rgb(4, 5, 6)");
    expect(await of(theirs.element.locator("[data-event][aria-current=true]"), "boxShadow")).toContain("rgb(255, 0, 1)");
    expect(await of(block, "fontFamily")).toBe("monospace");
    expect(await of(theirs.element.getByRole("button", { name: "Menu" }), "fontFamily")).toBe("cursive");
    // 1.0625 of it, as everywhere.
    expect(await of(block, "fontSize")).toBe("21.25px");
    expect(await of(theirs.text, "maxWidth")).toMatch(/^calc|^3\d\dpx$/);
    expect((await theirs.box.boundingBox()).height).toBe(333);
    expect(await of(theirs.box, "borderTopLeftRadius")).toBe("21px");
    expect(await of(theirs.text.locator("mark[data-kind=state]:not([data-form=pronoun])"), "textDecorationColor")).toBe("rgb(9, 99, 9)");
  });

  for (const [part, attributes] of [["box"], ["bar"], ["text"], ["article"], ["actors"], ["events"], ["event"], ["event", { view: "event" }], ["quote", { view: "quote" }], ["origin", { view: "event" }]]) {
    test(`a page may style the part ${part}${attributes ? ` of the view ${attributes.view}` : ""}`, async ({ theirs }) => {
      await theirs.visit(wide(story(attributes)), { style: `who-when::part(${part}) { outline: 7px solid rgb(1, 2, 3) }` });
      await theirs.ready();
      const shown = theirs.element.locator(`[part~="${part}"]`).first();
      await expect(shown).toHaveCSS("outline-width", "7px");
    });
  }

  test("a page may style the card of an actor", async ({ theirs }) => {
    await theirs.visit(wide(story()), { style: "who-when::part(card) { outline: 7px solid rgb(1, 2, 3) }" });
    await theirs.ready();
    await theirs.text.locator("mark[data-actor]").first().click();
    await expect(theirs.element.getByRole("dialog")).toHaveCSS("outline-width", "7px");
  });
});

test.describe("a jump scrolls the box, and not the page", () => {
  const page = (embed) => `${paragraphs(8)}${wide(embed)}${paragraphs(60)}`;
  /** A block of the evidence of an event, and whether it can be seen in the box. */
  const seen = (theirs, words) =>
    theirs.on((element, words) => {
      const block = [...element.shadowRoot.querySelectorAll("[data-block]")].find((block) => block.dataset.block === words.block);
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      let from = block.textContent.indexOf(words.quote);
      let left = from;
      while (texts.nextNode() && left > texts.currentNode.length) left -= texts.currentNode.length;
      const range = new Range();
      range.setStart(texts.currentNode, left);
      range.setEnd(texts.currentNode, Math.min(texts.currentNode.length, left + 1));
      const { left: x, top: y, width, height } = range.getBoundingClientRect();
      const at = element.shadowRoot.elementFromPoint(x + width / 2, y + height / 2);
      return at !== null && block.contains(at);
    }, words);
  const last = event("exit-announced");

  test("from an event's card to its sentence", async ({ theirs }) => {
    await theirs.visit(page(story({ height: 600 })));
    await theirs.ready();
    const before = await theirs.still();
    // Without what the test's own pointer would scroll to reach it.
    await theirs.title(last.title).evaluate((title) => title.click());
    await theirs.holds({ event: last.id });
    await expect.poll(() => seen(theirs, last.evidence[0])).toBe(true);
    const after = await theirs.still();
    expect(after.box).toBeGreaterThan(before.box);
    expect(after.page).toBe(before.page);
  });

  test("by an attribute, as it comes and later, and by select()", async ({ theirs }) => {
    await theirs.visit(page(story({ height: 600, event: last.id })));
    await theirs.ready();
    await theirs.holds({ event: last.id });
    await expect.poll(() => seen(theirs, last.evidence[0])).toBe(true);
    expect((await theirs.still()).page).toBe(0);
    await theirs.on((element) => (element.event = "state-visit"));
    await expect.poll(() => seen(theirs, event("state-visit").evidence[0])).toBe(true);
    expect((await theirs.still()).page).toBe(0);
    await theirs.on((element, event) => element.select({ event }), last.id);
    await expect.poll(() => seen(theirs, last.evidence[0])).toBe(true);
    expect((await theirs.still()).page).toBe(0);
  });

  test("also where the embed is far below: the page stays where it is", async ({ theirs }) => {
    await theirs.visit(`${paragraphs(100)}${story({ event: last.id })}${paragraphs(60)}`);
    await theirs.ready();
    await theirs.on((element) => element.select({ event: "anefis-taken" }));
    await theirs.holds({ event: "anefis-taken" });
    expect((await theirs.still()).page).toBe(0);
  });

  test("where it is as long as its text, a jump scrolls the page, and no more than needed", async ({ theirs }) => {
    await theirs.visit(`${paragraphs(8)}${story({ height: "auto" })}${paragraphs(60)}`);
    await theirs.ready();
    await theirs.on((element, event) => element.select({ event }), last.id);
    await expect.poll(() => seen(theirs, last.evidence[0])).toBe(true);
    expect((await theirs.still()).page).toBeGreaterThan(0);
  });
});

test.describe("what is fixed on a narrow screen stays in the box", () => {
  for (const [what, around] of [
    ["in a plain column", ""],
    ["under a transform", "transform: translate(150px, 40px) rotate(0.0001deg)"],
    ["in a column that scrolls", "height: 500px; overflow: auto"],
    ["in the right half of the page", "margin-inline-start: auto"],
  ]) {
    test(`the tabs, the sheet, the card, the toast: ${what}`, async ({ theirs, page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await theirs.visit(`<p>Theirs</p>${narrow(story({ height: 560 }), around)}${paragraphs(40)}`);
      await theirs.ready();
      const tabs = theirs.element.locator(".tabs");
      expect(await theirs.outside(tabs, theirs.element.locator(".bar"))).toEqual([]);
      await tabs.getByRole("button", { name: /^Events/ }).click();
      expect(await theirs.outside(theirs.events)).toEqual([]);
      await tabs.getByRole("button", { name: /^Events/ }).click();
      await expect(theirs.events).toBeHidden();
      await theirs.text.locator("mark[data-actor]").first().click();
      expect(await theirs.outside(theirs.element.getByRole("dialog"))).toEqual([]);
      await page.keyboard.press("Escape");
      await theirs.element.getByRole("button", { name: "Share" }).click();
      expect(await theirs.outside(theirs.element.locator(".drawer"))).toEqual([]);
      await theirs.element.getByRole("button", { name: "Copy link" }).click();
      expect(await theirs.outside(theirs.element.locator(".toast"))).toEqual([]);
    });
  }

  test("where it is as long as its text they stay in its column, and in view", async ({ theirs, page }) => {
    await theirs.visit(`${paragraphs(3)}${narrow(story({ height: "auto" }), "margin-inline-start: 700px")}${paragraphs(40)}`);
    await theirs.ready();
    await page.mouse.move(800, 500);
    await page.mouse.wheel(0, 900);
    await theirs.still();
    const tabs = theirs.element.locator(".tabs");
    expect(await theirs.outside(tabs)).toEqual([]);
    await expect(tabs).toBeInViewport({ ratio: 1 });
    await tabs.getByRole("button", { name: /^Events/ }).click();
    expect(await theirs.outside(theirs.events)).toEqual([]);
    await expect(theirs.events).toBeInViewport({ ratio: 1 });
    await tabs.getByRole("button", { name: /^Events/ }).click();
    await expect(theirs.events).toBeHidden();
  });

  test("where it is as long as its text, the toast, too, stays in its column", async ({ theirs, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await theirs.visit(narrow(story({ height: "auto" }), "margin-inline-start: 700px"));
    await theirs.ready();
    await theirs.element.getByRole("button", { name: "Share" }).click();
    await theirs.element.getByRole("button", { name: "Copy link" }).click();
    expect(await theirs.outside(theirs.element.locator(".toast"))).toEqual([]);
  });
});

test("in a shadow root of the page's own: it shows, holds, and what it tells goes out through all borders", async ({ theirs, page }) => {
  await theirs.visit('<their-card id="card"></their-card>', {
    head: `<script>customElements.define("their-card", class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: "open" }).innerHTML = '<style>* { all: unset } mark { background: red }</style><div style="display: block; width: 1200px">${story()}</div>'; }
    })</script>`,
  });
  await theirs.ready();
  await theirs.title(event("coup-2012").title).click();
  await theirs.holds({ event: "coup-2012" });
  await expect.poll(() => theirs.told("select")).toEqual([{ actor: null, event: "coup-2012" }]);
  expect(await page.evaluate(() => told[0].by)).toBe("card");
  expect(await page.evaluate(() => [...(CSS.highlights.get("whowhen-evidence") ?? [])].length)).toBeGreaterThan(0);
  await page.keyboard.press("j");
  await expect.poll(() => theirs.told("select")).toHaveLength(2);
});

test("evidence is painted in each of two embeds, and letting go in one leaves the other's", async ({ theirs, page }) => {
  await theirs.visit(story({ id: "one", event: "coup-2012" }) + story({ id: "other", event: "konna-falls" }));
  await theirs.ready(2);
  const painted = () =>
    page.evaluate(() => {
      const ranges = [...(CSS.highlights.get("whowhen-evidence") ?? [])];
      return [...new Set(ranges.map(({ startContainer }) => startContainer.getRootNode().host.id))].sort();
    });
  await expect.poll(painted).toEqual(["one", "other"]);
  await page.locator("#one").evaluate((element) => element.clear());
  await expect.poll(painted).toEqual(["other"]);
  await page.locator("#other").evaluate((element) => element.remove());
  await expect.poll(painted).toEqual([]);
});

test.describe("axe-core finds nothing in the page", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });
  for (const view of ["full", "text", "actors", "events", "event", "quote"]) {
    test(`${view}, light and dark`, async ({ theirs, page }) => {
      const around = (inside) => `<header>Somebody</header><main><h1>Their story</h1><p>What they say.</p>${inside}</main><footer>About them</footer>`;
      await theirs.visit(around(story({ view, event: "coup-2012" })), { style: ":root { color-scheme: light dark }" });
      await theirs.ready();
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await violations(page)).toEqual([]);
    });
  }

  for (const [what, body] of [
    ["two on one page", story({ id: "a" }) + story({ id: "b" })],
    ["in a narrow column", narrow(story())],
    ["as long as its text", story({ height: "auto" })],
    ["an article that does not come", embed({ src: "/nothing.json" })],
  ]) {
    test(what, async ({ theirs, page, complaints }) => {
      complaints.allow(/Failed to load resource/);
      await theirs.visit(`<main><h1>Their story</h1>${body}</main>`);
      await expect(page.locator("[data-whowhen]:is([data-state=ready], [data-state=error])").first()).toBeAttached();
      await expect(page.locator("[data-whowhen][data-state=loading]")).toHaveCount(0);
      expect(await violations(page)).toEqual([]);
    });
  }
});
