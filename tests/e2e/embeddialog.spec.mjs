/** The code that the reader gives to embed what it shows: each of it, pasted into a page of another origin, does what its preview shows. */
import { violations } from "./axe.mjs";
import { event, expect, first, test } from "./hosts.mjs";

const coup = event("coup-2012");
const TITLE = first.title;

/** Opens the dialog in the reader's own page. */
async function open(page, host, query = "", words = {}) {
  const { share = "Share", embed = "Embed" } = words;
  await page.goto(host.url + (query || `?article=${first.id}`));
  await expect(page.locator("[data-whowhen]").first()).toHaveAttribute("data-state", "ready");
  await page.getByRole("button", { name: share, exact: true }).click();
  await page.getByRole("button", { name: `${embed}…` }).click();
  const dialog = page.getByRole("dialog", { name: embed, exact: true });
  await expect(dialog).toBeVisible();
  return dialog;
}

const code = (dialog) => dialog.getByRole("textbox").inputValue();
const look = (dialog) => dialog.locator("who-when");

/** What is seen of each view, in an embed or in a frame. */
const seen = {
  "All of it": async (at) => {
    await expect(at.locator("article[data-article]")).toHaveAttribute("data-article", first.id);
    await expect(at.getByRole("heading", { level: 1, name: TITLE })).toBeVisible();
  },
  "The text": async (at) => {
    await expect(at.locator("article[data-article]")).toHaveAttribute("data-article", first.id);
    await expect(at.locator(".side.end")).toBeAttached();
    await expect(at.locator(".side.end")).toBeHidden();
  },
  Events: async (at) => expect(at.locator(".side.end [data-event]").first()).toBeVisible(),
  "The chosen event": async (at) => expect(at.getByRole("article", { name: coup.title, exact: true })).toBeVisible(),
  "Its sentences": async (at) => expect(at.locator("figure blockquote")).toContainText(coup.evidence[0].quote),
};

