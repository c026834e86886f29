/**
 * The start page: what it says, the example, the list with its search and its actors, the user's own files, and the way to
 * the articles and back. With and without scripts, offline, in three languages, on narrow screens.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { violations } from "./axe.mjs";
import { files } from "./files.mjs";
import { expect, FAILED_TO_LOAD, first, made, Reader, test } from "./reader.mjs";
import { DIST } from "./server.mjs";
import { Site } from "./site.mjs";

const list = JSON.parse(readFileSync(join(DIST, "articles/index.json"), "utf8"));
const articles = list.articles.map((entry) => ({ entry, file: JSON.parse(readFileSync(join(DIST, "articles", entry.file), "utf8")) }));

const entries = (page) => page.locator("[data-library-entry]");
const entry = (page, id) => page.locator(`[data-library-entry="${id}"]`);
const shown = (page) => entries(page).filter({ visible: true });
const example = (page) => page.getByRole("region", { name: "Try it" });
const mark = (page, name) => example(page).locator("mark", { hasText: name });
/** How many pieces of evidence are lit. */
const lit = (page) => page.evaluate(() => CSS.highlights.get("whowhen-evidence")?.size ?? 0);

/** Chooses a file as a person does. */
const choose = (page, name, text) =>
  page.locator("input[type=file]:not([webkitdirectory])").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

test("it says what the reader is, shows an example, and lists the articles with what is known of them", async ({ reader, page }) => {
  await reader.start();
  await expect(page).toHaveTitle("Whowhen");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who did what, and when");
  await expect(page.getByRole("main").getByRole("listitem").first()).toContainText("Names are underlined");
  await expect(example(page)).toBeVisible();
  expect(articles.length).toBeGreaterThanOrEqual(6);
  await expect(entries(page)).toHaveCount(articles.length);
  for (const { entry: { id, title, summary, event_count, actor_count } } of articles) {
    const item = entry(page, id);
    await expect(item.getByRole("link", { name: title, exact: true })).toBeVisible();
    await expect(item).toContainText(summary);
    await expect(item).toContainText(`${event_count} events`);
    await expect(item).toContainText(`${actor_count} actors`);
    await expect(item).toContainText(/ min\b/);
    await expect(item.locator("svg.sketch path")).toHaveAttribute("d", /^M\d+ \d+h/);
  }
  await expect(entry(page, first.id)).toContainText("3 November 2023 · English · 6 min");
  await expect(entry(page, first.id)).toContainText("2012 to 2023");
});

test("what is in the list is what is in the articles", async () => {
  for (const { entry, file } of articles) {
    expect(entry).toMatchObject({ id: file.id, title: file.title, language: file.language, published: file.published });
    expect(entry.actor_count).toBe(file.actors.length);
    expect(entry.words).toBe(file.blocks.map(({ text }) => text.split(/\s+/).filter(Boolean).length).reduce((one, other) => one + other));
    for (const { id, wikidata, articles: count } of entry.actors.filter(({ articles }) => articles)) {
      expect(file.actors.find((actor) => actor.id === id).ids.wikidata).toBe(wikidata);
      expect(count).toBe(articles.filter(({ file }) => file.actors.some(({ ids }) => ids?.wikidata === wikidata)).length);
    }
  }
});

test.describe("the example", () => {
  test("a name lights its events, an event its sentence, and a click holds them", async ({ reader, page }) => {
    await reader.start();
    const [landing, recovery] = [example(page).locator('[data-event="landing"]'), example(page).locator('[data-event="recovery"]')];
    await mark(page, "Hornet").hover();
    await expect(mark(page, "Hornet")).toHaveAttribute("data-active", "military");
    await expect(recovery).toHaveAttribute("data-lit", "");
    await expect(landing).not.toHaveAttribute("data-lit");
    await landing.hover();
    await expect.poll(() => lit(page)).toBe(1);
    await landing.getByRole("button", { name: "Two men land on the Moon" }).click();
    await page.mouse.move(2, 2);
    await expect(landing).toHaveAttribute("aria-current", "true");
    await expect(landing.getByText("by Neil Armstrong, Buzz Aldrin")).toBeVisible();
    await expect.poll(() => lit(page)).toBe(1);
    await landing.getByRole("button", { name: "Buzz Aldrin" }).first().click();
    await page.mouse.move(2, 2);
    await expect(mark(page, "Buzz Aldrin")).toHaveAttribute("data-active", "person");
    await expect(landing).not.toHaveAttribute("aria-current");
  });

  test("by keys", async ({ reader, page }) => {
    await reader.start();
    await mark(page, "Neil Armstrong").focus();
    await page.keyboard.press("Tab");
    await expect(mark(page, "Buzz Aldrin")).toBeFocused();
    await expect(mark(page, "Buzz Aldrin")).toHaveAttribute("data-active", "person");
    await page.keyboard.press("Enter");
    await page.getByRole("searchbox").focus();
    await expect(mark(page, "Buzz Aldrin")).toHaveAttribute("data-active", "person");
    await mark(page, "Moon").focus();
    await page.keyboard.press("Escape");
    await page.getByRole("searchbox").focus();
    await expect(mark(page, "Buzz Aldrin")).not.toHaveAttribute("data-active");
    await example(page).getByRole("button", { name: "The Hornet takes them aboard" }).press("Enter");
    await expect(example(page).locator('[data-event="recovery"]')).toHaveAttribute("aria-current", "true");
  });
});

