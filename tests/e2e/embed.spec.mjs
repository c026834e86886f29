/** In another page: `<who-when>` in its shadow root, several at once, moved and removed, and what stays when it fails. */
import { expect, first, test } from "./reader.mjs";

/** A page of somebody else with these elements in its body. */
async function visit(page, host, body) {
  const html = `<!doctype html><html lang="en"><title>Somebody's page</title><script type="module" src="embed.js"></script><body>${body}`;
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${host.url}host.html`);
}

const sound = '<who-when src="made/sound.json"><a href="made/sound.json">The article</a></who-when>';
const story = `<who-when src="articles/${first.id}.json"></who-when>`;
const ready = (page, number) => expect(page.locator("[data-whowhen][data-state=ready]")).toHaveCount(number);

test("an element shows its article in a shadow root, and leaves the page's title and address alone", async ({ page, host }) => {
  await visit(page, host, story);
  await ready(page, 1);
  expect(await page.evaluate(() => document.querySelector("who-when").shadowRoot.querySelector("h1").textContent)).toBe(first.title);
  expect(await page.evaluate(() => document.querySelector("[data-whowhen]"))).toBe(null);
  await expect(page).toHaveTitle("Somebody's page");
  await page.locator("who-when article[data-event] h4 button").first().click();
  await expect(page.locator("who-when [data-event][aria-current=true]")).toHaveCount(1);
  expect(new URL(page.url()).search).toBe("");
});

test("two in one page share one download of the module, and each holds its own", async ({ page, host }) => {
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await visit(page, host, story + story);
  await ready(page, 2);
  expect(fetched.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  await page.locator("who-when").first().locator("article[data-event] h4 button").first().click();
  await expect(page.locator("who-when").first().locator("[data-event][aria-current=true]")).toHaveCount(1);
  await expect(page.locator("who-when").last().locator("[data-event][aria-current=true]")).toHaveCount(0);
});

test("moved, taken out and put back, it shows its article again and is there once", async ({ page, host }) => {
  await visit(page, host, `${sound}<section></section>`);
  await ready(page, 1);
  await page.evaluate(() => document.querySelector("section").append(document.querySelector("who-when")));
  await ready(page, 1);
  await page.evaluate(() => {
    window.kept = document.querySelector("who-when");
    window.kept.remove();
  });
  await ready(page, 0);
  await page.evaluate(() => document.body.append(window.kept));
  await ready(page, 1);
  await expect(page.locator("who-when").getByRole("heading", { level: 1 })).toHaveText("Made for a test");
});

test("taken out, or asked for another article, while its library comes: the others go on, and the request ends", async ({ page, host }) => {
  // The module that all share stopped: what had waited for the list asked a reader that was gone. And nobody had ended
  // the request.
  const [open, ended] = [[], []];
  page.on("requestfailed", (request) => ended.push(new URL(request.url()).pathname.split("/").at(-1)));
  await page.route("**/list-*.json", (route) => void open.push(route));
  const waits = (name) => `<who-when id="${name}" library="list-${name}.json" article="x"></who-when>`;
  await visit(page, host, waits("gone") + waits("other") + "<main></main>");
  await expect.poll(() => open.length).toBe(2);
  await page.evaluate(() => {
    document.getElementById("gone").remove();
    document.getElementById("other").setAttribute("src", "made/sound.json");
  });
  await ready(page, 1);
  await expect.poll(() => ended.sort()).toEqual(["list-gone.json", "list-other.json"]);
  await page.evaluate((html) => document.querySelector("main").insertAdjacentHTML("beforeend", html), story);
  await ready(page, 2);
});

test("where the module does not come, what stands in the element stays", async ({ page, host, complaints }) => {
  complaints.allow(/./);
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await visit(page, host, sound);
  await expect(page.getByRole("link", { name: "The article" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("link", { name: "The article" })).toBeVisible();
  await ready(page, 0);
});

test("keys act only in the reader that has the focus, and nowhere in the page around it", async ({ page, host }) => {
  await visit(page, host, `<input aria-label="Theirs">${story}${story}`);
  await ready(page, 2);
  const held = (nth) => page.locator("who-when").nth(nth).locator("[data-event][aria-current=true]");
  await page.keyboard.press("j");
  await page.getByLabel("Theirs").press("j");
  await page.locator("who-when").last().locator(".side.end h4 button").first().focus();
  await page.keyboard.press("j");
  await expect(held(1)).toHaveCount(1);
  await expect(held(0)).toHaveCount(0);
  await page.getByLabel("Theirs").focus();
  await page.keyboard.press("k");
  await page.keyboard.press("Escape");
  await expect(held(1)).toHaveCount(1);
});

test("the page that embeds it chooses the language, and a link leads to the reader's own page", async ({ page, host, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await visit(page, host, story.replace("<who-when", '<who-when lang="fr"'));
  await ready(page, 1);
  await expect(page.getByRole("button", { name: "Rechercher" })).toBeVisible();
  await page.locator(".tools.share > button").click();
  await page.locator(".tools.share .action").first().click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("?src=");
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.href.split("?")[0]).toBe(host.url);
  expect(new URL(link.searchParams.get("src")).pathname).toMatch(new RegExp(`articles/${first.id}.json$`));
});
