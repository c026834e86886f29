/**
 * The way from an address to an article: waiting, every way in which a file fails to come or is none, trying again, the
 * library, problems in a file, and that nothing of a file is ever run.
 */
import { files } from "./files.mjs";
import { expect, FAILED_TO_LOAD, first, holdModule, made, test } from "./reader.mjs";
import { serve } from "./server.mjs";

/** An error is told in full: as an alert, in the state, in words that say what is wrong and what to do. */
async function tells(reader, { what, todo, path = null }) {
  await expect(reader.root).toHaveAttribute("data-state", "error");
  await expect(reader.alert).toHaveAttribute("data-error");
  await expect(reader.alert.getByRole("heading")).toHaveText("This article cannot be shown");
  await expect(reader.alert).toContainText(what);
  await expect(reader.alert).toContainText(todo);
  if (path === null) await expect(reader.alert).not.toHaveAttribute("data-path");
  else await expect(reader.alert).toHaveAttribute("data-path", path);
}

/** Other articles are offered as links, and lead there. */
async function offersOthers(reader) {
  const link = reader.page.getByRole("navigation", { name: "Articles" }).getByRole("link", { name: first.title });
  // Its own page; here the article comes without another page.
  await expect(link).toHaveAttribute("href", `${reader.host.url}${first.id}/`);
  await link.click();
  await reader.ready();
  await expect(reader.page.getByRole("heading", { level: 1 })).toHaveText(first.title);
  await expect(reader.alert).toBeHidden();
}

const unsound = [
  { name: "empty", what: "The file is empty.", todo: "Download or create the file again" },
  { name: "page", what: "This is a web page, not an article file.", todo: "Check the address" },
  { name: "truncated", what: "The file is incomplete: it ends at line 1", todo: "Download it again" },
  { name: "null", what: "The file is JSON, but not an article", todo: "begins with {\"format\": \"whowhen/1\"" },
  { name: "list", what: "The file is JSON, but not an article", todo: "begins with {\"format\": \"whowhen/1\"" },
  { name: "deep", what: "The file is nested too deeply at line 1", todo: "Check that this is an article file" },
  { name: "deep-within", what: "The file is nested too deeply at line 1", todo: "Check that this is an article file" },
  {
    name: "wrong-deep",
    what: "in events[1].participants[1].actor: a text was expected, and there was a list (line 1, column ",
    todo: "Correct events[1].participants[1].actor",
    path: "events[1].participants[1].actor",
  },
  { name: "version", what: "The format of the file is “whowhen/2”", todo: "made for another version", path: "format" },
  { name: "no-blocks", what: "The article has no text", todo: "Add at least one block", path: "blocks" },
  { name: "utf16", what: "The file is encoded in UTF-16", todo: "Save the file again as UTF-8" },
  { name: "random", what: "The file is not text in UTF-8", todo: "Check that it is an article file" },
];

for (const { name, ...words } of unsound) {
  test(`a file that is no article: ${name}`, async ({ reader, page, host }) => {
    await page.goto(`${host.url}?src=made/${name}.json`);
    await tells(reader, words);
    await expect(reader.alert).toContainText(`${host.url}made/${name}.json`);
    // The file is mended, and tried again.
    await page.route(`**/made/${name}.json`, (route) => route.fulfill({ json: made("sound.json") }));
    await reader.alert.getByRole("button", { name: "Try again" }).click();
    await reader.ready();
    await expect(reader.alert).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Made for a test");
  });
}