test.describe("the list", () => {
  test("the search leaves what contains all words, and is in the address", async ({ reader, page }) => {
    await reader.start();
    const search = page.getByRole("searchbox", { name: "Search the articles" });
    await search.fill("kidal ROAD");
    await expect(shown(page)).toHaveCount(1);
    await expect(entry(page, first.id)).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "1 article found" })).toBeAttached();
    expect(new URL(page.url()).searchParams.get("find")).toBe("kidal ROAD");
    await page.reload();
    await expect(search).toHaveValue("kidal ROAD");
    await expect(shown(page)).toHaveCount(1);
    // An actor that several articles have is found by its names in all of them.
    await search.fill("eisenhower");
    await expect(entry(page, "suez-1956")).toBeVisible();
    await search.fill("haitienne");
    await expect(entry(page, "revolution-haitienne")).toBeVisible();
    await search.fill("nothing like this");
    await expect(page.getByText("No article matches.")).toBeVisible();
    await search.fill("");
    await expect(shown(page)).toHaveCount(articles.length);
    expect(new URL(page.url()).search).toBe("");
  });

  test("an actor that several articles have leaves those articles", async ({ reader, page }) => {
    await reader.start();
    const france = page.getByRole("group", { name: "Met in several articles" }).getByRole("button", { name: /^France \d/ });
    const ids = articles.filter(({ file }) => file.actors.some(({ ids }) => ids?.wikidata === "Q142")).map(({ entry }) => entry.id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    await france.click();
    await expect(france).toHaveAttribute("aria-pressed", "true");
    await expect(shown(page)).toHaveCount(ids.length);
    for (const id of ids) await expect(entry(page, id)).toBeVisible();
    expect(new URL(page.url()).searchParams.get("who")).toBe("Q142");
    await page.goBack();
    await expect(shown(page)).toHaveCount(articles.length);
    await page.goForward();
    await expect(shown(page)).toHaveCount(ids.length);
    await france.click();
    await expect(shown(page)).toHaveCount(articles.length);
  });

  test("it leads to each article, and an article's bar leads back, from its own page and from ?article=", async ({ reader, page, host }) => {
    for (const { entry: { id, title } } of articles) {
      await reader.start();
      await entry(page, id).getByRole("link", { name: title, exact: true }).click();
      await expect(page).toHaveURL(`${host.url}${id}/`);
      await reader.ready();
      await expect(reader.text).toHaveAttribute("data-article", id);
      // In the language of the interface, whatever the article's is.
      await page.locator(".bar .home").click();
      await expect(page).toHaveURL(host.url);
      await expect(entry(page, id)).toBeVisible();
    }
    await reader.open(`?article=${first.id}`);
    await page.getByRole("link", { name: "Whowhen: Start page" }).click();
    await expect(page).toHaveURL(host.url);
    await expect(entry(page, first.id)).toBeVisible();
  });

  test("an address of a state without an article means the first, as before there was a start page", async ({ reader, page }) => {
    const event = first.events.find(({ title }) => title).id;
    await reader.open(`?event=${event}`);
    await expect(reader.text).toHaveAttribute("data-article", first.id);
    await expect(page.locator(`[data-event="${event}"]`)).toHaveAttribute("aria-current", "true");
  });

  test("other keys in the address stay the start page's, and are kept", async ({ reader, page }) => {
    await reader.start("?utm_source=letter");
    await page.getByRole("searchbox").fill("suez");
    expect(new URL(page.url()).search).toBe("?utm_source=letter&find=suez");
  });
});

