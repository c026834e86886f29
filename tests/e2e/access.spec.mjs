/**
 * For everyone: no violation that axe-core can find, in any state, light and dark, at every width; less motion, large
 * text, narrow screens, right-to-left scripts, forced colours.
 */
import { colours, violations } from "./axe.mjs";
import { marks } from "./oracle.mjs";
import { expect, first, made, test } from "./reader.mjs";

const states = {
  "at rest": (reader) => reader.open(),
  "an actor held": async (reader) => {
    await reader.open();
    await reader.pieces(8).first().click();
    await reader.holds({ actor: "bamako" });
    await expect(reader.dialog).toBeVisible();
  },
  "several at one place": async (reader) => {
    await reader.open();
    await reader.pieces(17).first().click();
    await expect(reader.dialog.getByRole("group", { name: "Several are named here" })).toBeVisible();
  },
  "an event held": async (reader, width) => {
    await reader.open("?order=told");
    if (width < 720) await reader.page.getByRole("button", { name: /^Events/ }).click();
    await reader.title(first.events[0].title).click();
    await reader.holds({ event: first.events[0].id });
  },
  "the actors' panel": async (reader, width) => {
    await reader.open("?actor=mali");
    if (width < 1100) await reader.page.getByRole("button", { name: /^Actors/ }).click();
    await expect(reader.name("mali")).toBeVisible();
  },
  "an error": async (reader) => {
    await reader.page.goto(`${reader.host.url}?src=made/wrong-type.json`);
    await expect(reader.alert).toBeVisible();
    await expect(reader.page.getByRole("navigation", { name: "Articles" })).toBeVisible();
  },
  "unknown ids": (reader) => reader.open("?actor=nobody&event=never"),
  "problems open": async (reader) => {
    await reader.open("?src=made/problems.json");
    await reader.text.getByRole("button", { name: /problems/ }).click();
    await expect(reader.page.locator("[data-problem]").first()).toBeVisible();
  },
  "nobody and nothing": (reader) => reader.open("?src=made/plain.json"),
  "while loading": async (reader) => {
    await reader.page.goto(`${reader.host.url}?src=paused/sound.json`);
    await expect(reader.page.getByRole("progressbar")).toBeVisible();
  },
  "filters open": async (reader) => {
    await reader.open("?what=coup&from=2013");
    await reader.page.locator(".tools.filters > button").click();
    await reader.page.locator(".drawer select").selectOption({ index: 2 });
    await expect(reader.page.locator(".drawer .chip")).toBeVisible();
  },
  "search open": async (reader) => {
    await reader.open("?q=kidal");
    await expect(reader.page.locator(".results h3").first()).toBeVisible();
  },
  "menu open": async (reader) => {
    await reader.open();
    await reader.page.locator(".tools.menu > button").click();
    await expect(reader.page.locator(".drawer section").first()).toBeVisible();
  },
  "keys listed": async (reader) => {
    await reader.open();
    await reader.page.keyboard.press("?");
    await expect(reader.page.locator("dialog")).toBeVisible();
  },
  "every kind of block": (reader) => reader.open("?src=made/overlaps.json"),
  Arabic: (reader) => reader.open("?src=made/arabic.json"),
};

// All rules in all states at the widest, and in those that differ at the others. Dark differs by its colours alone.
const main = ["at rest", "an actor held", "an event held", "the actors' panel", "filters open", "search open", "menu open"];
const looks = [
  { width: 1400, schemes: ["light", "dark"], shown: Object.keys(states) },
  { width: 900, schemes: ["light"], shown: main },
  { width: 375, schemes: ["light", "dark"], shown: main },
];
for (const { width, schemes, shown } of looks) {
  test.describe(`axe-core, ${schemes.join(" and ")}, ${width} px`, () => {
    // Without transitions, or a colour on its way would be measured.
    test.use({ viewport: { width, height: 800 }, colorScheme: schemes[0], contextOptions: { reducedMotion: "reduce" } });
    for (const state of shown) {
      test(state, async ({ reader, page, host }) => {
        await states[state](reader, width);
        expect(await violations(page)).toEqual([]);
        for (const colorScheme of schemes.slice(1)) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page, colours), colorScheme).toEqual([]);
        }
        host.resume();
      });
    }
  });
}