for (const form of ["Element", "Frame"]) {
  for (const [view, shows] of Object.entries(seen)) {
    test(`${form}, ${view}: the code works in a page of another origin`, async ({ theirs, host, page }) => {
      const dialog = await open(page, host, `?article=${first.id}&event=${coup.id}`);
      await dialog.getByRole("button", { name: view, exact: true }).click();
      await dialog.getByRole("button", { name: form, exact: true }).click();
      await expect(dialog.getByRole("button", { name: form, exact: true })).toHaveAttribute("aria-pressed", "true");
      const written = await code(dialog);
      expect(written).toContain(form === "Frame" ? "<iframe" : "<who-when");
      expect(written).toContain(host.url);
      await theirs.visit(`<div style="width: 1200px">${written}</div>`, { script: false });
      const at = form === "Frame" ? page.frameLocator("iframe") : page.locator("who-when");
      await expect(at.locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
      await shows(at);
      if (form === "Frame") await expect(page.locator("iframe")).toHaveAttribute("title", TITLE);
      if (/All|text|Events/.test(view)) await expect(at.locator(`[data-event="${coup.id}"]`)).toHaveAttribute("aria-current", "true");
    });
  }
}

test.beforeEach(({ complaints }) => complaints.allow(/Blocked autofocusing/));

test("without scripts the code of the element is a link to the article, with what is held", async ({ theirs, host, page, browser }) => {
  const written = await code(await open(page, host, `?article=${first.id}&event=${coup.id}`));
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(theirs.put(written, { script: false }));
  const link = plain.getByRole("link", { name: TITLE });
  await expect(link).toBeVisible();
  const to = new URL(await link.getAttribute("href"));
  await context.close();
  await page.goto(to.href);
  await expect(page.locator(`[data-event="${coup.id}"]`)).toHaveAttribute("aria-current", "true");
});

test("an article by its address, with signs that HTML has uses for, is written so that it works", async ({ theirs, host, page }) => {
  const written = await code(await open(page, host, `?src=${encodeURIComponent('made/markup.json?a=1&b="2"<i>')}&event=${encodeURIComponent("e&=?#")}`));
  await theirs.visit(written, { script: false });
  await theirs.ready();
  await expect(theirs.element.locator("[data-event]")).toHaveAttribute("data-event", "e&=?#");
  expect(await page.evaluate(() => globalThis.ran)).toBe(undefined);
});

const PARTS = ["All of it", "The text", "Events"];
const DIAGRAMS = ["Timeline", "Told and happened", "Who with whom", "Map"];

test("what is not held is not offered: neither the chosen event nor its sentences", async ({ host, page }) => {
  const views = (dialog) => dialog.getByRole("group", { name: "What is shown" }).getByRole("button");
  let dialog = await open(page, host);
  await expect(views(dialog)).toHaveText([...PARTS, ...DIAGRAMS]);
  await expect(dialog.getByRole("button", { name: "All of it" })).toHaveAttribute("aria-pressed", "true");
  dialog = await open(page, host, `?event=${coup.id}`);
  await expect(views(dialog)).toHaveText([...PARTS, ...DIAGRAMS, "The chosen event", "Its sentences"]);
  await expect(dialog.getByRole("button", { name: "The chosen event" })).toHaveAttribute("aria-pressed", "true");
});

test("the preview shows what the code does, and follows", async ({ host, page }) => {
  const dialog = await open(page, host, `?event=${coup.id}`);
  const preview = dialog.getByRole("group", { name: "Preview" });
  await expect(preview).toBeVisible();
  for (const [view, shows] of Object.entries(seen)) {
    await dialog.getByRole("button", { name: view, exact: true }).click();
    // It is narrow: the events are a sheet there.
    if (view !== "Events") await shows(look(dialog));
  }
  // What is held in it is held in it alone.
  await dialog.getByRole("button", { name: "The chosen event" }).click();
  await expect(look(dialog).getByRole("article", { name: coup.title })).toBeVisible();
  const ties = look(dialog).locator("[data-to-event]");
  await ties.first().click();
  await expect(look(dialog).getByRole("article", { name: coup.title, exact: true })).toHaveCount(0);
  expect(new URL(page.url()).searchParams.get("event")).toBe(coup.id);
  await expect(page.locator("who-when[page]")).toHaveCount(1);
});

for (const width of [320, 375, 1400]) {
  test(`at ${width} px its choices lie beside or below one another, none over another, none outside`, async ({ host, page }) => {
    await page.setViewportSize({ width, height: 800 });
    const dialog = await open(page, host, `?event=${coup.id}`);
    const frame = await dialog.boundingBox();
    const boxes = await Promise.all((await dialog.getByRole("group", { name: "What is shown" }).getByRole("button").all()).map((button) => button.boundingBox()));
    const over = [];
    boxes.forEach((one, at) => {
      if (one.x + one.width > frame.x + frame.width) over.push(`${at} outside`);
      for (const other of boxes.slice(at + 1)) {
        if (one.x + one.width > other.x + 0.5 && other.x + other.width > one.x + 0.5 && one.y + one.height > other.y + 0.5 && other.y + other.height > one.y + 0.5) over.push(`${at} over another`);
      }
    });
    const words = await dialog.getByRole("group", { name: "What is shown" }).getByRole("button").evaluateAll((buttons) => buttons.filter((button) => button.scrollWidth > button.clientWidth).length);
    expect([over, words]).toEqual([[], 0]);
  });
}

test("the code is copied whole, and that is said", async ({ host, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = await open(page, host, `?event=${coup.id}`);
  await dialog.getByRole("button", { name: "Copy the code" }).click();
  // In the dialog: what is outside of it is under its ground, and screen readers do not hear of it.
  await expect(dialog.getByRole("status")).toHaveText("Copied");
  await expect(dialog.getByRole("status")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code(dialog));
});

for (const [how, close] of [
  ["Esc", (page) => page.keyboard.press("Escape")],
  ["its button", (page, dialog) => dialog.getByRole("button", { name: "Close" }).click()],
  ["a click beside it", (page) => page.mouse.click(5, 5)],
]) {
  test(`it closes by ${how}, the preview with it, and the focus is where it came from`, async ({ host, page }) => {
    const dialog = await open(page, host, `?event=${coup.id}`);
    await expect(dialog.getByRole("heading", { name: "Embed" })).toBeFocused();
    await close(page, dialog);
    await expect(dialog).toHaveCount(0);
    await expect(page.locator("who-when")).toHaveCount(1);
    await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();
    // What was held is held on.
    await expect(page.locator(`[data-event="${coup.id}"]`)).toHaveAttribute("aria-current", "true");
  });
}

test("its keys are not those of the reader: nothing is held while one types in it", async ({ host, page }) => {
  const dialog = await open(page, host);
  await dialog.getByRole("textbox").press("j");
  await page.keyboard.press("/");
  await expect(page.locator("[data-event][aria-current=true]")).toHaveCount(0);
  await expect(dialog).toBeVisible();
});

test("Tab stays in it", async ({ host, page }) => {
  await open(page, host, `?event=${coup.id}`);
  for (let step = 0; step < 25; step++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest("dialog") !== null)).toBe(true);
  }
});

