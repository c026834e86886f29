/**
 * An article's own page, and the module that takes its place: nothing moves, nothing is gone for a moment, and the person
 * stays where they are.
 */
import { expect, first, rowsOf, test, whole } from "./reader.mjs";

const PAGE = `${first.id}/`;

/** Visits the article's page; the module comes when the test says so. Hears of every shift of the layout. */
async function visit(page, host, query = "") {
  let come;
  const gate = new Promise((resolve) => (come = resolve));
  await page.route("**/*.wasm", async (route) => {
    await gate;
    await route.continue();
  });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(host.url + PAGE + query, { waitUntil: "domcontentloaded" });
  return async () => {
    come();
    await expect(page.locator("[data-whowhen][data-state=ready]")).toBeVisible();
    await expect(page.locator("[data-static]")).toHaveCount(0);
    // The panels are filled, and what follows a frame later has followed.
    await expect(page.locator("[data-event]")).toHaveCount(rowsOf(first).length);
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