test("an actor's details name the other articles that have it, and lead to it there", async ({ reader, page, host }) => {
  const france = first.actors.find(({ ids }) => ids?.wikidata === "Q142").id;
  await reader.open(`?article=${first.id}&actor=${france}`);
  const details = page.locator(`[data-actor-entry="${france}"] .others`);
  const others = articles.filter(({ entry, file }) => entry.id !== first.id && file.actors.some(({ ids }) => ids?.wikidata === "Q142"));
  await expect(details).toContainText("In other articles:");
  await expect(details.getByRole("link")).toHaveCount(others.length);
  const [{ entry: other, file }] = others;
  await details.getByRole("link", { name: other.title }).click();
  await reader.ready();
  await expect(reader.text).toHaveAttribute("data-article", other.id);
  const there = file.actors.find(({ ids }) => ids?.wikidata === "Q142").id;
  await expect(page.locator(`[data-actor-entry="${there}"] [aria-pressed]`)).toHaveAttribute("aria-pressed", "true");
  // From the page of an article too, to the page of the other.
  await page.goto(`${host.url}${first.id}/?actor=${france}`);
  await reader.ready();
  await details.getByRole("link", { name: other.title }).click();
  await expect(page).toHaveURL(new RegExp(`/${other.id}/\\?actor=${there}$`));
});

