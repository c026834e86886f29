/**
 * A library of more than fifty articles: pages of the list, each with an address and without scripts too; a search in the
 * whole text and by actor, whose files come when somebody searches; and one that starts with its first article.
 */
import { expect, FAILED_TO_LOAD, Reader, test as base } from "./reader.mjs";
import { Site, siteOf } from "./site.mjs";

const COUNT = 120;

/** A small article: all are of Mali; every third of Chad too, under the name that its language has for it. */
function article(n) {
  const language = n % 2 ? "fr" : "en";
  const chad = n % 3 === 0;
  const text = `Report ${n}: Mali answers.${chad ? " Chad listens." : ""} The word of this one is cobalt${n}.`;
  const actor = (id, name, wikidata) => ({ id, kind: "state", name, ids: { wikidata } });
  const mention = (actor, quote) => ({ actor, at: [{ block: "b", quote }] });
  return {
    format: "whowhen/1",
    id: `r${n}`,
    title: `Report ${n}`,
    language,
    published: `20${10 + (n % 14)}-03-0${1 + (n % 9)}`,
    summary: `What report ${n} says.`,
    blocks: [{ id: "b", kind: "paragraph", text }],
    actors: [actor("mali", "Mali", "Q912"), ...(chad ? [actor("chad", "Chad", "Q657")] : [])],
    mentions: [mention("mali", "Mali"), ...(chad ? [mention("chad", "Chad")] : [])],
    events: [{ id: "e", title: "Mali answers", when: `20${10 + (n % 14)}`, participants: [{ actor: "mali", role: "agent" }], evidence: [{ block: "b", quote: "Mali answers." }] }],
  };
}