const CUT = /^error: Failed to load resource: net::ERR_(INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|CONNECTION_\w+)/;
const missing = [
  { src: "status/404", what: "There is no file at ", todo: "Check the address for mistakes" },
  { src: "status/403", what: "is not publicly accessible (403)", todo: "Ask its owner to make it public" },
  { src: "status/418", what: "The server did not return ", todo: "Try again later" },
  { src: "status/500", what: "has a problem (500)", todo: "Try again later" },
  { src: "broken/sound.json", what: "was lost after ", todo: "Check your connection and try again", allow: CUT },
  { src: "javascript:alert(1)", what: "“javascript:alert(1)” is not the address of a file on the web", todo: "beginning with https://" },
  { src: "data:application/json,{}", what: "“data:application/json,{}” is not the address", todo: "beginning with https://" },
  { src: "file:///etc/passwd", what: "is not the address of a file on the web", todo: "beginning with https://" },
  { src: "http://", what: "“http://” is not the address", todo: "beginning with https://" },
];

for (const { src, allow = FAILED_TO_LOAD, ...words } of missing) {
  test(`a file that does not come: ${src}`, async ({ reader, page, host, complaints }) => {
    complaints.allow(allow);
    await page.goto(`${host.url}?src=${encodeURIComponent(src)}`);
    await tells(reader, words);
    await offersOthers(reader);
    // Back to the error: it is told again, and the article that was there stays.
    await page.goBack();
    await tells(reader, words);
    await expect(reader.text).toHaveAttribute("data-article", first.id);
  });
}

test("after an error, who goes on with the article that is there has its address again", async ({ reader, page, host, complaints }) => {
  // The address named the file that had not come, together with what was held in the one that was there.
  complaints.allow(FAILED_TO_LOAD);
  await page.goto(`${host.url}?src=status/404`);
  await offersOthers(reader);
  await page.goBack();
  await tells(reader, { what: "There is no file at ", todo: "Check the address" });
  const { id, title } = first.events[0];
  await reader.title(title).click();
  await reader.holds({ event: id });
  expect(reader.asked("src")).toBe(null);
  expect(reader.asked("article")).toBe(first.id);
  await expect(reader.alert).toBeHidden();
  await page.reload();
  await reader.ready();
  await reader.holds({ event: id });
});

