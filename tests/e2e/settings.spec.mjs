/**
 * Colours, the size of the text, its typeface and lines, which marks are seen: chosen in the menu, seen at once, remembered;
 * working as well where the browser remembers nothing, or something that is none of ours.
 */
import { expect, first, test } from "./reader.mjs";

/** How many changes of look are still on their way; in what the browser skips because it is far, they stand still with it. */
const moving = (page) => page.evaluate(() => document.getAnimations().filter(({ effect }) => effect.target.checkVisibility({ contentVisibilityAuto: true })).length);

const button = (page) => page.locator(".tools.menu > button");
/** By the mouse alone: the driver's own click scrolls first. */
async function press(page, target) {
  const { x, y, width, height } = await target.boundingBox();
  await page.mouse.click(x + width / 2, y + height / 2);
}
async function choose(page, group, position) {
  if (!(await page.locator(".tools.menu .drawer").isVisible())) await press(page, button(page));
  await press(page, page.getByRole("group", { name: group, exact: true }).getByRole("button", { name: position, exact: true }));
}
const chosen = (page, group) => page.getByRole("group", { name: group, exact: true }).locator("[aria-pressed=true]");

/** How the page looks now. */
const look = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("[data-whowhen]");
    const block = document.querySelector("[data-block=b1]");
    const mark = block.querySelector("mark[data-first]");
    const style = getComputedStyle(block);
    return {
      theme: root.dataset.theme,
      scheme: getComputedStyle(root).colorScheme,
      paper: getComputedStyle(root).backgroundColor,
      ink: style.color,
      size: parseFloat(style.fontSize),
      face: style.fontFamily,
      width: Math.round(document.querySelector("article[data-article]").getBoundingClientRect().width),
      mark: [getComputedStyle(mark).textDecorationLine, getComputedStyle(mark).backgroundColor],
      colour: getComputedStyle(mark).textDecorationColor,
    };
  });