/** All rules in what the person can choose: another language, other colours, told of marks, one panel or none. */
const chosen = [
  ["Arabic", { locale: "ar", states: ["at rest", "an actor held", "filters open", "search open", "menu open"] }],
  ["high contrast", { kept: "theme=contrast", states: ["at rest", "an actor held", "filters open"] }],
  ["high contrast, dark", { kept: "theme=contrast", colorScheme: "dark", states: ["at rest", "an actor held"] }],
  ["dark by choice", { kept: "theme=dark", states: ["at rest", "search open"] }],
  ["told of marks, large, sans", { kept: "announce=yes size=5 typeface=sans lines=wide", states: ["at rest", "an event held"] }],
  ["forced colours", { forcedColors: "active", states: ["at rest", "an actor held", "filters open", "menu open"] }],
];
for (const [what, { locale, kept = "", colorScheme, forcedColors, states: shown }] of chosen) {
  test.describe(`axe-core, ${what}`, () => {
    test.use({ locale: locale ?? "en-US", colorScheme: colorScheme ?? "light", contextOptions: { reducedMotion: "reduce", forcedColors: forcedColors ?? "none" } });
    for (const state of shown) {
      test(state, async ({ reader, page }) => {
        await page.addInitScript((kept) => (localStorage.whowhen = kept), kept);
        await states[state](reader, 1400);
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}

test("axe-core looks into the page, into shadow roots and into frames", async ({ reader, page }) => {
  await reader.open();
  await page.evaluate(async () => {
    const unnamed = (id) => Object.assign(document.createElement("button"), { id });
    const host = document.body.appendChild(document.createElement("div"));
    host.attachShadow({ mode: "open" }).append(unnamed("in-shadow"));
    const frame = document.body.appendChild(Object.assign(document.createElement("iframe"), { title: "frame" }));
    frame.contentDocument.body.append(unnamed("in-frame"));
    document.body.append(unnamed("in-page"));
  });
  const found = await violations(page, (axe) => axe.withRules(["button-name"]));
  for (const id of ["in-page", "in-shadow", "in-frame"]) expect(found.join("\n")).toContain(`#${id}`);
});

test.describe("less motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });
  test("a jump is there at once, and nothing moves", async ({ reader, page }) => {
    await reader.open();
    await page.evaluate(() => {
      window.asked = [];
      const own = Element.prototype.scrollIntoView;
      Element.prototype.scrollIntoView = function (options) {
        window.asked.push(options?.behavior);
        own.call(this, options);
      };
    });
    await reader.title("The army fails to retake Kidal").click();
    await reader.holds({ event: "kidal-2014" });
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    expect(await page.evaluate(() => window.asked.filter((behaviour) => behaviour === "smooth"))).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

const narrow = [
  ["320 px", { viewport: { width: 320, height: 640 } }],
  ["200% zoom on a laptop", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ["400% zoom on a laptop", { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
];
for (const [what, use] of narrow) {
  test.describe(what, () => {
    test.use(use);
    for (const query of ["?event=moura&actor=mali", "?src=made/unbroken.json&event=event&actor=one", "?src=made/markup.json", "?src=made/arabic.json", "?src=made/wrong-type.json"]) {
      test(`nothing is cut off or has to be scrolled sideways: ${query}`, async ({ reader, page, host }) => {
        await page.goto(host.url + query);
        await expect(reader.root).toHaveAttribute("data-state", /ready|error/);
        const wide = () =>
          page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.scrollingElement;
            const panels = [...document.querySelectorAll("aside, [role=dialog], [role=alert], .drawer, .bar")].filter((panel) => panel.scrollWidth > panel.clientWidth + 1);
            return [scrollWidth > clientWidth && "the page", ...panels.map((panel) => panel.className)].filter(Boolean);
          });
        expect(await wide()).toEqual([]);
        if (!query.includes("wrong")) {
          for (const panel of ["Actors", "Events"]) {
            await page.getByRole("button", { name: new RegExp(`^${panel}`) }).click();
            expect(await wide(), panel).toEqual([]);
          }
          for (const drawer of ["Search", "Filters", "Share", "Menu"]) {
            await page.getByRole("button", { name: drawer, exact: true }).click();
            await expect(page.locator(".drawer")).toBeVisible();
            expect(await wide(), drawer).toEqual([]);
          }
        }
      });
    }
  });
}

test("right to left: language, direction and marks are the article's, the instruments are ours, arrows follow the script", async ({ reader, page }) => {
  const arabic = made("arabic.json");
  await reader.open("?src=made/arabic.json");
  await expect(reader.text).toHaveAttribute("lang", "ar");
  await expect(reader.text).toHaveAttribute("dir", "rtl");
  await expect(reader.root).toHaveAttribute("lang", "en");
  await expect.poll(() => reader.marks()).toEqual(marks(arabic));
  const box = (mention) => reader.pieces(mention).first().boundingBox();
  expect((await box(0)).x).toBeGreaterThan((await box(2)).x);
  await reader.pieces(0).first().focus();
  await page.keyboard.press("ArrowLeft");
  await expect(reader.pieces(2).first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(reader.pieces(0).first()).toBeFocused();
  // In the panels the names are isolated, and say which language they are in.
  await expect(reader.name("mali").locator("bdi")).toHaveAttribute("lang", "ar");
  await expect((await reader.opened(arabic.events[0].title)).locator("blockquote")).toHaveAttribute("dir", "rtl");
});

test.describe("forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });
  test("marked words can be read, in the dark as well", async ({ reader, page }) => {
    // The browser's own colour of marks, black, stood on the black of the page.
    await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
    await reader.open();
    const colours = await reader.pieces(0).first().evaluate((mark) => [getComputedStyle(mark).color, getComputedStyle(mark.closest("[data-block]")).color]);
    expect(colours[0]).toBe(colours[1]);
  });

  test("what is held is told apart, and marks stay underlined", async ({ reader, page }) => {
    await reader.open();
    const outline = (locator) => locator.evaluate((element) => getComputedStyle(element).outlineStyle);
    const card = reader.card(first.events[0].title);
    expect(await outline(card)).toBe("none");
    await reader.title(first.events[0].title).click();
    await page.mouse.move(700, 70);
    await expect.poll(() => outline(card)).toBe("solid");
    const mark = (selector) => reader.text.locator(selector).first().evaluate((mark) => [getComputedStyle(mark).backgroundColor, getComputedStyle(mark).textDecorationLine]);
    await reader.pieces(8).first().click();
    await expect.poll(async () => (await mark("mark[data-active]"))[0]).not.toBe((await mark("mark:not([data-active])"))[0]);
    expect((await mark("mark[data-first]:not([data-active])"))[1]).toBe("underline");
  });
});