test("a page that is made for one file stays with it on the way back", async ({ reader, page, host }) => {
  // Back asked the address alone, which names no article, and opened the first of the library.
  const html = await (await page.request.get(host.url)).text();
  await page.route(host.url, (route) => route.fulfill({ contentType: "text/html", body: html.replace(/library="?[^" >]+"?/, "src=made/sound.json") }));
  await page.goto(host.url);
  await reader.ready();
  const actors = page.getByRole("heading", { level: 1 });
  await expect(actors).toHaveText("Made for a test");
  await page.evaluate(() => history.pushState(null, "", "?event=e"));
  await page.goBack();
  await reader.ready();
  await expect(actors).toHaveText("Made for a test");
});

/** Lets the module come only when the test says so. Returns the addresses of the JSON files that were asked for, and that function. */
async function heldBack(page) {
  const asked = [];
  page.on("request", (request) => new URL(request.url()).pathname.endsWith(".json") && asked.push(request.url()));
  const come = await holdModule(page);
  return { asked, come };
}

for (const [what, path, files] of [
  ["an article", "?src=made/sound.json", ["made/sound.json"]],
  ["the list of the library", `?article=${first.id}`, ["articles/index.json", `articles/${first.id}.json`]],
]) {
  test(`${what} is asked for while the module is on its way, and once`, async ({ reader, page, host }) => {
    const { asked, come } = await heldBack(page);
    const addresses = files.map((file) => host.url + file);
    await page.goto(host.url + path);
    await expect.poll(() => asked).toEqual(addresses.slice(0, 1));
    come();
    await reader.ready();
    expect(asked.filter((address) => addresses.includes(address))).toEqual(addresses);
  });
}

test("a server that recovers: trying again shows the article", async ({ reader, page, host, complaints }) => {
  complaints.allow(FAILED_TO_LOAD);
  await page.route("**/made/sound.json", (route) => route.fulfill({ status: 503, body: "" }), { times: 2 });
  await page.goto(`${host.url}?src=made/sound.json`);
  await tells(reader, { what: "has a problem (503)", todo: "Try again later" });
  await reader.alert.getByRole("button", { name: "Try again" }).click();
  await tells(reader, { what: "has a problem (503)", todo: "Try again later" });
  await reader.alert.getByRole("button", { name: "Try again" }).click();
  await reader.ready();
  await expect(reader.text).toHaveAttribute("data-article", "made");
});

test("a server that falls silent is given up after twenty seconds", async ({ reader, page, host }) => {
  await page.clock.install();
  await page.goto(`${host.url}?src=stuck/sound.json`);
  await expect(reader.root).toHaveAttribute("data-state", "loading");
  await page.clock.fastForward(15_000);
  await expect(reader.root).toHaveAttribute("data-state", "loading");
  await expect(async () => {
    await page.clock.fastForward(6_000);
    await expect(reader.root).toHaveAttribute("data-state", "error", { timeout: 1_000 });
  }).toPass();
  await tells(reader, { what: "did not answer for 20 seconds", todo: "Check your connection and try again" });
});

test("a file on another site, which the policy forbids", async ({ reader, page, host, complaints }) => {
  complaints.allow(/violates the following Content Security Policy directive: "connect-src 'self'"/, /Fetch API cannot load/);
  const other = await serve();
  await page.goto(`${host.url}?src=${other.url}made/sound.json`);
  await tells(reader, { what: `${other.url}made/sound.json could not be reached.`, todo: "this page's own (its Content-Security-Policy)" });
  await offersOthers(reader);
  await other.stop();
});

test("an unknown id: the library's articles are offered", async ({ reader, page, host }) => {
  await page.goto(`${host.url}?article=n<i>one`);
  await tells(reader, { what: "The library has no article “n<i>one”.", todo: "open one of its articles" });
  await offersOthers(reader);
  expect(new URL(page.url()).search).toBe(`?article=${first.id}`);
});

const lists = [
  { body: { status: 404, body: "" }, what: "The list of articles could not be loaded. There is no file at", todo: "Check the address" },
  { body: { body: "<!doctype html>" }, what: "The list of articles cannot be read.", todo: "Check the address" },
  { body: { json: { articles: [] } }, what: "No article was asked for.", todo: "Add ?src=" },
];

for (const { body, what, todo } of lists) {
  test(`a library that cannot be used: ${what}`, async ({ reader, page, host, complaints }) => {
    complaints.allow(FAILED_TO_LOAD);
    await page.route("**/articles/index.json", (route) => route.fulfill(body), { times: 1 });
    await page.goto(host.url);
    await tells(reader, { what, todo });
    await reader.alert.getByRole("button", { name: "Try again" }).click();
    await reader.ready();
  });
}

test("a slow file: how much is there is said in words, then the article", async ({ reader, page, host }) => {
  await page.goto(`${host.url}?src=paused/large-2000.json`);
  await expect(page.getByRole("status")).toHaveText(/^Loading the article: 0\.\d of 0\.\d MB$/);
  await expect(page.getByRole("progressbar", { name: "Loading the article" })).toBeVisible();
  host.resume();
  await reader.ready();
  await expect(page.getByRole("progressbar")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A large article");
});

test("a byte order mark is no trouble", async ({ reader, page }) => {
  await reader.open("?src=made/bom.json");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("With a mark");
  await expect(page.locator("[data-problem]")).toHaveCount(0);
});

test("problems are counted in the head, and listed with what, where and how to mend them; the rest is shown", async ({ reader, page }) => {
  await reader.open("?src=made/problems.json");
  const list = page.locator("[data-problem]");
  const paths = ["actors[0].links[0].url", "events[0].when", "mentions[1].actor", "mentions[2].at[0]"];
  await expect(list.first()).toBeHidden();
  await reader.text.getByRole("button", { name: `${paths.length} problems` }).click();
  await expect(list).toHaveCount(paths.length);
  expect((await list.evaluateAll((items) => items.map((item) => item.dataset.path))).sort()).toEqual(paths);
  for (const problem of await list.all()) {
    await expect(problem).toBeVisible();
    await expect(problem).toContainText(/Done: .+\. *To fix it: .+\./);
  }
  await expect(list.first()).toBeInViewport();
  await expect(page.locator("summary")).toBeFocused();
  await expect(reader.pieces(0)).toHaveText("Mali");
  await expect(await reader.opened("An event")).toContainText("undated");
});

test("markup in a file stays text, nothing of it runs, and its links are safe", async ({ reader, page }) => {
  const article = made("markup.json");
  await reader.open("?src=made/markup.json");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(article.title);
  await expect(page.locator("[data-whowhen] :is(img, script, b:not(.bar b))")).toHaveCount(0);
  const link = reader.text.getByRole("link", { name: "link" });
  await expect(link).toHaveAttribute("href", article.blocks[1].marks[0].href);
  await expect(link).toHaveAttribute("rel", /noopener/);
  await reader.title(article.events[0].title).click();
  await reader.holds({ event: article.events[0].id });
  await reader.pieces(0).first().click();
  await reader.holds({ actor: article.actors[0].id, event: article.events[0].id });
  await expect(page.getByRole("dialog", { name: article.actors[0].name, exact: true })).toBeVisible();
  // The same ids, by way of the address.
  await page.reload();
  await reader.ready();
  await reader.holds({ actor: article.actors[0].id, event: article.events[0].id });
  expect(await page.evaluate(() => window.ran)).toBeUndefined();
});

test.describe("where the words of a language do not come", () => {
  test.use({ locale: "fr-FR" });
  test("the article comes without them", async ({ reader, page }) => {
    await page.route("**/*.fr.json", () => {});
    await reader.open("?src=made/sound.json");
    await expect(page.getByRole("heading", { name: "Made for a test", level: 1 })).toBeVisible();
    await expect(reader.root).toHaveAttribute("lang", "en");
  });
});

test("what in the address is of others stays when another article is opened", async ({ reader, page }) => {
  await reader.open(`?article=${first.id}&campaign=letter`);
  await page.getByRole("button", { name: "Menu" }).click();
  const field = page.getByRole("textbox", { name: "Address of an article file" });
  await field.fill("made/sound.json");
  await field.press("Enter");
  await expect(page.getByRole("heading", { name: "Made for a test", level: 1 })).toBeVisible();
  expect(reader.asked("campaign")).toBe("letter");
  await expect(reader.root).toBeFocused();
});

test("from a file of the machine Back leads to the article before it; nothing gives a link to it", async ({ reader, page }) => {
  await reader.open("?event=moura");
  const title = await reader.text.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.locator("input[type=file]:not([webkitdirectory])").setInputFiles({ name: "large-400.json", mimeType: "application/json", buffer: Buffer.from(files["large-400.json"]()) });
  const heading = page.getByRole("heading", { name: "A large article", level: 1 });
  await expect(heading).toBeVisible();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByText("Choose an event or select words to copy a quotation.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Copy/ })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(page.locator(".printed")).toHaveText(/^Printed on [^/]*$/);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  // Another language, the same place.
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 3000);
  const top = () => page.evaluate(() => [...document.querySelectorAll("[data-block]")].find((block) => block.getBoundingClientRect().bottom > 60).dataset.block);
  await expect.poll(top).not.toBe("h0");
  // Until the page has stood still.
  await reader.still();
  const before = await top();
  // By the mouse alone: the driver's own click scrolls first.
  for (const name of ["Menu", "Français"]) {
    const { x, y, width, height } = await page.getByRole("button", { name, exact: true }).boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2);
  }
  await expect(reader.root).toHaveAttribute("lang", "fr");
  await expect.poll(top).toBe(before);
  await page.goBack();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
});