/** The least contrast of some texts with what lies under them. */
const contrast = (page, selectors) =>
  page.evaluate((selectors) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const over = (colours) => {
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => ((part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const grounds = (element) => (element ? [...grounds(element.parentElement), getComputedStyle(element).backgroundColor] : []);
    const ratio = (element) => {
      const under = grounds(element);
      const [one, other] = [over(under), over([...under, getComputedStyle(element).color])].sort((one, other) => other - one);
      return (one + 0.05) / (other + 0.05);
    };
    return Math.min(...selectors.flatMap((selector) => [...document.querySelectorAll(selector)].slice(0, 20).map(ratio)));
  }, selectors);

const TEXTS = ["[data-block]", "mark", ".meta", ".event h4", ".event .when", ".event blockquote", ".who i", ".actor .n", ".bar .title", ".side h2", ".kind-heading .line-of", ".tool", ".drawer h3", ".drawer button"];

for (const colorScheme of ["light", "dark"]) {
  test.describe(`where the system is ${colorScheme}`, () => {
    test.use({ colorScheme });
    test("colours follow it, or what was chosen, legible in each, and are remembered", async ({ reader, page }) => {
      await reader.open();
      const seen = {};
      for (const [position, theme] of [["As the system", "system"], ["Light", "light"], ["Dark", "dark"], ["High contrast", "contrast"]]) {
        await choose(page, "Colours", position);
        await expect(reader.root).toHaveAttribute("data-theme", theme);
        await expect(chosen(page, "Colours")).toHaveText(position);
        // Colours of marks and cards are on their way for a moment.
        await expect.poll(() => moving(page)).toBe(0);
        seen[theme] = await look(page);
        expect(await contrast(page, TEXTS), theme).toBeGreaterThan(theme === "contrast" ? 7 : 4.5);
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe({ light: "light", dark: "dark" }[theme] ?? "light dark");
        await page.reload();
        await reader.ready();
        expect(await look(page)).toEqual(seen[theme]);
      }
      expect(seen.light.paper).not.toBe(seen.dark.paper);
      expect(seen.system.paper).toBe(seen[colorScheme].paper);
      expect(seen.contrast.paper).toBe(colorScheme === "light" ? "rgb(255, 255, 255)" : "rgb(0, 0, 0)");
      expect(seen.contrast.ink).toBe(colorScheme === "light" ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)");
      expect(seen.contrast.mark[0]).toBe("underline");
    });
  });
}

test("the text is made larger and smaller in steps, to a limit; the place in the text stays, and the size is remembered", async ({ reader, page }) => {
  await reader.open();
  const { size } = await look(page);
  await page.evaluate(() => scrollTo({ top: scrollY + document.querySelector("[data-block=b8]").getBoundingClientRect().top - 60, behavior: "instant" }));
  await expect.poll(() => page.evaluate(() => document.querySelector(`[data-row="${history.state?.[0]}"] > [data-block]`)?.dataset.block)).toBe("b8");
  await press(page, button(page));
  const group = page.getByRole("group", { name: "Text size" });
  const [smaller, larger] = [group.getByRole("button", { name: "Smaller" }), group.getByRole("button", { name: "Larger" })];
  const steps = [1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0, -1, -2, -2];
  for (const [place, step] of steps.entries()) {
    await press(page, step > (steps[place - 1] ?? 0) || place === 5 ? larger : smaller);
    await expect.poll(async () => (await look(page)).size).toBeCloseTo(size * (1 + step / 8), 1);
    await expect(group.getByRole("status")).toHaveText(await page.evaluate((share) => new Intl.NumberFormat("en-GB", { style: "percent" }).format(share), 1 + step / 8));
    expect([await smaller.getAttribute("aria-disabled"), await larger.getAttribute("aria-disabled")]).toEqual([step === -2 ? "true" : null, step === 5 ? "true" : null]);
    // Within a line: its top is where it was.
    await expect.poll(() => page.evaluate(() => Math.abs(document.querySelector("[data-block=b8]").getBoundingClientRect().top - 60))).toBeLessThan(30);
  }
  await page.reload();
  await reader.ready();
  expect((await look(page)).size).toBeCloseTo(size * 0.75, 1);
});

const choices = [
  ["Column width", "Wide", "Narrow", (before, after) => expect(after.width).toBeGreaterThan(before.width)],
  ["Typeface", "Sans", "Serif", (before, after) => expect(after.face).not.toBe(before.face)],
  ["Marks", "None", "Names", (before, after) => expect([before.mark[0], after.mark]).toEqual(["underline", ["none", "rgba(0, 0, 0, 0)"]])],
  ["Marks", "Held actor", "Names", (before, after) => expect([before.mark[0], after.mark[0]]).toEqual(["underline", "none"])],
  ["Colours", "Dark", "As the system", (before, after) => expect(after.paper).not.toBe(before.paper)],
];
const memories = {
  "a browser that remembers": [async () => {}, true],
  "a browser that forbids it": [(page) => page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } })), false],
  "a browser that has no room left": [(page) => page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }), false],
  "a browser that remembers rubbish": [(page) => page.addInitScript(() => localStorage.getItem("whowhen") ?? localStorage.setItem("whowhen", `{"theme":1} size=99999 size=NaN theme=mud marks= =, language=xx ${"x=y ".repeat(50_000)}\u0000\ud800`)), true],
};
for (const [where, [prepare, remembers]] of Object.entries(memories)) {
  test(`typeface, lines, marks and colours change at once and back: ${where}`, async ({ reader, page }) => {
    await prepare(page);
    await reader.open();
    const before = await look(page);
    expect([before.theme, before.mark[0]]).toEqual(["system", "underline"]);
    for (const [group, position, usual, differs] of choices) {
      await choose(page, group, position);
      await expect(chosen(page, group)).toHaveText(position);
      await expect.poll(() => moving(page)).toBe(0);
      const after = await look(page);
      differs(before, after);
      await page.reload();
      await reader.ready();
      expect(await look(page)).toEqual(remembers ? after : before);
      if (remembers) await choose(page, group, usual);
      await expect.poll(() => look(page)).toEqual(before);
    }
  });
}