test.describe("the user's own files", () => {
  const own = (page) => page.getByRole("region", { name: "Open your own" });
  const kept = (page) => own(page).getByRole("list", { name: "Opened on this device" }).getByRole("listitem");

  test("they are kept, listed, renamed and removed, and removing can be undone", async ({ reader, page }) => {
    await reader.start();
    await expect(own(page)).toContainText("kept in this browser only");
    await choose(page, "mine.json", files["sound.json"]());
    await reader.ready();
    await expect(reader.text).toHaveAttribute("data-article", "made");
    await expect(page).toHaveURL(/\?file=\d+$/);
    // It is there after a reload, and what is held in it is in the address.
    await page.reload();
    await reader.ready();
    await expect(reader.text).toHaveAttribute("data-article", "made");
    await page.goBack();
    await expect(kept(page)).toHaveCount(1);
    await expect(own(page)).toContainText("0.1 MB stored");
    await own(page).getByRole("link", { name: "Made for a test" }).click();
    await reader.ready();
    await expect(reader.text).toHaveAttribute("data-article", "made");
    await page.locator(".bar .home").click();
    await own(page).getByRole("button", { name: "Rename: Made for a test" }).click();
    const field = own(page).getByRole("textbox", { name: "Name of “Made for a test”" });
    await expect(field).toBeFocused();
    await field.fill("Interviews, May");
    await field.press("Enter");
    await expect(kept(page)).toHaveText(/^Interviews, May/);
    await own(page).getByRole("button", { name: "Remove: Interviews, May" }).click();
    await expect(kept(page)).toHaveCount(0);
    await expect(own(page).getByRole("status")).toHaveText(/“Interviews, May” was removed/);
    await own(page).getByRole("button", { name: "Undo" }).click();
    await expect(kept(page)).toHaveText(/^Interviews, May/);
    await kept(page).getByRole("link").click();
    await reader.ready();
    await expect(reader.text).toHaveAttribute("data-article", "made");
  });

  for (const [browser, keepsBlobs] of [["a browser", true], ["a browser that keeps no blobs, as in some private windows,", false]]) {
    test(`a file of several megabytes is kept whole and once by ${browser}`, async ({ reader, page }) => {
      await page.addInitScript((keepsBlobs) => {
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (value, ...key) {
          if (value instanceof Blob && !keepsBlobs) throw new DOMException("no blobs here", "DataCloneError");
          return put.call(this, value, ...key);
        };
      }, keepsBlobs);
      const article = made("sound.json");
      const last = { id: "last", kind: "paragraph", text: "These are the last words." };
      article.blocks.push(...Array.from({ length: 1_500 }, (_, n) => ({ id: `p${n}`, kind: "paragraph", text: "Nothing of it stands here. ".repeat(160) })), last);
      const text = JSON.stringify(article);
      expect(text.length).toBeGreaterThan(6_000_000);
      await reader.start();
      await choose(page, "mine.json", text);
      await reader.ready();
      await expect(page).toHaveURL(/\?file=\d+$/);
      await page.reload();
      await reader.ready();
      await expect(page.locator("[data-block=last]")).toBeAttached();
      await page.locator(".bar .home").click();
      await expect(kept(page)).toHaveCount(1);
      await choose(page, "the-same.json", text);
      await reader.ready();
      await expect(page).toHaveURL(/\?file=\d+$/);
      await page.goBack();
      await expect(kept(page)).toHaveCount(1);
      await expect(own(page)).toContainText(/6\.\d MB stored/);
    });
  }

  test("the same file is kept once, and two tabs agree", async ({ reader, page, context, host }) => {
    await reader.start();
    const other = new Reader(await context.newPage(), host);
    await other.start();
    await choose(page, "mine.json", files["sound.json"]());
    await reader.ready();
    await expect(page).toHaveURL(/\?file=\d+$/);
    await expect(kept(other.page)).toHaveCount(1);
    await page.goBack();
    await choose(page, "the-same.json", files["sound.json"]());
    await expect(page).toHaveURL(/\?file=\d+$/);
    await expect(kept(other.page)).toHaveCount(1);
    await own(other.page).getByRole("button", { name: "Remove: Made for a test" }).click();
    await expect(kept(other.page)).toHaveCount(0);
    await page.goBack();
    await expect(own(page)).toContainText("kept in this browser only");
    await expect(kept(page)).toHaveCount(0);
  });

  test("a file from the menu of an article is kept too, and Back leads to the article", async ({ reader, page }) => {
    await reader.open();
    await page.locator(".tools.menu > button").click();
    await choose(page, "mine.json", files["sound.json"]());
    await expect(reader.text).toHaveAttribute("data-article", "made");
    await page.goBack();
    await expect(reader.text).toHaveAttribute("data-article", first.id);
    await page.goForward();
    await expect(reader.text).toHaveAttribute("data-article", "made");
  });

  test("a file that is no article is told so, and the start page stays", async ({ reader, page }) => {
    await reader.start();
    await choose(page, "broken.json", '{"format": "whowhen/1"');
    await expect(reader.alert).toContainText("broken.json");
    await expect(entries(page)).toHaveCount(articles.length);
    await reader.alert.getByRole("button", { name: "Dismiss" }).click();
    await expect(reader.alert).toHaveCount(0);
    await expect(kept(page)).toHaveCount(0);
  });

  test("where storage is blocked it is said, and the file opens all the same", async ({ reader, page }) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("blocked", "SecurityError");
      };
    });
    await reader.start();
    await expect(own(page)).toContainText("does not allow keeping files");
    await choose(page, "mine.json", files["sound.json"]());
    await expect(reader.text).toHaveAttribute("data-article", "made");
    await expect(page.getByRole("status").filter({ hasText: "does not allow keeping files" })).toBeVisible();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await expect(page.getByText("does not allow keeping files")).toHaveCount(0);
    await page.goBack();
    await expect(entries(page)).toHaveCount(articles.length);
  });

  test("where storage is full it is said, and nothing on screen is lost", async ({ reader, page }) => {
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await reader.start();
    await choose(page, "mine.json", files["sound.json"]());
    await expect(reader.text).toHaveAttribute("data-article", "made");
    await expect(page.getByRole("status").filter({ hasText: "“Made for a test” is open but could not be kept" })).toBeVisible();
  });

  test("a record that is broken is left out, and a store that cannot be read is told", async ({ reader, page }) => {
    await reader.start();
    await choose(page, "mine.json", files["sound.json"]());
    await expect(page).toHaveURL(/\?file=\d+$/);
    await page.evaluate(
      () =>
        new Promise((done, fail) => {
          const request = indexedDB.open("whowhen", 1);
          request.onerror = fail;
          request.onsuccess = () => {
            const transaction = request.result.transaction("files", "readwrite");
            transaction.objectStore("files").add({ wrong: true });
            transaction.oncomplete = done;
          };
        }),
    );
    await page.goBack();
    await expect(kept(page)).toHaveCount(1);
    await page.addInitScript(() => {
      IDBObjectStore.prototype.getAll = () => {
        throw new DOMException("Internal error", "UnknownError");
      };
    });
    await page.reload();
    await expect(own(page)).toContainText("cannot be read");
    await expect(entries(page)).toHaveCount(articles.length);
  });

  test("an address of a file that is not kept here says so", async ({ page, host, reader }) => {
    await page.goto(`${host.url}?file=99`);
    await expect(reader.alert).toContainText("is not kept in this browser");
    await expect(reader.alert).toContainText("Open the file again");
    await expect(page.getByRole("link", { name: first.title })).toBeVisible();
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the list, the example, the articles and the way back are there", async ({ page, host }) => {
    await page.goto(host.url);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who did what, and when");
    await expect(entries(page)).toHaveCount(articles.length);
    // An event's title leads to its details, and these to the sentence.
    await example(page).getByRole("link", { name: "Two men land on the Moon" }).click();
    await example(page).getByRole("link", { name: /^On 20 July 1969/ }).click();
    await expect(page.locator("[data-proof]:target")).toContainText("landed on the Moon");
    for (const { entry: { id, title } } of articles) {
      await entry(page, id).getByRole("link", { name: title, exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await page.locator(".bar .home").click();
    }
    await page.goto(`${host.url}${first.id}/`);
    const france = first.actors.find(({ ids }) => ids?.wikidata === "Q142").id;
    const others = page.locator(`[data-actor-entry="${france}"] .others`).getByRole("link");
    await expect(others.first()).toBeVisible();
  });
});

