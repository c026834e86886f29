/** By finger on a narrow screen: the sheet at every height, and targets that a finger hits. */
import { evidence } from "./oracle.mjs";
import { expect, first, test } from "./reader.mjs";

test.use({ viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true });

const event = first.events.find(({ id }) => id === "kidal-2014");
const height = (reader) => reader.events.evaluate((panel) => Math.round((panel.getBoundingClientRect().height / innerHeight) * 100));

test("the sheet is tapped higher and lower, and its sentence stays in sight", async ({ reader, page }) => {
  await reader.open();
  await page.getByRole("button", { name: /^Events/ }).tap();
  await reader.title(event.title).tap();
  await reader.holds({ event: event.id });
  const handle = reader.events.getByRole("button", { name: "Height of the panel" });
  expect(await height(reader)).toBe(44);
  await handle.tap();
  await expect.poll(() => height(reader)).toBe(62);
  await expect(handle).toHaveAttribute("aria-expanded", "true");
  await reader.sees(evidence(first, event.id)[0]);
  await handle.tap();
  await expect.poll(() => height(reader)).toBe(44);
  await handle.press("ArrowUp");
  await expect.poll(() => height(reader)).toBe(62);
  await reader.sees(evidence(first, event.id)[0]);
});

test("the sheet is dragged, no higher than leaves room for the sentence, and down to close it", async ({ reader, page }) => {
  await reader.open("?event=kidal-2014");
  await page.getByRole("button", { name: /^Events/ }).tap();
  const handle = reader.events.getByRole("button", { name: "Height of the panel" });
  const drag = async (to) => {
    const { x, y, width, height } = await handle.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, to, { steps: 6 });
    await page.mouse.up();
  };
  await drag(10);
  await expect.poll(() => height(reader)).toBe(62);
  await reader.sees(evidence(first, event.id)[0]);
  await drag(750);
  await expect(reader.events).toBeHidden();
});

test("a place that the search found is seen below what it found", async ({ reader, page }) => {
  await reader.open();
  await page.getByRole("button", { name: "Search" }).tap();
  const field = page.getByRole("searchbox");
  await field.fill("kidal");
  for (let place = 1; place <= 4; place++) {
    await field.press("Enter");
    await expect(page.getByText(`${place} of `, { exact: false }).first()).toBeVisible();
    await expect
      .poll(() =>
        page.evaluate(() => {
          const [range] = CSS.highlights.get("whowhen-here");
          if (!range) return false;
          const { left, top, width, height } = range.getBoundingClientRect();
          return Boolean(document.elementFromPoint(left + width / 2, top + height / 2)?.closest("[data-block]"));
        }),
      )
      .toBe(true);
  }
});

const states = {
  "at rest": async () => {},
  "the events' panel": async ({ reader, page }) => {
    await page.getByRole("button", { name: /^Events/ }).tap();
    await reader.title(first.events[0].title).tap();
  },
  "the actors' panel": async ({ reader, page }) => {
    await page.getByRole("button", { name: /^Actors/ }).tap();
    await reader.name("mali").tap();
  },
  "the card of an actor": async ({ reader }) => reader.pieces(8).first().tap(),
  "the filters": async ({ page }) => page.getByRole("button", { name: "Filters" }).tap(),
  "the search": async ({ page }) => {
    await page.getByRole("button", { name: "Search" }).tap();
    await page.getByRole("searchbox").fill("kidal");
    await expect(page.getByRole("group", { name: "Search" }).getByRole("heading").first()).toBeVisible();
  },
  "the menu": async ({ page }) => page.getByRole("button", { name: "Menu" }).tap(),
};
for (const [what, reach] of Object.entries(states)) {
  test(`every target is at least 44 px high: ${what}`, async ({ reader, page }) => {
    await reader.open();
    await reach({ reader, page });
    // Words in running text are as high as their line (WCAG 2.5.8's own exception), and so are a mark and a link.
    const small = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("[data-whowhen] :is(button, input, select, label)")]
          .filter((target) => !target.matches("label input, .skip") && target.checkVisibility())
          .map((target) => [target, target.getBoundingClientRect()])
          .filter(([, { width, height }]) => width > 1 && height > 1 && height < 43.5)
          .filter(([target]) => getComputedStyle(target).pointerEvents !== "none")
          .map(([target, { height }]) => `${target.className || target.localName} “${target.textContent.trim().slice(0, 30)}” ${height.toFixed(0)}`),
      );
    await expect.poll(small).toEqual([]);
  });
}