const test = base.extend({
  long: [
    async ({}, use) => {
      const site = siteOf(Array.from({ length: COUNT }, (_, n) => article(n)));
      await site.start();
      await use(site);
      await site.end();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

// One copy of the site is enough.
test.describe.configure({ mode: "default" });

const entries = (page) => page.locator("[data-library-entry]");

test("the list has pages, each with an address; each article and its way back", async ({ page, long }) => {
  const reader = new Reader(page, long);
  await reader.start();
  await expect(page.getByRole("heading", { name: `Articles ${COUNT}` })).toBeVisible();
  await expect(entries(page)).toHaveCount(50);
  const pages = page.getByRole("navigation", { name: "Pages of the list" });
  await expect(pages.locator("[aria-current=page]")).toHaveText("1");
  await pages.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(`${long.url}list/2/`);
  await reader.ready();
  await expect(page.locator("[data-library-entry=r50]")).toBeVisible();
  await pages.getByRole("link", { name: "Page 3", exact: true }).click();
  await reader.ready();
  await expect(entries(page)).toHaveCount(20);
  await page.getByRole("link", { name: "Report 119" }).click();
  await reader.ready();
  await expect(reader.text).toHaveAttribute("data-article", "r119");
  await page.getByRole("link", { name: "Whowhen: Start page" }).click();
  await expect(page).toHaveURL(long.url);
  await reader.ready();
  // Beside the article and its page of the list, nothing of the list was loaded.
  long.asked.length = 0;
  await page.goto(`${long.url}r119/`);
  await reader.ready();
  expect(long.asked.filter((name) => /articles\//.test(name))).toEqual(["GET articles/index-3.json", "GET articles/r119.json"]);
});

test("an article is found by the words of its text, and nothing of the search was loaded before", async ({ page, long }) => {
  const reader = new Reader(page, long);
  long.asked.length = 0;
  await reader.start();
  expect(long.asked.filter((name) => name.includes("pagefind"))).toEqual([]);
  await page.getByRole("searchbox").fill("cobalt77");
  const found = page.locator(".found [data-library-entry]");
  await expect(found).toHaveCount(1);
  await expect(found).toHaveAttribute("data-library-entry", "r77");
  await expect(found).toContainText("What report 77 says.");
  await expect(found).toContainText("Français");
  await expect(page.getByRole("status").filter({ hasText: "1 article found" })).toBeVisible();
  await found.getByRole("link", { name: "Report 77" }).click();
  await expect(page).toHaveURL(`${long.url}r77/`);
  await reader.ready();
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue("cobalt77");
  await expect(found).toHaveCount(1);
  await page.getByRole("searchbox").fill("nothinglikethis");
  await expect(page.getByText("No article matches.")).toBeVisible();
  await page.getByRole("searchbox").fill("");
  await expect(entries(page)).toHaveCount(50);
});

test("an actor leads to all its articles, twenty at a time, from the list and from an article", async ({ page, long }) => {
  const reader = new Reader(page, long);
  await reader.start();
  await page.getByRole("button", { name: `Chad ${COUNT / 3}` }).click();
  const found = page.locator(".found [data-library-entry]");
  await expect(page.getByRole("status").filter({ hasText: "40 articles found" })).toBeVisible();
  await expect(found).toHaveCount(20);
  await page.getByRole("button", { name: "More results" }).click();
  await expect(found).toHaveCount(40);
  await page.goto(`${long.url}r60/?actor=mali`);
  await reader.ready();
  await page.getByRole("link", { name: `In ${COUNT} articles` }).click();
  await expect(page).toHaveURL(`${long.url}?who=Q912`);
  await expect(page.getByRole("status").filter({ hasText: `${COUNT} articles found` })).toBeVisible();
});

test("an article of any page of the list is found by its id", async ({ page, long, complaints }) => {
  const reader = new Reader(page, long);
  await reader.open("?article=r119&event=e");
  await expect(reader.text).toHaveAttribute("data-article", "r119");
  await expect(page.locator("[data-event=e]")).toHaveAttribute("aria-current", "true");
  complaints.allow(FAILED_TO_LOAD);
  await page.goto(`${long.url}?article=r999`);
  await expect(reader.alert).toContainText("The library has no article “r999”");
});

test("a search that cannot be loaded says so, and can be tried again", async ({ page, long, complaints }) => {
  complaints.allow(FAILED_TO_LOAD, /Failed to load Pagefind metadata/);
  const reader = new Reader(page, long);
  await reader.start();
  long.instead.set("pagefind/pagefind.js", (_, response) => response.writeHead(500).end());
  await page.getByRole("searchbox").fill("cobalt5");
  await expect(page.getByRole("alert")).toContainText("The search could not be loaded");
  long.instead.clear();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".found [data-library-entry]").first()).toBeVisible();
  // The script is there, and a part of the index does not come.
  long.instead.set("pagefind/pagefind-entry.json", (_, response) => response.writeHead(500).end());
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The search could not be loaded");
  long.instead.clear();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".found [data-library-entry]").first()).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the pages of the list lead to each other and to the articles", async ({ page, long }) => {
    await page.goto(long.url);
    await page.getByRole("link", { name: "Next page" }).click();
    await expect(page).toHaveURL(`${long.url}list/2/`);
    await page.getByRole("link", { name: "Report 77" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Report 77");
    await page.locator(".bar .home").click();
    await expect(page).toHaveURL(long.url);
  });
});

test("a library may start with its first article: no start page, and no way to it", async ({ page }) => {
  const site = siteOf([article(0), article(1)], { start: "first" });
  await site.start();
  try {
    const reader = new Reader(page, site);
    await page.goto(site.url);
    await reader.ready();
    await expect(reader.text).toHaveAttribute("data-article", "r0");
    await expect(page.locator(".bar .home")).toHaveCount(0);
    await expect(page.locator("[data-library]")).toHaveCount(0);
    await page.getByRole("link", { name: "Report 1" }).click();
    await expect(reader.text).toHaveAttribute("data-article", "r1");
  } finally {
    await site.end();
  }
});