for (const [locale, tag, heading, dir] of [
  ["ar-EG", "ar", "من فعل ماذا، ومتى", "rtl"],
  ["fr-FR", "fr", "Qui a fait quoi, et quand", "ltr"],
]) {
  test.describe(`in the language ${tag}`, () => {
    test.use({ locale });

    test("the interface and the example are in it, titles in the language of their article", async ({ reader, page }) => {
      await reader.start();
      await expect(reader.root).toHaveAttribute("dir", dir);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
      await expect(page.locator(".example [data-block] mark")).toHaveCount(5);
      for (const { entry: { id, title, language } } of articles) {
        const link = entry(page, id).getByRole("link", { name: title, exact: true });
        await expect(link).toHaveAttribute("lang", language);
        await expect(link).toHaveAttribute("dir", "auto");
      }
      // The language can be changed here, for all pages.
      await page.getByRole("button", { name: "English", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who did what, and when");
      await reader.open();
      await expect(reader.events).toBeVisible();
    });
  });
}

test("an Arabic article under an English interface reads from right to left, its bar does not", async ({ reader, page }) => {
  await reader.open("?article=suez-1956");
  await expect(reader.text).toHaveAttribute("dir", "rtl");
  await expect(reader.root).toHaveAttribute("dir", "ltr");
  await expect(page.getByRole("link", { name: "Whowhen: Start page" })).toBeVisible();
});

for (const width of [1400, 900, 375]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing, and nothing is wider than the page: ${width} px, ${colorScheme}`, async ({ reader, page, host, complaints }) => {
      complaints.allow(FAILED_TO_LOAD);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await reader.start();
      await choose(page, "mine.json", files["sound.json"]());
      await expect(page).toHaveURL(/\?file=\d+$/);
      await page.goBack();
      await expect(page.getByRole("list", { name: "Opened on this device" })).toBeVisible();
      await mark(page, "Hornet").click();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      // Before the module too.
      await page.route("**/embed.js*", (route) => route.abort("blockedbyclient"));
      await page.goto(host.url).catch(() => {});
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  }
}

test("the static page and the live one have the same text, and the list does not move", async ({ page, host, reader }) => {
  const text = () =>
    page.evaluate(() => {
      const root = document.querySelector("main.start-page").cloneNode(true);
      for (const other of root.querySelectorAll(".tools-of-list, .own, .display-choices, .sign, [hidden]")) other.remove();
      return root.textContent.replaceAll(/\s+/g, " ");
    });
  const top = () => page.evaluate(() => document.querySelector("[data-library-entry]").getBoundingClientRect().top);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/whowhen-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(host.url);
  const [before, place] = [await text(), await top()];
  release();
  await reader.ready();
  await expect(page.locator("[data-static]")).toHaveCount(0);
  expect(await text()).toBe(before);
  expect(Math.abs((await top()) - place)).toBeLessThan(2);
});

test.describe("offline", () => {
  test.use({ serviceWorkers: "allow" });

  test("once visited, the start page and the articles that were read are there", async ({ page }) => {
    const site = new Site();
    await site.start();
    try {
      const reader = new Reader(page, site);
      await reader.start();
      await reader.open(`${first.id}/`);
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.waitForFunction(() => navigator.serviceWorker.controller);
      await expect
        .poll(() => page.evaluate((url) => caches.match(url).then(Boolean), `${site.url}articles/${first.id}.json`))
        .toBe(true);
      await site.stop();
      await reader.start();
      await expect(entry(page, first.id)).toBeVisible();
      await entry(page, first.id).getByRole("link", { name: first.title, exact: true }).click();
      await reader.ready();
      await expect(reader.text).toHaveAttribute("data-article", first.id);
    } finally {
      await site.end();
    }
  });
});