test("a drag that the browser takes over leaves the sheet where it is, and the next tap counts", async ({ reader, page }) => {
  await reader.open();
  await page.getByRole("button", { name: /^Events/ }).tap();
  const handle = reader.events.getByRole("button", { name: "Height of the panel" });
  const { y } = await handle.boundingBox();
  await handle.dispatchEvent("pointerdown", { pointerId: 1, clientY: y });
  await handle.dispatchEvent("pointermove", { pointerId: 1, clientY: y - 100 });
  await expect.poll(() => height(reader)).toBeGreaterThan(50);
  await handle.dispatchEvent("pointercancel", { pointerId: 1 });
  const left = await height(reader);
  await handle.tap();
  await expect.poll(() => height(reader)).not.toBe(left);
});

test("an event that is chosen on an actor's card comes in its sheet, in place of the card; a name in the text brings the card back", async ({ reader, page }) => {
  await reader.open();
  const france = first.mentions.findIndex(({ actor }) => actor === "france");
  await reader.pieces(france).first().tap();
  const card = page.getByRole("dialog", { name: "France", exact: true });
  const line = card.getByRole("button", { name: /The French ambassador is told to leave/ });
  await line.tap();
  await expect(card).toBeHidden();
  const told = first.events.find(({ title }) => title.startsWith("The French ambassador is told to leave"));
  await reader.holds({ actor: "france", event: told.id });
  await expect(reader.title(told.title)).toBeInViewport();
  const [[block, words]] = evidence(first, told.id);
  await reader.sees([block, words]);
  // All of its head is seen below that of the sheet.
  await expect
    .poll(async () => {
      const [head, title] = [await reader.events.getByRole("heading", { level: 2 }).boundingBox(), await reader.card(told.title).boundingBox()];
      return title.y >= head.y + head.height;
    })
    .toBe(true);
  await page.locator(`[data-block=${block}] mark`).first().tap();
  await expect(reader.dialog.first()).toBeVisible();
  await expect(reader.events).toBeHidden();
});

test("a sheet that is opened far from what is held leaves the text where it is", async ({ reader, page }) => {
  await reader.open("?event=kidal-2014");
  await reader.sees(evidence(first, event.id)[0]);
  // Once the page stands still.
  await reader.still();
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  const tab = await page.getByRole("button", { name: /^Actors/ }).boundingBox();
  await page.touchscreen.tap(tab.x + tab.width / 2, tab.y + tab.height / 2);
  await expect(reader.actors).toBeVisible();
  await expect(reader.name("hollande")).toBeInViewport();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("a mention in a link: a finger holds the actor, and the card offers the link", async ({ reader, page }) => {
  for (const block of ["same", "within", "around"]) {
    await reader.open("?src=made/links.json");
    await reader.text.locator(`[data-block="${block}"] mark`).last().tap();
    await reader.holds({ actor: "ministry" });
    await expect(page.getByRole("dialog").getByRole("link", { name: `https://example.org/${block}` })).toBeVisible();
  }
});

test("a mark in the last lines is seen above its card", async ({ reader, page }) => {
  for (const height of [560, 667, 812, 900]) {
    await page.setViewportSize({ width: 375, height });
    await reader.open();
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
    const mark = reader.text.locator("[data-block] mark").last();
    await mark.tap();
    const card = page.getByRole("dialog");
    await expect(card).toBeVisible();
    await expect.poll(() => mark.evaluate((mark) => { const { left, top, width, height } = mark.getClientRects()[0]; return mark.contains(document.elementFromPoint(left + width / 2, top + height / 2)); }), `${height} px`).toBe(true);
  }
});
