/** What an embed looks like: as the reader does in its own page, to the length. */
import { embed, event, expect, inline, story, test } from "./hosts.mjs";
import { first, made } from "./reader.mjs";

const coup = event("coup-2012");

/** The lengths of one of each kind of element in the reader: those that the style says, not those that the page makes of them. */
const lengths = (root) =>
  root.evaluate((root) => {
    const names = ["margin", "padding", "border-width", "font-size", "line-height", "gap", "min-width", "max-width", "min-height", "border-radius", "letter-spacing", "grid-template-columns", "text-underline-offset"];
    const found = {};
    for (const element of root.querySelectorAll("*")) {
      // As it stands among others: by what it is in.
      const path = [];
      for (let at = element; at !== root && path.length < 4; at = at.parentElement) path.unshift(`${at.localName}.${at.getAttribute("class") ?? ""}`);
      const name = path.join(" ");
      // The box has an edge of its own, and corners. What is as wide as the view is for each its own.
      if (name in found || /skip|strip|above|below|track|loading|toast|drawer/.test(name)) continue;
      const style = getComputedStyle(element);
      found[name] = names.map((name) => `${name}: ${style.getPropertyValue(name)}`);
    }
    return found;
  });

const states = {
  "at rest": async () => {},
  "an event and an actor held": async (at) => {
    await at.locator('[data-event="coup-2012"] h4 button').click();
    await at.locator('[data-actor-entry="mali"] button[aria-pressed]').click();
    await expect(at.locator('[data-actor-entry="mali"] .detail')).toBeVisible();
  },
  ...Object.fromEntries(
    ["search", "filters", "share", "menu"].map((name) => [
      `${name} open`,
      async (at) => {
        await at.locator(`.tools.${name} > button`).click();
        await expect(at.locator(".drawer")).toBeVisible();
      },
    ]),
  ),
};
for (const [state, reach] of Object.entries(states)) {
  test(`its lengths are those of the reader's own page: ${state}`, async ({ theirs, page }) => {
    // The same room for both, without the edge of the box.
    await page.setViewportSize({ width: 1300, height: 900 });
    await page.goto(`${theirs.host.url}?order=happened`);
    const own = page.locator("who-when[page] [data-whowhen]");
    await expect(own).toHaveAttribute("data-state", "ready");
    await reach(own);
    const before = await lengths(own);
    await theirs.visit(`<div style="width: 1302px; margin: -1px">${story({ order: "happened", height: 902 })}</div>`, { style: "body { margin: 0; overflow: hidden }" });
    await theirs.ready();
    await reach(theirs.root);
    const after = await lengths(theirs.root);
    const differ = Object.entries(after).flatMap(([name, now]) => now.filter((line, at) => before[name] && before[name][at] !== line).map((line) => `${name} ${line}, not ${before[name].find((was) => was.split(":")[0] === line.split(":")[0])}`));
    expect(differ).toEqual([]);
  });
}

test("the heading of a panel begins where its cards do", async ({ theirs }) => {
  await theirs.visit(`<div style="width: 1200px">${story()}</div>`);
  await theirs.ready();
  const heading = await theirs.events.getByRole("heading", { level: 2 }).boundingBox();
  const card = await theirs.events.locator("[data-event] .when").first().boundingBox();
  expect(heading.x).toBe(card.x);
});

test("an event alone names who took part", async ({ theirs }) => {
  await theirs.visit(`<div style="width: 320px">${story({ view: "event", event: "rebellion" })}</div>`);
  await theirs.ready();
  for (const { actor } of event("rebellion").participants) {
    await expect(theirs.element.locator(".who")).toContainText(first.actors.find(({ id }) => id === actor).name);
  }
});

test("an article that cannot be shown takes no more room than saying so needs", async ({ theirs, complaints }) => {
  complaints.allow(/Failed to load resource/);
  await theirs.visit(`<div style="width: 640px">${embed({ src: "/none.json" })}</div>`);
  await expect(theirs.alert).toBeVisible();
  const { height } = await theirs.box.boundingBox();
  const said = await theirs.alert.boundingBox();
  expect(height).toBeLessThan(said.height + 120);
});

for (const [what, style] of [["in a plain column", ""], ["under a transform", "transform: translate(200px, 0)"]]) {
  for (const width of [320, 900]) {
    test(`what is held at first is in view, ${width} px ${what}`, async ({ theirs, page }) => {
      await theirs.visit(`<p>Theirs</p><div style="width: ${width}px; ${style}">${story({ height: 500, event: coup.id })}</div>`);
      await theirs.ready();
      await theirs.holds({ event: coup.id });
      const inView = () =>
        page.evaluate((words) => {
          const { shadowRoot } = document.querySelector("who-when");
          const box = shadowRoot.querySelector(".box").getBoundingClientRect();
          const [range] = [...(CSS.highlights.get("whowhen-evidence") ?? [])].filter((range) => range.toString() && words.startsWith(range.toString().slice(0, 10)));
          const { top, bottom } = range?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
          return top > box.top + 48 && bottom < box.bottom;
        }, coup.evidence[0].quote);
      await expect.poll(inView).toBe(true);
      await theirs.still();
      expect(await inView()).toBe(true);
    });
  }
}

test("an article from right to left in an English reader, in a page from right to left: nothing is cut off", async ({ theirs }) => {
  await theirs.visit(`<div style="width: 320px">${embed({ height: 560 }, inline(made("arabic.json")))}</div>`, { html: 'lang="ar" dir="rtl"' });
  await theirs.ready();
  expect(await theirs.root.evaluate((root) => [root.scrollWidth - root.clientWidth, root.scrollLeft])).toEqual([0, 0]);
  await expect(theirs.text).toHaveAttribute("dir", "rtl");
});
