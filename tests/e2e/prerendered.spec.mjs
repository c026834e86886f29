/**
 * The static page of an article: all of it is there and leads about without scripts, at every width; it complains of
 * nothing, and lies where the module's page will lie.
 */
import { violations } from "./axe.mjs";
import { expect, FAILED_TO_LOAD, first, rowsOf, test, whole } from "./reader.mjs";

const PAGE = `${first.id}/`;
const WIDTHS = [1400, 900, 375];

/** By how much the page is wider than its view. */
const sideways = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);

/** Whether the middle of an element's first line is in view, with nothing over it. */
const isSeen = (locator) =>
  locator.evaluate((element) => {
    const [{ left, top, width, height }] = element.getClientRects();
    const over = document.elementFromPoint(left + Math.min(width / 2, 20), top + Math.min(height / 2, 12));
    return element.contains(over) || over?.contains(element);
  });

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the text is the file's, to the letter, with all that is marked", async ({ page, host }) => {
    await page.goto(host.url + PAGE);
    await expect(page).toHaveTitle(`${first.title} · Whowhen`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(first.title);
    const blocks = await page.locator("[data-block]").evaluateAll((all) => all.map(({ dataset, textContent }) => [dataset.block, textContent]));
    expect(blocks).toEqual(first.blocks.map(({ id, text }) => [id, text]));
    const mentions = await page.locator("mark").evaluateAll((all) => all.flatMap(({ dataset }) => dataset.mentions.split(" ")));
    expect(new Set(mentions).size).toBe(first.mentions.length);
    await expect(page.locator("[data-event]")).toHaveCount(rowsOf(first).length);
    await expect(page.locator("[data-actor-entry]")).toHaveCount(first.actors.length);
  });

  test("an address leads to an event in its panel, and to a sentence", async ({ page, host }) => {
    await page.setViewportSize({ width: 1400, height: 800 });
    await page.goto(host.url + PAGE);
    const card = page.locator("[data-event]").nth(40);
    const [to, sentence] = [await card.getAttribute("id"), await card.locator("blockquote a").first().getAttribute("href")];
    await page.goto(`${host.url}${PAGE}#${to}`);
    await expect(card).toBeInViewport();
    await page.goto(host.url + PAGE + sentence);
    await expect(page.locator(sentence)).toBeInViewport();
  });

  for (const width of WIDTHS) {
    test.describe(`${width} px`, () => {
      test.use({ viewport: { width, height: 800 } });

      test("everything can be read, and nothing is wider than the page", async ({ page, host }) => {
        await page.goto(host.url + PAGE);
        expect(await sideways(page)).toBe(0);
        const parts = [...rowsOf(first).map(({ id }) => `[data-event="${id}"] h4`), ...first.actors.map(({ id }) => `[data-actor-entry="${id}"] .name`)];
        for (const part of [parts[0], parts[rowsOf(first).length - 1], parts[rowsOf(first).length], parts.at(-1)]) {
          await page.locator(part).scrollIntoViewIfNeeded();
          expect(await isSeen(page.locator(part)), part).toBe(true);
        }
        // What is known of each actor stands there; what only the module can do does not.
        const described = first.actors.find(({ description }) => description);
        await expect(page.locator(`[data-actor-entry="${described.id}"] .description`)).toBeVisible();
        await expect(page.locator("button, input, select")).toHaveCount(0);
      });

      test("from an event to its sentence and back, to an actor and to its mention", async ({ page, host }) => {
        await page.goto(host.url + PAGE);
        const event = rowsOf(first).find(({ evidence = [] }) => evidence[0]?.block === first.blocks.at(-1).id) ?? rowsOf(first).at(-1);
        const card = page.locator(`[data-event="${event.id}"]`);
        const name = card.locator("a.name-of").first();
        // The row opens; its first sentence leads to its place.
        await expect(name).toBeHidden();
        await card.locator("h4").getByRole("link", { name: event.title, exact: true }).click();
        await expect(page.locator(".event:target")).toHaveAttribute("data-event", event.id);
        await card.locator("blockquote a").first().click();
        const sentence = page.locator("[data-proof]:target");
        expect(event.evidence[0].quote ?? "").toContain(await sentence.textContent());
        expect(await isSeen(sentence)).toBe(true);
        // The sign stands in the margin, beside the line where its sentence begins.
        const sign = page.locator(`.sign[href="#${await card.getAttribute("id")}"]`).first();
        const [beside, line] = [await sign.boundingBox(), await sentence.evaluate((element) => element.getClientRects()[0].top)];
        expect(Math.abs(beside.y + beside.height / 2 - line - 10)).toBeLessThan(14);
        expect(beside.x + beside.width).toBeLessThanOrEqual((await page.locator("[data-block]").first().boundingBox()).x + 1);
        const before = await page.evaluate(() => scrollY);
        await sign.click();
        await expect(page.locator(".event:target")).toHaveAttribute("data-event", event.id);
        expect(await isSeen(card.locator("h4"))).toBe(true);
        // Where the panel stands beside the text, the text stays where it is.
        if (width >= 720) expect(Math.abs((await page.evaluate(() => scrollY)) - before)).toBeLessThan(2);
        await name.click();
        const entry = page.locator(".entry:target");
        expect(await isSeen(entry.locator(".name"))).toBe(true);
        await entry.locator("a.actor").click();
        expect(await isSeen(page.locator("mark:target"))).toBe(true);
      });
    });
  }

  test("the front page leads to the articles' pages", async ({ page, host }) => {
    await page.goto(host.url);
    await page.getByRole("link", { name: first.title }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(first.title);
  });
});

