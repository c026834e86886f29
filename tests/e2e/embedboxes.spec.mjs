/** Where an embed stands: any column of the page gives it room, a wheel goes on to the page, Esc does one thing at a time. */
import { embed, event, expect, first, test } from "./hosts.mjs";

const story = (more = {}) => embed({ article: first.id, ...more });

/** Parents whose width comes from what is in them, or that give a part of theirs. `%` is where the element stands. */
const PARENTS = {
  "a plain column": "<div>%</div>",
  "a flex row": '<div style="display: flex">%</div>',
  "a flex row beside others": '<div style="display: flex"><p>Beside</p>%</div>',
  "a centred flex row": '<div style="display: flex; justify-content: center">%</div>',
  "a flex column whose items are centred": '<div style="display: flex; flex-direction: column; align-items: center">%</div>',
  "an inline flex row": '<div style="display: inline-flex">%</div>',
  "a centred grid": '<div style="display: grid; place-items: center">%</div>',
  "a grid whose content is centred": '<div style="display: grid; justify-content: center">%</div>',
  "an auto column of a grid": '<div style="display: grid; grid-template-columns: auto 4rem">%</div>',
  "a max-content column of a grid": '<div style="display: grid; grid-template-columns: max-content">%</div>',
  "a float": '<div style="float: left">%</div>',
  "an inline block": '<div style="display: inline-block">%</div>',
  "a table cell": "<table><tr><td>%</td></tr></table>",
  "a fit-content box": '<div style="width: fit-content">%</div>',
  "a max-content box": '<div style="width: max-content">%</div>',
  "an absolute box": '<div style="position: absolute">%</div>',
  "a fixed box": '<div style="position: fixed; inset: 10px auto auto 10px">%</div>',
  "a dialog": "<dialog open>%</dialog>",
  "a popover": '<div popover="manual" id="over">%</div>',
};

for (const [view, height] of [["full", "30rem"], ["full", "auto"], ["event", null]]) {
  test(`every parent gives the view “${view}” room, ${height ?? "as high as it is"}`, async ({ theirs, page }) => {
    test.slow();
    const asked = { view, ...(view === "event" && { event: "coup-2012" }), ...(height && { height }) };
    // All of them in one page, none beside another.
    const parents = Object.entries(PARENTS);
    await theirs.visit(parents.map(([, parent]) => `<section style="display: flow-root">${parent.replace("%", story(asked))}</section>`).join(""));
    await page.evaluate(() => document.querySelector("[popover]").showPopover());
    await theirs.ready(parents.length);
    for (const width of [1200, 500]) {
      await page.setViewportSize({ width, height: 800 });
      for (const [place, [what, parent]] of parents.entries()) {
        const own = async () => (await theirs.element.nth(place).boundingBox())?.width ?? 0;
        await expect.poll(own, `${what} at ${width} px`).toBeGreaterThan(Math.min(width, 500) * 0.5);
        // It is no wider than the page, but for a column that asks for as much as there is.
        if (!/max-content/.test(parent)) expect(await own(), `${what} at ${width} px`).toBeLessThanOrEqual(width);
      }
    }
    for (const [place, [what]] of parents.entries()) {
      const element = theirs.element.nth(place);
      const words = view === "event" ? element.getByText(event("coup-2012").title) : element.locator("[data-block]");
      expect((await words.first().boundingBox()).width, what).toBeGreaterThan(40);
    }
  });
}

test("at its end a panel lets the wheel go on to the page", async ({ theirs, page }) => {
  await theirs.visit(`<div style="height: 300px"></div>${story({ height: "500px" })}<div style="height: 3000px"></div>`);
  await theirs.ready();
  const panel = theirs.actors;
  await panel.evaluate((panel) => panel.scrollTo({ top: panel.scrollHeight, behavior: "instant" }));
  // The text of the reader first, then the page.
  await theirs.root.evaluate((root) => root.scrollTo({ top: root.scrollHeight, behavior: "instant" }));
  const box = await panel.boundingBox();
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  const before = await page.evaluate(() => scrollY);
  await expect.poll(async () => {
    await page.mouse.wheel(0, 200);
    return page.evaluate(() => scrollY);
  }).toBeGreaterThan(before);
});

/** Columns of a page that scroll instead of the window. `%` is where the element stands. */
const COLUMNS = {
  "a column": (inside) => `<div style="height: 60px">Their header</div><main id="column" style="height: 500px; overflow-y: auto">${inside}</main>`,
  "a flex column beside others": (inside) => `<div style="display: flex; height: 500px"><nav>Beside</nav><main id="column" style="flex: 1; overflow-y: scroll"><p>Before</p>${inside}<p>After</p></main></div>`,
  "a column in another component": (inside) => `<their-box>${inside}</their-box><script>
    const root = document.querySelector("their-box").attachShadow({ mode: "open" });
    root.innerHTML = '<main id="column" style="height: 500px; overflow: auto"><slot></slot></main>';</script>`,
};

