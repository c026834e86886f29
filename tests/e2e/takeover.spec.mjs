/**
 * An article's own page, and the module that takes its place: nothing moves, nothing is gone for a moment, and the person
 * stays where they are.
 */
import { expect, first, holdModule, made, rowsOf, test as base, whole } from "./reader.mjs";
import { siteOf } from "./site.mjs";

const PAGE = `${first.id}/`;

const large = made("large-20000.json");

const test = base.extend({
  /** A library with a very long article. */
  long: [
    async ({}, use) => {
      const site = siteOf([large]);
      await site.start();
      await use(site);
      await site.end();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

/** Visits an article's page; the module comes when the test says so. Hears of every shift of the layout. */
async function visit(page, host, query = "", { article = first, path = PAGE } = {}) {
  const come = await holdModule(page);
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(host.url + path + query, { waitUntil: "domcontentloaded" });
  return async () => {
    come();
    // By a function in the page: Playwright's own look at a page of so many elements takes seconds each time.
    await page.waitForFunction(() => document.querySelector("[data-whowhen][data-state=ready]") && !document.querySelector("[data-static]"));
    // The panels are filled, and what follows a frame later has followed. Of a long list there are the rows near the view.
    if (article === first) await expect(page.locator("[data-event]")).toHaveCount(rowsOf(first).length);
    else await expect(page.locator("[data-event]").first()).toBeVisible();
    await page.evaluate(async () => {
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    });
  };
}

/** The first block in view, and where its top is. */
const place = (page) =>
  page.evaluate(() => {
    const block = [...document.querySelectorAll("[data-block]")].find((block) => block.getBoundingClientRect().bottom > 60);
    return [block.dataset.block, Math.round(block.getBoundingClientRect().top)];
  });

for (const width of [1400, 900, 375]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 900 } });

    test("nothing moves, and the text is there in every frame", async ({ page, host }) => {
      const come = await visit(page, host);
      await expect(page.locator("[data-static] h1")).toBeVisible();
      await page.evaluate(() => {
        globalThis.seen = [];
        const look = () => {
          const texts = [...document.querySelectorAll("[data-block=b1]")].filter((block) => block.getClientRects().length > 0);
          seen.push(texts.length);
          requestAnimationFrame(look);
        };
        look();
      });
      const before = await place(page);
      await come();
      expect(await place(page)).toEqual(before);
      expect([...new Set(await page.evaluate(() => seen))]).toEqual([1]);
      expect(await page.evaluate(() => shifts)).toEqual([]);
    });

    test("who has scrolled stays where they are", async ({ page, host }) => {
      const come = await visit(page, host);
      await whole(page);
      await page.evaluate(() => scrollTo(0, 2200));
      const before = await place(page);
      expect(before[0]).not.toBe("b1");
      await come();
      const after = await place(page);
      expect(after[0]).toBe(before[0]);
      expect(Math.abs(after[1] - before[1])).toBeLessThanOrEqual(1);
      // It is marked at once, and not as it comes near.
      await expect(page.locator(`[data-block=${after[0]}] mark`).first()).toBeVisible();
    });
  });
}

/** Whether parts of the page before the module are painted: the first block and the last, the bar, the first event and actor. */
const painted = (page) =>
  page.evaluate(
    (blocks) =>
      [...blocks.map((id) => `[data-block="${id}"]`), "[role=banner]", "[data-event]", "[data-actor-entry]"].map((part) => {
        const element = document.querySelector(`[data-static] ${part}`);
        return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
      }),
    [first.blocks[0].id, first.blocks.at(-1).id],
  );
const OPENING = [true, false, false, false, false];
const ALL = [true, true, true, true, true];

/** Visits the page, and stops at its first paint: what it gives lets all else follow. */
async function visitFirstPaint(page, host, query) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Animation.enable");
  await browser.send("Animation.setPlaybackRate", { playbackRate: 0 });
  await visit(page, host, query);
  return () => browser.send("Animation.setPlaybackRate", { playbackRate: 1 });
}

test("the opening is painted first, and all else follows without the module", async ({ page, host }) => {
  const follow = await visitFirstPaint(page, host);
  expect(await painted(page)).toEqual(OPENING);
  await follow();
  await expect.poll(() => painted(page)).toEqual(ALL);
  expect(await page.evaluate(() => shifts)).toEqual([]);
});

test("an address that leads into the page before the module leads there", async ({ page, host }) => {
  await visitFirstPaint(page, host, "#s-60");
  expect(await painted(page)).toEqual(ALL);
  await expect(page.locator("#s-60")).toBeInViewport();
});

test("what the address holds is held, and the page's address stays its own", async ({ page, host }) => {
  const come = await visit(page, host, "?event=rallies");
  await come();
  await expect(page.locator('[data-event="rallies"]')).toHaveAttribute("aria-current", "true");
  expect(page.url()).toBe(`${host.url}${PAGE}?event=rallies`);
  await page.locator("[data-event] h4 button").first().click();
  await expect.poll(() => new URL(page.url()).searchParams.get("event")).not.toBe("rallies");
  expect(new URL(page.url()).pathname).toBe(new URL(host.url + PAGE).pathname);
});