test.describe("before the module", () => {
  test.beforeEach(async ({ page, complaints }) => {
    await page.route("**/embed.js*", (route) => route.abort());
    complaints.allow(FAILED_TO_LOAD);
  });

  for (const width of WIDTHS) {
    for (const colorScheme of ["light", "dark"]) {
      test(`axe finds nothing: ${width} px, ${colorScheme}`, async ({ page, host }) => {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        await page.goto(host.url + PAGE);
        await whole(page);
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  test("search engines are told of the article", async ({ page, host }) => {
    await page.goto(host.url + PAGE);
    const data = JSON.parse(await page.locator("script[type='application/ld+json']").textContent());
    expect(data).toMatchObject({ "@type": "NewsArticle", headline: first.title, datePublished: first.published });
    expect(data.mentions.map(({ name }) => name)).toEqual(first.actors.map(({ name }) => name));
    await expect(page.locator("meta[name=description]")).toHaveAttribute("content", first.summary);
    const file = await page.locator("link[rel=alternate]").evaluate((link) => link.href);
    expect((await (await page.request.get(file)).json()).id).toBe(first.id);
  });
});

for (const [width, seen] of [
  [1400, ".bar, .bar b, h1, .lede, .meta, [data-block], .side, [data-event], [data-actor-entry]"],
  [900, ".bar, .bar b, h1, .lede, .meta, [data-block], .side.end, [data-event]"],
  [375, ".bar, h1, .lede, .meta, [data-block]"],
]) {
  test(`the module's page lies where the static one lay: ${width} px`, async ({ page, host, complaints }) => {
    const places = () =>
      page.evaluate((seen) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(":is(.event, .group) { content-visibility: visible !important }");
        document.adoptedStyleSheets = [sheet];
        const at = (element) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          return [left, top + scrollY, width, height].map(Math.round);
        };
        const name = ({ dataset, className, localName }) => dataset.block ?? dataset.event ?? dataset.actorEntry ?? className + localName;
        return Object.fromEntries([...document.querySelectorAll(seen)].map((element) => [name(element), at(element)]));
      }, seen);
    complaints.allow(FAILED_TO_LOAD);
    await page.setViewportSize({ width, height: 900 });
    await page.route("**/embed.js*", (route) => route.abort());
    await page.goto(host.url + PAGE);
    await whole(page);
    const before = await places();
    await page.unroute("**/embed.js*");
    await page.reload();
    await expect(page.locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
    // Where the module's page lies is asked here, not when the static one goes.
    await page.evaluate(() => document.querySelector("[data-static]")?.remove());
    await expect(page.locator("[data-event]")).toHaveCount(rowsOf(first).length);
    await expect(page.locator("[data-actor-entry]")).toHaveCount(first.actors.length);
    // Those that stand in the static page: what is far down comes with the module.
    const after = await places();
    expect(Object.fromEntries(Object.keys(before).map((name) => [name, after[name]]))).toEqual(before);
  });
}