test("what is remembered among rubbish is kept, and only what differs from the usual is written", async ({ reader, page }) => {
  await page.addInitScript(() => localStorage.getItem("whowhen") ?? localStorage.setItem("whowhen", "mood=calm theme=dark size=2 theme language=fr-FR ="));
  await reader.open();
  await expect(reader.root).toHaveAttribute("data-theme", "dark");
  await expect(reader.root).toHaveAttribute("lang", "en");
  await choose(page, "Text size", "Smaller");
  expect(await page.evaluate(() => localStorage.getItem("whowhen"))).toBe("theme=dark size=1");
});

test("with no marks seen a name still leads to its actor; with the held one's alone, its marks and no others are seen, nor the lines around them", async ({ reader, page }) => {
  await reader.open();
  await choose(page, "Marks", "None");
  await page.keyboard.press("Escape");
  const seen = () => page.evaluate(() => [...new Set([...document.querySelectorAll("article mark, article [data-under]")].filter((mark) => getComputedStyle(mark).textDecorationLine !== "none" && mark.checkVisibility()).map((mark) => mark.closest("mark").dataset.active !== undefined))]);
  expect(await seen()).toEqual([]);
  await reader.pieces(8).first().click();
  await reader.holds({ actor: "bamako" });
  await page.mouse.move(1390, 890);
  expect(await seen()).toEqual([]);
  await choose(page, "Marks", "Held actor");
  await expect.poll(seen).toEqual([true]);
  const lines = await page.locator("article mark[data-active]").evaluateAll((marks) => marks.map((mark) => getComputedStyle(mark).textDecorationLine));
  expect(lines.length).toBeGreaterThanOrEqual(first.mentions.filter(({ actor }) => actor === "bamako").length);
  expect(new Set(lines)).toEqual(new Set(["underline"]));
});

test("other letters, and each sign stands beside its line again", async ({ reader, page }) => {
  await reader.open();
  await expect.poll(() => reader.text.locator("mark").count()).toBeGreaterThan(250);
  /** How far signs in view are from where evidence begins in their rows, at most, wherever one scrolls. */
  const off = async () => {
    let most = 0;
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      await page.evaluate((share) => scrollTo({ top: share * document.documentElement.scrollHeight, behavior: "instant" }), share);
      await reader.still();
      most = Math.max(most, await inView());
    }
    return most;
  };
  const inView = () =>
    page.evaluate(() => {
      const isInView = ({ top, bottom }) => bottom > 0 && top < innerHeight;
      const tops = (row) => [...row.querySelectorAll("[data-proof]")].map((proof) => proof.getClientRects()[0].top);
      const far = (sign) => Math.min(...tops(sign.closest("[data-row]")).map((top) => Math.abs(top - sign.getBoundingClientRect().top)));
      return Math.max(...[...document.querySelectorAll("[data-sign]")].filter((sign) => sign.getClientRects().length > 0 && isInView(sign.getBoundingClientRect())).map(far), 0);
    });
  const before = await off();
  expect(before).toBeLessThan(14);
  await choose(page, "Typeface", "Sans");
  await expect(reader.root).toHaveAttribute("data-typeface", "sans");
  await expect.poll(off).toBeLessThan(14);
  for (let way = 0; way < 4; way++) await page.getByRole("button", { name: "Larger" }).click();
  await expect.poll(off).toBeLessThan(20);
});

test("the head of the article grows and shrinks with its text", async ({ reader, page }) => {
  await reader.open();
  const sizes = () => reader.text.locator("h1, .lede, .meta, [data-block=b1]").evaluateAll((all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize)));
  const before = await sizes();
  await press(page, button(page));
  for (let way = 0; way < 3; way++) await page.getByRole("button", { name: "Larger" }).click();
  await expect.poll(async () => (await sizes()).map((size, place) => Math.round((size / before[place]) * 100))).toEqual([138, 138, 138, 138]);
});
