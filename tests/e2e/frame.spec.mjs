/** The reader in a frame of somebody's page: what the page around it learns, and from whom the frame takes what it is asked. */
import { event, expect, first, test } from "./hosts.mjs";
import { FAILED_TO_LOAD } from "./reader.mjs";

const coup = event("coup-2012");
const WRONG = /Failed to execute 'postMessage'/;

/** A frame as a page writes it. */
const frame = (theirs, asked, more = "") => `<iframe src="${theirs.at("frame.html")}?${new URLSearchParams(asked)}" title="A story" width="640" height="500" ${more}></iframe>`;

// A heading with `autofocus`, in the list of keys that nobody has opened: see the last test.
const AUTOFOCUS = /Blocked autofocusing/;
test.beforeEach(({ complaints }) => complaints.allow(AUTOFOCUS));

/** Visits a page with these frames in it, which writes down what it is told. */
async function visit(theirs, body) {
  await theirs.page.addInitScript(() => {
    globalThis.heard = [];
    addEventListener("message", ({ data, origin, source }) => heard.push({ ...data, origin, of: Array.from({ length: frames.length }, (_, nth) => frames[nth]).indexOf(source) }));
  });
  await theirs.visit(body, { script: false });
}

const heard = (page, what) => page.evaluate((what) => heard.filter(({ whowhen }) => whowhen === what), what);
const inside = (page, nth = 0) => page.frameLocator("iframe").nth(nth);
const ready = (page, nth = 0) => expect(inside(page, nth).locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
const card = (page, id) => inside(page).locator(`[data-event="${id}"]`).getByRole("heading").getByRole("button");
const held = (page, nth = 0) => inside(page, nth).locator("[data-event][aria-current=true]");
const ask = (page, what, nth = 0) => page.evaluate(([what, nth]) => frames[nth].postMessage(what, "*"), [what, nth]);

/** Waits until what was sent before has come: the frame answers in the order that it is asked in. */
const settled = (page, nth = 0) => page.locator("iframe").nth(nth).contentFrame().locator("body").evaluate(() => new Promise((done) => setTimeout(done)));

test("what its address asks for is shown, and the page is told: ready, the height, what is held", async ({ theirs, page }) => {
  await visit(theirs, frame(theirs, { article: first.id, event: coup.id, origin: theirs.site.url }));
  await ready(page);
  await expect(held(page)).toHaveAttribute("data-event", coup.id);
  await expect.poll(() => heard(page, "ready")).toEqual([{ whowhen: "ready", id: first.id, title: first.title, origin: new URL(theirs.host.url).origin, of: 0 }]);
  // The whole of the frame, and no more: it scrolls in itself.
  await expect.poll(async () => (await heard(page, "height")).at(-1)?.height).toBe(500);
  await page.locator("iframe").evaluate((frame) => (frame.height = 700));
  await expect.poll(async () => (await heard(page, "height")).at(-1)?.height).toBe(700);
  await inside(page).getByRole("button", { name: /^Events/ }).first().click();
  await card(page, "konna-falls").click();
  await expect(held(page)).toHaveAttribute("data-event", "konna-falls");
  await expect.poll(() => heard(page, "select")).toMatchObject([{ event: "konna-falls", actor: null }]);
});

for (const asked of [{ view: "event" }, { view: "quote" }, { height: "auto" }]) {
  const [[name, value]] = Object.entries(asked);
  test(`with ${name}=${value} it is as high as what it shows, and tells when that changes`, async ({ theirs, page }) => {
    await visit(theirs, frame(theirs, { article: first.id, event: "rebellion", origin: theirs.site.url, ...asked }));
    await ready(page);
    const fits = async () => {
      const told = (await heard(page, "height")).at(-1)?.height;
      // The page does what it is told.
      await page.locator("iframe").evaluate((frame, height) => (frame.height = height), told);
      const { height, over } = await inside(page).locator("html").evaluate((root) => ({
        height: Math.ceil(root.querySelector("who-when").getBoundingClientRect().height),
        over: root.scrollHeight - root.clientHeight,
      }));
      return { told: told === height, over };
    };
    await expect.poll(fits).toEqual({ told: true, over: 0 });
    const before = (await heard(page, "height")).at(-1).height;
    expect(before).toBeGreaterThan(50);
    await page.locator("iframe").evaluate((frame) => (frame.width = 300));
    await expect.poll(async () => (await heard(page, "height")).at(-1).height).toBeGreaterThan(before);
    await expect.poll(fits).toEqual({ told: true, over: 0 });
  });
}

test("another event in its place is told, and the height with it", async ({ theirs, page }) => {
  await visit(theirs, frame(theirs, { article: first.id, view: "event", event: "rebellion", origin: theirs.site.url }));
  await ready(page);
  await expect.poll(() => heard(page, "height")).not.toHaveLength(0);
  const before = (await heard(page, "height")).at(-1).height;
  await inside(page).getByRole("button", { name: coup.title }).click();
  await expect.poll(() => heard(page, "select")).toMatchObject([{ event: coup.id, actor: null }]);
  await expect.poll(async () => (await heard(page, "height")).at(-1).height).not.toBe(before);
});

test("an article that does not come is told", async ({ theirs, page, complaints }) => {
  complaints.allow(FAILED_TO_LOAD);
  await visit(theirs, frame(theirs, { src: theirs.at("status/404"), origin: theirs.site.url }));
  await expect.poll(() => heard(page, "error")).toHaveLength(1);
  const [{ message, advice }] = await heard(page, "error");
  expect([message, advice].every((words) => words.length > 5)).toBe(true);
});

test("the page asks for something to be held, or let go", async ({ theirs, page }) => {
  await visit(theirs, frame(theirs, { article: first.id, origin: theirs.site.url }));
  await ready(page);
  await ask(page, { whowhen: "select", event: coup.id });
  await expect(held(page)).toHaveAttribute("data-event", coup.id);
  await ask(page, { whowhen: "select", actor: "mali" });
  await expect(held(page)).toHaveCount(0);
  await expect(inside(page).locator('[data-actor-entry="mali"] button[aria-pressed]')).toHaveAttribute("aria-pressed", "true");
  await ask(page, { whowhen: "select" });
  await expect(inside(page).locator("[data-actor-entry] button[aria-pressed=true]")).toHaveCount(0);
  // What is nothing that it knows is nothing to it.
  for (const nonsense of ["select", null, 5, { whowhen: "dance" }, ["select"]]) await ask(page, nonsense);
  await ask(page, { whowhen: "select", event: coup.id });
  await expect(held(page)).toHaveAttribute("data-event", coup.id);
});

test("without an origin in its address it tells the page that it stands in, and obeys it", async ({ theirs, page }) => {
  await visit(theirs, frame(theirs, { article: first.id }));
  await ready(page);
  await expect.poll(() => heard(page, "ready")).toHaveLength(1);
  await ask(page, { whowhen: "select", event: coup.id });
  await expect(held(page)).toHaveAttribute("data-event", coup.id);
});

for (const [what, origin] of [
  ["another site", "https://elsewhere.example"],
  ["another port", "http://127.0.0.1:9"],
]) {
  test(`a page of another origin than the address names hears nothing, and is not obeyed: ${what}`, async ({ theirs, page, complaints }) => {
    complaints.allow(WRONG);
    await visit(theirs, frame(theirs, { article: first.id, origin }));
    await ready(page);
    await ask(page, { whowhen: "select", event: coup.id });
    await settled(page);
    await expect(held(page)).toHaveCount(0);
    await inside(page).getByRole("button", { name: /^Events/ }).first().click();
    await card(page, "konna-falls").click();
    await expect(held(page)).toHaveAttribute("data-event", "konna-falls");
    await settled(page);
    expect(await page.evaluate(() => heard)).toEqual([]);
  });
}

test("only the page around it is obeyed: a frame beside it, of the same origin as that page, is not", async ({ theirs, page }) => {
  const sibling = theirs.put("<p>Beside it</p>", { script: false });
  await visit(theirs, `${frame(theirs, { article: first.id, origin: theirs.site.url })}<iframe src="${sibling}" title="Beside it"></iframe>`);
  await ready(page);
  await expect(inside(page, 1).getByText("Beside it")).toBeVisible();
  await inside(page, 1).locator("body").evaluate((_, id) => parent.frames[0].postMessage({ whowhen: "select", event: id }, "*"), coup.id);
  await settled(page);
  await expect(held(page)).toHaveCount(0);
  expect(await heard(page, "select")).toEqual([]);
  await ask(page, { whowhen: "select", event: "konna-falls" });
  await expect(held(page)).toHaveAttribute("data-event", "konna-falls");
});

test("a key acts as soon as the frame has the focus, whatever in it has it", async ({ theirs, page }) => {
  await visit(theirs, `<p><button>Theirs</button></p>${frame(theirs, { article: first.id, origin: theirs.site.url })}`);
  await ready(page);
  await page.getByRole("button", { name: "Theirs" }).focus();
  await page.keyboard.press("j");
  await page.locator("iframe").evaluate((frame) => frame.contentWindow.focus());
  await expect(held(page)).toHaveCount(0);
  await page.keyboard.press("j");
  await expect(held(page)).toHaveCount(1);
  // Now something has the focus, and each key acts once.
  const one = await held(page).getAttribute("data-event");
  await page.keyboard.press("j");
  await expect(held(page)).not.toHaveAttribute("data-event", one);
  await page.keyboard.press("k");
  await expect(held(page)).toHaveAttribute("data-event", one);
  await page.keyboard.press("Escape");
  await expect(held(page)).toHaveCount(0);
});

test("two frames on one page: each tells of itself", async ({ theirs, page }) => {
  await visit(theirs, frame(theirs, { article: first.id, origin: theirs.site.url }) + frame(theirs, { src: "made/arabic.json", origin: theirs.site.url }));
  await ready(page, 0);
  await ready(page, 1);
  await ask(page, { whowhen: "select", event: "e" }, 1);
  await expect(held(page, 1)).toHaveCount(1);
  await expect.poll(() => heard(page, "select")).toMatchObject([{ of: 1, event: "e" }]);
  expect((await heard(page, "ready")).map(({ id, of }) => [of, id]).sort()).toEqual([[0, first.id], [1, "arabic"]]);
  await expect(held(page, 0)).toHaveCount(0);
});

test("opened alone it is a page, and tells nobody, nor itself", async ({ theirs, page }) => {
  await page.addInitScript(() => {
    globalThis.heard = [];
    addEventListener("message", ({ data }) => heard.push(data));
  });
  await page.goto(`${theirs.at("frame.html")}?article=${first.id}&event=${coup.id}`);
  await expect(page.locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
  await expect(page.locator("[data-event][aria-current=true]")).toHaveAttribute("data-event", coup.id);
  await expect(page).toHaveTitle(first.title);
  // Nothing beside the reader, which fills the window.
  expect(await page.evaluate(() => [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth])).toEqual([0, 0]);
  expect(await page.evaluate(() => heard.filter((data) => data?.whowhen))).toEqual([]);
});

test("a frame that may run scripts and no more works: no storage, an origin of its own", async ({ theirs, page }) => {
  await visit(theirs, frame(theirs, { article: first.id, origin: theirs.site.url }, 'sandbox="allow-scripts"'));
  await ready(page);
  await expect.poll(() => heard(page, "ready")).toMatchObject([{ id: first.id, origin: "null" }]);
});

test("language, colours and order are those that its address asks for", async ({ theirs, page }) => {
  await visit(theirs, frame(theirs, { article: first.id, lang: "fr", theme: "dark", order: "happened" }, 'style="width: 1200px"'));
  await ready(page);
  await expect(inside(page).getByRole("button", { name: "Rechercher" })).toBeVisible();
  await expect(inside(page).locator("[data-whowhen]")).toHaveCSS("color-scheme", "dark");
  await expect(inside(page).getByRole("complementary", { name: "Événements" }).getByRole("heading", { level: 3 }).first()).toHaveText(/2012/);
});

test("nothing is complained of in a frame of another origin", async ({ theirs, page }) => {
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await visit(theirs, frame(theirs, { article: first.id }));
  await ready(page);
  await expect.poll(() => heard(page, "ready")).toHaveLength(1);
  expect(said).toEqual([]);
});

for (const [locale, words] of [["en-GB", "This frame needs an article"], ["fr-FR", "Ce cadre a besoin d’un article"], ["ar", "يحتاج هذا الإطار إلى مقال"]]) {
  test.describe(locale, () => {
    test.use({ locale });
    test("a frame that asks for nothing says what it needs", async ({ theirs, page }) => {
      await visit(theirs, frame(theirs, {}));
      await expect(inside(page).getByRole("alert")).toContainText(words);
    });
  });
}

test("a link of the text opens a tab and leaves the article in its frame", async ({ theirs, page, context }) => {
  await visit(theirs, frame(theirs, { src: theirs.at("made/large-2000.json") }));
  await ready(page);
  await context.route("https://example.org/", (route) => route.fulfill({ body: "there" }));
  const opened = context.waitForEvent("page");
  await inside(page).locator("[data-block] a[href]").first().click();
  expect((await opened).url()).toBe("https://example.org/");
  await expect(inside(page).locator("[data-block]").first()).toBeVisible();
});

test("a page that is isolated (COEP) takes in the frame", async ({ theirs, page }) => {
  theirs.site.pages.set("/isolated", {
    headers: { "content-type": "text/html; charset=utf-8", "cross-origin-embedder-policy": "require-corp" },
    body: `<!doctype html><html lang="en"><title>Isolated</title>${frame(theirs, { article: first.id })}`,
  });
  await page.goto(`${theirs.site.url}/isolated`);
  await ready(page);
});