test("who had the focus in it is in the article after it", async ({ page, host }) => {
  const come = await visit(page, host);
  await page.locator("[data-static] a[href]").nth(3).focus();
  await come();
  expect(await page.evaluate(() => document.activeElement.closest("[data-whowhen]") !== null)).toBe(true);
});

test("where the address asks for another article, the page's own is not shown before it", async ({ page, host }) => {
  const come = await visit(page, host, "?src=../made/sound.json");
  await expect(page.locator("[data-static]")).toHaveCount(0);
  await page.unroute("**/*.wasm");
  void come;
});

test("where the module does not come, the article stays, and so does what else is known of it", async ({ page, host, complaints }) => {
  complaints.allow(/./);
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(host.url + PAGE);
  await expect(page.getByRole("alert")).toContainText("The reader could not be loaded");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(first.title);
  // Also what stands there for readers without scripts.
  await expect(page.locator("[data-event]")).toHaveCount(rowsOf(first).length);
  await expect(page.locator("[data-actor-entry]")).toHaveCount(first.actors.length);
});

test("an article that cannot be loaded leaves the page's own, and says so", async ({ page, host, complaints }) => {
  complaints.allow(/./);
  await page.route(`**/articles/${first.id}.json`, (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto(host.url + PAGE);
  await expect(page.getByRole("alert")).toContainText("has a problem");
  await expect(page.locator("[data-static] h1")).toBeVisible();
});

test.describe("a very long article", () => {
  const LONG = { article: large, path: `${large.id}/` };
  const blocks = (page) => page.evaluate(() => [...document.querySelectorAll("article [data-block]")].map((block) => block.textContent));

  test("what is far away is not laid out; who has scrolled stays where they are, and all of the text is there, before and after", async ({ page, long }) => {
    const come = await visit(page, long, "", LONG);
    await whole(page);
    const last = `[data-static] [data-block="${large.blocks.at(-1).id}"]`;
    const isLaidOut = () => page.evaluate((last) => document.querySelector(last).checkVisibility({ contentVisibilityAuto: true }), last);
    expect(await isLaidOut()).toBe(false);
    await page.emulateMedia({ media: "print" });
    await expect.poll(isLaidOut).toBe(true);
    await page.emulateMedia({ media: null });
    const texts = large.blocks.map(({ text }) => text);
    expect(await blocks(page)).toEqual(texts);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
    // The groups that have come into view have the height of their text by now.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    });
    const before = await place(page);
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const heightBefore = await height();
    await page.evaluate(() => {
      globalThis.heights = [];
      const look = () => {
        heights.push(document.documentElement.scrollHeight);
        requestAnimationFrame(look);
      };
      look();
    });
    await come();
    const after = await place(page);
    expect(after[0]).toBe(before[0]);
    expect(Math.abs(after[1] - before[1])).toBeLessThanOrEqual(1);
    await expect(page.locator(`[data-block="${after[0]}"] mark`).first()).toBeVisible();
    // While the text below comes in slices, there is room for it.
    expect(Math.min(...(await page.evaluate(() => heights)))).toBeGreaterThan(heightBefore * 0.9);
    await expect.poll(async () => (await blocks(page)).length).toBe(texts.length);
    expect(await blocks(page)).toEqual(texts);
    // What came in below has moved nothing.
    expect((await place(page))[0]).toBe(before[0]);
  });

  test("an address that leads far into it leads there exactly, without the module", async ({ page, long }) => {
    await visit(page, long, "", LONG);
    // Not the first and the last: they cannot come to the top of the window.
    const [last, early] = await page.evaluate(() => {
      const all = [...document.querySelectorAll("[data-static] [data-proof][id]")];
      return [all.at(-30).id, all[30].id];
    });
    // Another document in between: the fragment is there from the start, while the page comes.
    for (const id of [last, early]) {
      await page.goto("about:blank");
      await page.goto(`${long.url}${LONG.path}#${id}`);
      await whole(page);
      const margin = await page.evaluate((id) => {
        const { scrollPaddingTop } = getComputedStyle(document.documentElement);
        return (parseFloat(scrollPaddingTop) || 0) + parseFloat(getComputedStyle(document.getElementById(id)).scrollMarginTop);
      }, id);
      await expect.poll(() => page.evaluate((id) => Math.round(document.getElementById(id).getBoundingClientRect().top), id)).toBeCloseTo(margin, -1);
      const isLaidOut = (block) => page.evaluate((block) => document.querySelector(`[data-block="${block}"]`).checkVisibility({ contentVisibilityAuto: true }), block);
      expect(await isLaidOut(large.blocks[Math.floor(large.blocks.length / 2)].id)).toBe(true);
    }
  });
});
