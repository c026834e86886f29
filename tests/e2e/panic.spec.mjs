/**
 * A panic of the reader: what is shown then. The build that panics when it is asked to is made by `cargo xtask test`, with
 * the feature `panic-test`; WHOWHEN_PANIC_DIST names it.
 */
import { expect, first, made, test as base } from "./reader.mjs";
import { serve } from "./server.mjs";

const folder = process.env.WHOWHEN_PANIC_DIST;

const test = base.extend({
  host: [
    async ({}, use) => {
      const host = await serve({ folder });
      await use(host);
      await host.stop();
    },
    { scope: "worker" },
  ],
});

test.skip(!folder, "there is no build that panics");

/** The console has the message of the panic, and the browser tells of the end of the module. */
const EXPECTED = [/^error: Whowhen stopped: a test asked for a panic in a/, /^uncaught: .*unreachable/];

const panic = (page, place) =>
  page.evaluate((place) => void setTimeout(() => dispatchEvent(new CustomEvent("whowhen-panic-test", { detail: place }))), place);

const alerts = (page) => page.getByRole("alert").and(page.locator("[data-error=panic]"));

/** The text of an article, block by block, as a page shows it that has stopped. */
const blocks = (part) => part.locator("article[data-article] > :is(p, h3)");

for (const place of ["effect", "listener", "frame"]) {
  test(`in a piece of code of the kind ${place}: the page says so, the text is still there, and nothing calls the module again`, async ({ reader, page, complaints }) => {
    complaints.allow(...EXPECTED);
    await reader.open();
    await panic(page, place);
    await expect(alerts(page)).toContainText("The reader stopped because of an error");
    await expect(reader.root).toHaveAttribute("data-state", "error");
    await expect(page.getByRole("heading", { name: first.title })).toBeVisible();
    await expect(blocks(page)).toHaveText(first.blocks.map(({ text }) => text), { useInnerText: false });
    expect(complaints.heard.filter((line) => EXPECTED[0].test(line))).toHaveLength(1);
    // Keys, scrolling and the history lead nowhere, and fail at nothing.
    const before = complaints.heard.length;
    await page.keyboard.press("n");
    await page.mouse.wheel(0, 500);
    await page.evaluate(() => history.pushState(null, "", "?event=x"));
    await page.goBack();
    await expect(alerts(page)).toHaveCount(1);
    expect(complaints.heard.slice(before)).toEqual([]);
  });
}

test("Reload loads the page again", async ({ reader, page, complaints }) => {
  complaints.allow(...EXPECTED);
  await reader.open();
  await panic(page, "listener");
  await page.getByRole("button", { name: "Reload" }).click();
  await reader.ready();
  await expect(alerts(page)).toHaveCount(0);
});