for (const [what, column] of Object.entries(COLUMNS)) {
  test(`as long as its text in ${what} of the page: the panels follow and are no higher`, async ({ theirs, page }) => {
    await page.setViewportSize({ width: 1200, height: 800 });
    await theirs.visit(column(story({ height: "auto" })));
    await theirs.ready();
    const main = page.locator("#column");
    await expect.poll(async () => (await theirs.events.boundingBox()).height).toBeLessThanOrEqual(500);
    await expect.poll(() => theirs.root.evaluate((root) => getComputedStyle(root).getPropertyValue("--view"))).toMatch(/^\d+px$/);
    // The last paragraphs speak of the last events.
    await expect.poll(async () => {
      await main.evaluate((main) => main.scrollTo({ top: main.scrollHeight * 0.8, behavior: "instant" }));
      return theirs.events.locator("[data-event]:has(.details)").count();
    }).toBe(1);
    await expect(theirs.events.locator("[data-event]:has(.details)")).toBeInViewport();
    await expect(theirs.text.locator("mark").last()).toBeAttached();
    // What is held is led to inside the column, below its bar.
    await main.evaluate((main) => main.scrollTo({ top: 0, behavior: "instant" }));
    await theirs.events.getByRole("button", { name: event("kidal-2014").title }).click();
    const block = theirs.text.locator(`[data-block="${event("kidal-2014").evidence[0].block}"]`);
    await expect.poll(async () => {
      const [words, box, bar] = await Promise.all([block.boundingBox(), main.boundingBox(), theirs.root.locator(".bar").boundingBox()]);
      return words.y + words.height > bar.y + bar.height && words.y < box.y + box.height;
    }).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });
}

test("in a dialog of the page Esc first lets go, then closes", async ({ theirs, page }) => {
  await theirs.visit(`<dialog id="modal" style="width: 900px">${story({ height: "400px", event: "coup-2012" })}</dialog>`);
  await page.evaluate(() => document.querySelector("#modal").showModal());
  await theirs.ready();
  await theirs.text.locator("mark").first().focus();
  await page.keyboard.press("Escape");
  await expect.poll(() => theirs.element.evaluate((element) => element.selection)).toEqual({ actor: null, event: null });
  expect(await page.evaluate(() => document.querySelector("#modal").open)).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => page.evaluate(() => document.querySelector("#modal").open)).toBe(false);
});

test("moved into another document, it keeps its style", async ({ theirs, page }) => {
  await theirs.visit(`${story({ height: "400px" })}<iframe id="other" title="Another document" style="width: 900px; height: 500px"></iframe>`);
  await theirs.ready();
  await page.evaluate(() => document.querySelector("#other").contentDocument.body.append(document.querySelector("who-when")));
  const inside = page.frameLocator("#other").locator("who-when [data-whowhen]");
  await expect(inside.locator("[data-block]").first()).toBeVisible();
  await expect.poll(() => inside.evaluate((root) => getComputedStyle(root.querySelector(".bar")).display)).toBe("flex");
});

test("under a scale of the page the card of an actor stands by its mark", async ({ theirs, page }) => {
  for (const style of ["zoom: 1.5", "transform: scale(0.7); transform-origin: 0 0", "zoom: 0.8"]) {
    await theirs.visit(`<div style="width: 900px; ${style}">${story({ height: "600px", view: "text" })}</div>`);
    await theirs.ready();
    const mark = theirs.text.locator("[data-block=b2] mark").first();
    await mark.scrollIntoViewIfNeeded();
    await mark.hover();
    const card = theirs.element.getByRole("dialog");
    await expect(card).toBeVisible();
    const [at, over, row] = [await mark.boundingBox(), await card.boundingBox(), await theirs.text.locator("[data-block=b2]").boundingBox()];
    // Below or above the paragraph, or beside it; and where the mark is.
    const gap = Math.max(over.y - (row.y + row.height), row.y - (over.y + over.height), over.x - (row.x + row.width));
    expect(gap, style).toBeGreaterThan(-2);
    expect(gap, style).toBeLessThan(40);
    if (over.x < row.x + row.width) expect(Math.abs(over.x - at.x), style).toBeLessThan(250);
    await page.mouse.move(1, 1);
  }
});

for (const [what, hide, show] of [
  ["display: none", "display: none", (box) => (box.style.display = "block")],
  ["the attribute hidden", "", (box) => (box.hidden = false)],
]) {
  test(`an embed that was hidden, by ${what}, is at its event when it is shown`, async ({ theirs, page }) => {
    await theirs.visit(`<div id="tab" style="width: 1200px; ${hide}" ${hide ? "" : "hidden"}>${story({ event: "kidal-2014", height: "600px" })}</div>`);
    await theirs.ready();
    await page.evaluate((show) => new Function(`return ${show}`)()(document.querySelector("#tab")), String(show));
    const { quote } = event("kidal-2014").evidence[0];
    const seen = () =>
      theirs.element.evaluate((element, quote) => {
        const box = element.getBoundingClientRect();
        const inside = ({ top, bottom }) => top >= box.top + 40 && bottom <= box.bottom;
        const evidence = [...CSS.highlights.get("whowhen-evidence")].find((range) => quote.startsWith(String(range).slice(0, 20)));
        const row = element.shadowRoot.querySelector("[data-event][aria-current=true] h4");
        return [Boolean(evidence) && inside(evidence.getBoundingClientRect()), inside(row.getBoundingClientRect())];
      }, quote);
    await expect.poll(seen).toEqual([true, true]);
  });
}
