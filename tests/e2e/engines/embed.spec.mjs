/** In a page of somebody else: the reader in its shadow root, with its own style, colours and widths. */
import { KINDS } from "../files.mjs";
import { looks, paints } from "./looks.mjs";
import { event, first } from "./story.mjs";
import { expect, test } from "./test.mjs";

const inside = (css) => ({ css, within: "who-when" });

/**
 * Visits a page of theirs, and waits for its element to be ready. Its corners are not round: a WebKit that paints without a
 * graphics card takes seconds to cut a long text off by them.
 */
async function visit(page, body, style = "") {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Theirs</title><link rel="icon" href="icon.svg"><style>body { --whowhen-radius: 0px } ${style}</style><script type="module" src="embed.js"></script><body>${body}`;
  page.host.pages.set("theirs.html", html);
  await page.goto("theirs.html");
  await page.ready(inside("[data-whowhen]"));
}

test("the article stands in a shadow root, and their page keeps its title, address and styles", async ({ page }) => {
  await visit(page, `<h1>Theirs</h1><who-when article="${first.id}"></who-when>`, "h1, mark, button { color: red !important; letter-spacing: 9px }");
  expect(await page.text(inside("h1"))).toBe(first.title);
  expect(await page.on(inside("h1"), (title) => getComputedStyle(title).color)).not.toBe("rgb(255, 0, 0)");
  expect(await page.on("h1", (title) => getComputedStyle(title).color)).toBe("rgb(255, 0, 0)");
  await page.click(inside("[data-event] h4 button"));
  await expect.poll(() => page.count(inside("[data-event][aria-current=true]"))).toBe(1);
  expect(await page.run(() => [document.title, location.search])).toEqual(["Theirs", ""]);
});

test("every kind has its line and its tint there, as painted", async ({ page }) => {
  await visit(page, '<who-when src="made/kinds.json" view="text" height="auto"></who-when>');
  const named = inside("[data-block]:not([data-block=nested], [data-block=pronoun]) mark");
  expect((await looks(page, named)).map(({ kind, line }) => [kind, line])).toEqual(Object.keys(KINDS).map((kind) => [kind, "underline"]));
  await paints(page, named, ({ words, tinted, underlined }) => {
    expect(tinted, words).toBeGreaterThan(0.3);
    expect(underlined, words).toBeGreaterThan(0.3);
  });
});

test("it takes the colours that their page gives it, also of evidence, as painted", async ({ page }) => {
  await visit(page, '<who-when src="made/kinds.json" event="seen"></who-when>', "who-when { --whowhen-paper: rgb(240, 250, 255); --whowhen-evidence: rgb(200, 255, 200); --whowhen-person: rgb(0, 0, 200) }");
  await paints(page, inside("[data-block=person] mark"), ({ lineColour, underlined }) => {
    expect(underlined).toBeGreaterThan(0.9);
    expect(lineColour[2]).toBeGreaterThan(180);
  });
  const box = async () => page.on(inside("[data-block=state]"), (block) => (({ left, top, bottom }) => ({ left: left + 2, top: top + 4, right: left + 40, bottom: bottom - 4 }))(block.getBoundingClientRect()));
  await expect.poll(async () => (await page.picture()).share(await box(), [200, 255, 200])).toBeGreaterThan(0.3);
});

test("a box as narrow as a telephone has the look of one, in a wide window", async ({ page }) => {
  await visit(page, `<div style="width: 400px"><who-when article="${first.id}"></who-when></div>`);
  expect(await page.attribute(inside("[data-whowhen]"), "data-width")).toBe("narrow");
  await page.click({ role: "button", name: /^Events/, within: "who-when" });
  const { width } = await page.on({ role: "complementary", name: "Events", within: "who-when" }, (panel) => panel.getBoundingClientRect().toJSON());
  expect(width).toBeGreaterThan(380);
  expect(width).toBeLessThanOrEqual(400);
});

test("it tells their scripts what is held, and does what they ask", async ({ page }) => {
  await visit(page, `<script>told = []; addEventListener("whowhen-select", ({ detail }) => told.push(detail))</script><who-when article="${first.id}"></who-when>`);
  await page.click(inside('[data-event="state-visit"] h4 button'));
  await expect.poll(() => page.run(() => told.map(({ event }) => event?.id ?? event))).toContain("state-visit");
  await page.on("who-when", (element) => element.setAttribute("event", "rebellion"));
  await expect.poll(() => page.attribute(inside("[data-event][aria-current=true]"), "data-event")).toBe("rebellion");
});

test("one event alone, and a quotation", async ({ page }) => {
  await visit(page, `<who-when article="${first.id}" view="event" event="state-visit"></who-when>`);
  await expect.poll(() => page.text(inside(".single"))).toContain(event("state-visit").title);
});

test("the page of examples shows all of them", async ({ page }) => {
  await page.goto("demo/");
  await page.run(() => document.body.style.setProperty("--whowhen-radius", "0px"));
  const all = await page.count("who-when");
  expect(all).toBeGreaterThan(3);
  await expect.poll(() => page.all("who-when", (all) => all.filter((one) => one.shadowRoot?.querySelector("[data-state=ready]")).length)).toBe(all);
});