test.describe("axe-core finds nothing", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });
  for (const [what, { query = `?event=${coup.id}`, dark, width = 1400, view }] of Object.entries({
    "the chosen event, light and dark": { dark: true },
    "all of it": { query: "" },
    "its sentences": { view: "Its sentences" },
    narrow: { width: 375 },
  })) {
    test(what, async ({ host, page }) => {
      await page.setViewportSize({ width, height: 800 });
      const dialog = await open(page, host, query);
      if (view) await dialog.getByRole("button", { name: view }).click();
      await expect(look(dialog).locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
      expect(await violations(page)).toEqual([]);
      if (dark) {
        await page.emulateMedia({ colorScheme: "dark" });
        expect(await violations(page)).toEqual([]);
      }
      // Nothing is cut off, and nothing makes it scroll sideways.
      expect(await dialog.evaluate((dialog) => [dialog.scrollWidth - dialog.clientWidth, dialog.getBoundingClientRect().left >= 0])).toEqual([0, true]);
    });
  }
});

for (const [locale, words] of [
  ["fr", { share: "Partager", embed: "Intégrer" }],
  ["ar", { share: "مشاركة", embed: "تضمين" }],
]) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });
    test("it speaks that language, the code is from left to right, and the preview speaks as it does", async ({ host, page }) => {
      const dialog = await open(page, host, `?event=${coup.id}`, words);
      await expect(dialog.getByRole("textbox")).toHaveAttribute("dir", "ltr");
      expect(await code(dialog)).toContain(`event="${coup.id}"`);
      for (const name of await dialog.getByRole("button").allInnerTexts()) expect(name).not.toMatch(/^(All of it|Element|Frame|Close|Copy the code|Events)$/);
      await expect(look(dialog).locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
      await expect(look(dialog).locator("[data-whowhen]")).toHaveAttribute("dir", locale === "ar" ? "rtl" : "ltr");
      // The card's heading is of the fourth level: see above.
      await dialog.getByRole("group").first().getByRole("button").last().click();
      await expect(look(dialog).locator("figure blockquote")).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("from an embed in somebody's page it gives the same code", async ({ theirs, page }) => {
  await theirs.visit(`<div style="width: 1200px"><who-when article="${first.id}" event="${coup.id}"></who-when></div>`);
  await theirs.ready();
  await theirs.element.getByRole("button", { name: "Share", exact: true }).click();
  await theirs.element.getByRole("button", { name: "Embed…" }).click();
  const written = await page.getByRole("dialog", { name: "Embed" }).getByRole("textbox").inputValue();
  expect(written).toContain(`src="${theirs.at("embed.js")}"`);
  expect(written).toContain(`article="${first.id}"`);
  await theirs.ready(2);
  await page.keyboard.press("Escape");
  await theirs.ready(1);
  await theirs.holds({ event: coup.id });
});

test("what its preview tells is no news of the reader around it", async ({ host, page }) => {
  await page.addInitScript(() => {
    globalThis.told = [];
    for (const what of ["ready", "select"]) document.addEventListener(`whowhen-${what}`, ({ type }) => told.push(type));
  });
  const dialog = await open(page, host, `?event=${coup.id}`);
  await expect(look(dialog).locator("[data-whowhen]")).toHaveAttribute("data-state", "ready");
  await look(dialog).locator("[data-to-event]").first().click();
  await expect(look(dialog).getByRole("article", { name: coup.title, exact: true })).toHaveCount(0);
  expect(await page.evaluate(() => told)).toEqual(["whowhen-ready"]);
});