test("Copy details takes the message, its place, the build and the address, and nothing that the user typed", async ({ reader, page, context, complaints }) => {
  complaints.allow(...EXPECTED);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await reader.open(`?article=${first.id}&q=secret`);
  await panic(page, "listener");
  await page.getByRole("button", { name: "Copy details" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const details = await page.evaluate(() => navigator.clipboard.readText());
  expect(details).toContain("a test asked for a panic in a listener");
  expect(details).toMatch(/src\/panic_test\.rs:\d+:\d+/);
  expect(details).toMatch(/build whowhen-[0-9a-f]{16}\.wasm/);
  expect(details).toContain(`article=${first.id}`);
  expect(details).not.toContain("secret");
});

test("where it cannot be copied, the details can be read", async ({ reader, page, complaints }) => {
  complaints.allow(...EXPECTED);
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await reader.open();
  await panic(page, "listener");
  await page.getByRole("button", { name: "Copy details" }).click();
  await expect(alerts(page).locator("pre")).toContainText("a test asked for a panic in a listener");
});

test("it speaks the language of the interface, and the text keeps its direction", async ({ reader, page, complaints }) => {
  complaints.allow(...EXPECTED);
  await page.addInitScript(() => Object.defineProperty(navigator, "languages", { value: ["fr"] }));
  await reader.open("?src=made/arabic.json");
  await expect(reader.root).toHaveAttribute("lang", "fr");
  await panic(page, "listener");
  await expect(page.getByRole("button", { name: "Recharger" })).toBeVisible();
  const article = page.locator("article[data-article]");
  await expect(article).toHaveAttribute("lang", made("arabic.json").language);
  expect(await article.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
});

test("two readers in a page of somebody else: both say it, and the page goes on", async ({ page, host, complaints }) => {
  complaints.allow(...EXPECTED);
  const html = `<!doctype html><html lang="en"><title>Somebody's page</title><script type="module" src="embed.js"></script>
    <body><h1>Somebody's page</h1><who-when src="made/sound.json"></who-when><who-when src="articles/${first.id}.json"></who-when>
    <button onclick="this.textContent = 'pressed'">Theirs</button>`;
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${host.url}host.html`);
  await expect(page.locator("[data-whowhen][data-state=ready]")).toHaveCount(2);
  await page.evaluate(() => {
    globalThis.told = [];
    addEventListener("whowhen-error", ({ detail, target }) => {
      told.push(detail.message);
      // A page that always tries something else is not caught in a circle.
      target.load("made/arabic.json").catch(() => {});
    });
  });
  await panic(page, "listener");
  await expect(alerts(page)).toHaveCount(2);
  const readers = page.locator("who-when");
  await expect(blocks(readers.first())).toHaveText(made("sound.json").blocks.map(({ text }) => text), { useInnerText: false });
  await expect(blocks(readers.last())).toHaveText(first.blocks.map(({ text }) => text), { useInnerText: false });
  expect(await page.evaluate(() => told)).toHaveLength(2);
  await page.getByRole("button", { name: "Theirs" }).click();
  await expect(page.getByRole("button", { name: "pressed" })).toBeVisible();
  // What it is asked afterwards has an answer, and asks for no more.
  expect(await page.evaluate(() => document.querySelector("who-when").select({ event: "x" }))).toBe(false);
  expect(await page.evaluate(() => document.querySelector("who-when").load("made/sound.json").catch((error) => error.message))).toContain("stopped");
  expect(await page.evaluate(() => told)).toHaveLength(2);
  // One that is added later says the same, and one that is removed goes.
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("who-when"), { src: "made/sound.json" })));
  await expect(alerts(page)).toHaveCount(3);
  await page.evaluate(() => document.querySelector("who-when").remove());
  await expect(alerts(page)).toHaveCount(2);
});

test("before there is an article, the page's own words stay, and it says how to try again", async ({ page, host, complaints }) => {
  complaints.allow(...EXPECTED);
  const html = `<!doctype html><html lang="en"><title>Somebody's page</title><script type="module" src="embed.js"></script>
    <body><who-when src="stuck/sound.json"><p>Their own words</p></who-when>`;
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${host.url}host.html`);
  await expect(page.locator("[data-whowhen][data-state=loading]")).toHaveCount(1);
  await panic(page, "frame");
  await expect(alerts(page)).toContainText("Reload the page to try again.");
  await expect(alerts(page)).not.toContainText("below");
});

test("in a diagram: it says so in its place, and the text and the events go on", async ({ reader, page, complaints }) => {
  complaints.allow(/^error: .*A diagram stopped: [^]*a diagram panics because a test asks for it/, /^uncaught: .*unreachable/);
  const article = { ...first, title: "A panic in a diagram" };
  await page.route("**/made/own.json", (route) => route.fulfill({ json: article }));
  await reader.open("?src=made/own.json&view=timeline");
  await page.locator(".stage [data-events]").first().locator("rect").first().click();
  await expect(page.getByRole("alert")).toContainText("The diagram stopped because of an error.");
  const before = complaints.heard.length;
  await reader.events.getByRole("heading", { level: 4 }).first().hover();
  await page.keyboard.press("t");
  await expect(reader.text).toBeVisible();
  expect(complaints.heard.slice(before)).toEqual([]);
});
