/**
 * The keys: what each does, when it does nothing, and where the focus goes: it is always somewhere, and seen to be there.
 */
import { blocks, evidence, mentionsOf } from "./oracle.mjs";
import { expect, first, rowsOf, test } from "./reader.mjs";

const event = (id) => first.events.find((event) => event.id === id);
const actor = (id) => first.actors.find((actor) => actor.id === id);
const takesPart = (actor) => (event) => event.where === actor || event.attributed_to === actor || event.participants?.some((part) => part.actor === actor);

/** What has the focus, in few words, and what is wrong with that: it is nowhere, cannot be told, or lies under something. */
const focus = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    if (!at || at === document.body) return "LOST";
    const name = `${at.localName} “${(at.getAttribute("aria-label") ?? at.textContent).trim().slice(0, 40)}”`;
    if (!at.matches(":focus-visible") || getComputedStyle(at).outlineStyle === "none") return `UNMARKED: ${name}`;
    // Some part of it is seen: looked for at fifty points of each of its lines, as far as they lie in view.
    const over = [...at.getClientRects()].flatMap(({ left, top, right, bottom }) => {
      const [x, y, to, down] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
      const point = (n) => at.getRootNode().elementFromPoint(x + ((to - x) * ((n % 10) + 0.5)) / 10, y + ((down - y) * (Math.floor(n / 10) + 0.5)) / 5);
      return to > x && down > y ? Array.from({ length: 50 }, (_, n) => point(n)) : [];
    });
    if (over.some((element) => element && at.contains(element))) return name;
    return `OUT OF SIGHT under ${over[0] ? `${over[0].localName}.${over[0].className}` : "the view's edge"}: ${name}`;
  });
const WRONG = /^(LOST|UNMARKED|OUT OF SIGHT)/;
const isSeen = (page, what) => expect.poll(() => focus(page), what).not.toMatch(WRONG);

/** Where in the text that stands which has the focus: its block, and its beginning in code points. */
const placeOfFocus = (page) =>
  page.evaluate(() => {
    const block = document.activeElement.closest("[data-block]");
    const before = new Range();
    if (block) before.setStart(block, 0);
    if (block) before.setEndBefore(document.activeElement);
    return block && [block.dataset.block, [...before.toString()].length];
  });
/** Where the mentions of the first article begin, in the order of the text; of one in pieces where its first does. */
const places = (wanted = () => true) => {
  const [row, begins] = [(id) => first.blocks.findIndex((block) => block.id === id), new Map()];
  const inOrder = ([a, n], [b, m]) => row(a) - row(b) || n - m;
  for (const { id, mentions } of blocks(first)) {
    for (const [mention, start] of mentions) begins.set(mention, [...(begins.has(mention) ? [begins.get(mention)] : []), [id, start]].sort(inOrder)[0]);
  }
  return [...begins].filter(([mention]) => wanted(first.mentions[mention])).map(([, place]) => place).sort(inOrder);
};
/** The events in the order of their panel, once all are there, also where it is closed. */
const order = async (page) => {
  await expect(page.locator("[data-event]")).toHaveCount(rowsOf(first).length);
  return page.locator("[data-event]").evaluateAll((cards) => cards.map((card) => card.dataset.event));
};
const help = (page) => page.getByRole("dialog", { name: "Keys" });
const frame = (page) => page.evaluate(() => new Promise(requestAnimationFrame));
const frames = async (page, number) => number > 0 && (await frame(page), frames(page, number - 1));

/** No letter does anything, and the focus stays where it is. */
const isDeaf = async (page, at) => {
  for (const key of ["j", "n", "o", "f", "/", "?"]) await page.keyboard.press(key);
  await frames(page, 5);
  await expect(help(page)).toBeHidden();
  expect([await focus(page), await page.locator("[data-event][aria-current=true], .tool[aria-expanded=true]").count()]).toEqual([at, 0]);
};

for (const [wide, width, height] of [["wide", 1400, 900], ["middle", 900, 900], ["narrow", 375, 760]]) {
  test.describe(`${wide}:`, () => {
    test.use({ viewport: { width, height }, reducedMotion: "reduce" });

    for (const [what, query] of [["as happened", ""], ["as told", "?order=told"]]) {
      test(`j and k go from event to event ${what}, around the end: title and sentence in sight`, async ({ reader, page }) => {
        test.slow();
        await reader.open(query);
        const ids = await order(page);
        // All of them where a sheet lies over the text; else a few.
        const number = wide === "narrow" && !query ? ids.length : 6;
        for (const [key, place] of [["k", -1], ...ids.slice(0, number).map((_, at) => ["j", at]), ["k", number - 2]]) {
          await page.keyboard.press(key);
          const { id, title } = event(ids.at(place));
          await reader.holds({ event: id });
          await expect(reader.title(title)).toBeFocused();
          await isSeen(page, title);
          await reader.sees(evidence(first, id)[0]);
          await expect(page.locator("[data-told]")).toHaveText(title);
        }
      });
    }

    // One sentence; several; cut by the evidence of others; told in two blocks.
    for (const id of ["rallies", "state-visit", "peace-june", "anefis-taken", "exit-announced"]) {
      test(`Enter leads from a card and from its last quote to the sentence, and back to the card: ${id}`, async ({ reader, page }) => {
        await reader.open(`?event=${id}`);
        for (const key of ["j", "k"]) await page.keyboard.press(key);
        const [title, words] = [reader.title(event(id).title), evidence(first, id)];
        const quote = reader.card(event(id).title).getByRole("button", { name: words.at(-1)[1], exact: true });
        const sentence = () => page.evaluate(() => (document.activeElement.closest("[data-block]") ? document.activeElement.textContent : "nowhere in the text"));
        await expect(title).toBeFocused();
        for (const [from, led] of [[title, words[0]], [quote, words.at(-1)]]) {
          await from.focus();
          await page.keyboard.press("Enter");
          // Where another's evidence cuts it, its first piece has the focus.
          await expect.poll(async () => led[1].startsWith(await sentence())).toBe(true);
          await isSeen(page, id);
          await reader.sees(led);
          await page.keyboard.press("Enter");
          await expect(title).toBeFocused();
          await isSeen(page, id);
          await reader.holds({ event: id });
        }
      });
    }

    test("n and p: the mark has the focus, and the card that comes does not lie over it", async ({ reader, page }) => {
      await reader.open();
      const all = places();
      for (const [key, at] of [["n", 0], ["n", 1], ["n", 2], ["n", 3], ["n", 4], ["p", 3]]) {
        await page.keyboard.press(key);
        await expect.poll(() => placeOfFocus(page)).toEqual(all.at(at));
        const [words, id] = await page.evaluate(() => [document.activeElement.textContent, document.activeElement.dataset.actor]);
        await expect(page.getByRole("dialog", { name: actor(id).name, exact: true })).toBeVisible();
        await reader.sees([all.at(at)[0], words, all.at(at)[1]]);
      }
      await reader.holds({});
    });

    test("o changes the order, and the focus stays on the card", async ({ reader, page }) => {
      // It was lost with the list that was dealt anew: in a page of others no key answered any more.
      await reader.open();
      const [id] = await order(page);
      await page.keyboard.press("j");
      for (const asked of ["told", null]) {
        await expect(reader.title(event(id).title)).toBeFocused();
        await page.keyboard.press("o");
        await expect.poll(() => reader.asked("order")).toBe(asked);
      }
      await expect(reader.title(event(id).title)).toBeFocused();
      await isSeen(page, "o");
    });

    test("the first three stops skip to the text and to each panel, also where it is closed", async ({ reader, page }) => {
      for (const [stops, place] of [[1, reader.text], [2, reader.events], [3, reader.actors]]) {
        await reader.open("?view=text");
        for (let stop = 0; stop < stops; stop++) await page.keyboard.press("Tab");
        expect(await focus(page)).toMatch(/“Skip to/);
        await page.keyboard.press("Enter");
        await expect(place).toBeFocused();
        await isSeen(page, `skip ${stops}`);
      }
    });

    test("from the top to the end Tab makes few stops, each in sight: one a block, one a list and the parts of one card", async ({ reader, page }) => {
      await reader.open();
      await order(page);
      const [stops, wrong] = [[], []];
      for (let now = ""; now !== "LOST" && stops.length < 100; ) {
        await page.keyboard.press("Tab");
        now = await focus(page);
        if (WRONG.test(now) && now !== "LOST") wrong.push(now);
        stops.push(await page.evaluate(() => Object.entries(document.activeElement.closest("[data-row], [data-event], [data-actor-entry]")?.dataset ?? {})[0]?.join() ?? "else"));
      }
      const of = (sort) => stops.filter((stop) => stop.startsWith(`${sort},`));
      expect(stops.length).toBeLessThanOrEqual(first.blocks.length + 25);
      expect(new Set(of("row")).size).toBe(of("row").length);
      expect([of("actorEntry").length, new Set(of("event")).size]).toEqual({ wide: [1, 1], middle: [0, 1], narrow: [0, 0] }[wide]);
      expect(wrong).toEqual([]);
    });

    for (const [view, list] of [["events", "h4 button"], ["actors", "[data-actor-entry] > button"]]) {
      test(`arrows, Home and End go through the ${view}, each in sight under the panel's head`, async ({ reader, page }) => {
        await reader.open(`?view=${view}`);
        const stops = reader[view].locator(list);
        await expect(stops).toHaveCount((view === "events" ? rowsOf(first) : first.actors).length);
        await stops.first().focus();
        const last = (await stops.count()) - 1;
        const back = Array.from({ length: 11 }, (_, n) => ["ArrowUp", last - 1 - n]);
        for (const [key, place] of [["ArrowDown", 1], ["ArrowDown", 2], ["ArrowUp", 1], ["Home", 0], ["ArrowUp", 0], ["End", last], ["ArrowDown", last], ...back, ["Home", 0]]) {
          await page.keyboard.press(key);
          await expect(stops.nth(place)).toBeFocused();
          await isSeen(page, key);
        }
        expect(await stops.evaluateAll((all) => all.filter((stop) => stop.tabIndex === 0).length)).toBe(1);
      });
    }

    if (wide === "wide") {
      for (const [view, list] of [["events", "h4 button"], ["actors", "[data-actor-entry] > button"]]) {
        test(`End goes to the last of many ${view}, which was not made before, and the arrows go on from there`, async ({ reader, page }) => {
          await reader.open(`?article=cuban-missile-crisis&view=${view}`);
          const stops = reader[view].locator(list);
          const empty = reader[view].locator("[data-far], [data-far-rows]");
          await expect(empty).not.toHaveCount(0);
          await stops.first().focus();
          await page.keyboard.press("End");
          const isLast = ([list]) => [...document.activeElement.closest("aside").querySelectorAll(`${list}, [data-far], [data-far-rows]`)].pop() === document.activeElement;
          await expect.poll(() => page.evaluate(isLast, [list])).toBe(true);
          await isSeen(page, "End");
          await page.keyboard.press("ArrowUp");
          await isSeen(page, "ArrowUp");
          await expect.poll(() => page.evaluate(isLast, [list])).toBe(false);
          await page.keyboard.press("End");
          await expect.poll(() => page.evaluate(isLast, [list])).toBe(true);
        });
      }
    }

    // A sentence at the beginning of its block, and one further on in it.
    for (const id of ["rebellion", "coup-2012"]) {
      test(`keys alone lead from the top to an event, its sentence, its actor, that actor's next event and back, in twelve presses: ${id}`, async ({ reader, page }) => {
        await reader.open();
        const ids = await order(page);
        let presses = 0;
        const press = async (key) => {
          await page.keyboard.press(key);
          await isSeen(page, `${++presses}: ${key}`);
        };
        for (const step of ids.slice(0, ids.indexOf(id) + 1)) {
          await press("j");
          await reader.holds({ event: step });
          await expect(reader.title(event(step).title)).toBeFocused();
        }
        const [[block, words]] = evidence(first, id);
        await press("Enter");
        await expect.poll(async () => (await placeOfFocus(page))?.[0]).toBe(block);
        await reader.sees([block, words]);
        const [, begins] = await placeOfFocus(page);
        await press("Tab");
        // The first who is named in the sentence.
        const mark = await placeOfFocus(page);
        expect(mark).toEqual(places().find(([other, start]) => other === block && start >= begins && start < begins + [...words].length));
        const held = await page.evaluate(() => document.activeElement.dataset.actor);
        await press("Enter");
        await reader.holds({ actor: held, event: id });
        await expect.poll(() => reader.dialog.evaluate((card) => card.contains(document.activeElement))).toBe(true);
        await press("j");
        const own = ids.filter((other) => takesPart(held)(event(other)));
        const next = own[(own.indexOf(id) + 1) % own.length];
        await reader.holds({ actor: held, event: next });
        await expect(reader.title(event(next).title)).toBeFocused();
        await isSeen(page, next);
        await reader.sees(evidence(first, next)[0]);
        await press("Escape");
        await reader.holds({});
        await expect.poll(() => placeOfFocus(page)).toEqual(mark);
        await isSeen(page, "back");
        expect(presses).toBeLessThanOrEqual(12);
      });
    }

    test("the focus is never lost, nor out of sight, on a long walk of keys", async ({ reader, page }) => {
      test.slow();
      await reader.open();
      await order(page);
      const keys = ["j", "k", "n", "p", "Enter", "Tab", "Tab", "Shift+Tab", "ArrowDown", "ArrowUp", "Home", "End", "Escape", "o", "?"];
      const [walked, wrong] = [[], []];
      // At each width another walk.
      for (let step = 0, seed = width; step < 60; step++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        let key = step === 0 ? "j" : keys[Math.floor((seed / 2147483648) * keys.length)];
        // Enter on a link or in the bar leads elsewhere; where arrows lead to no stop they scroll, as the person asks.
        const not = { Enter: "a, select, .bar *", ArrowDown: ":not(h4 button, .actor)", Home: ":not(mark, .sign, h4 button, .actor)" };
        [not.ArrowUp, not.End] = [not.ArrowDown, not.Home];
        if (not[key] && (await page.evaluate((not) => document.activeElement.matches(not), not[key]))) key = "Tab";
        await page.keyboard.press(key);
        walked.push(key);
        // Past its ends Tab leaves the page, and comes back.
        if (key.includes("Tab") && (await focus(page)) === "LOST") await page.keyboard.press(key);
        await frames(page, 4);
        for (let more = 0; more < 15 && WRONG.test(await focus(page)); more++) await frames(page, 4);
        if (WRONG.test(await focus(page))) wrong.push(`${walked.slice(-4).join(" ")} → ${await focus(page)}`);
        // From what is wrong the walk goes on at a card.
        if (WRONG.test(await focus(page))) for (const key of ["Escape", "Escape", "Escape", "j"]) await page.keyboard.press(key);
      }
      expect(wrong).toEqual([]);
    });
  });
}

test("n goes through every mention in the order of the text and around the end, p back", async ({ reader, page }) => {
  // It went in a circle where a mention in pieces encloses others: nobody came past the second paragraph.
  test.slow();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await reader.open();
  const all = places();
  for (const [key, at] of [...[...all.keys(), 0].map((at) => ["n", at]), ["p", -1], ["p", -2], ["p", -3]]) {
    await page.keyboard.press(key);
    await expect.poll(() => placeOfFocus(page), `mention ${at}`).toEqual(all.at(at));
  }
  await reader.holds({});
});

test("n stops only at what the filter shows", async ({ reader, page }) => {
  await reader.open("?kinds=person");
  for (const place of places((mention) => actor(mention.actor).kind === "person").slice(0, 4)) {
    await page.keyboard.press("n");
    await expect.poll(() => placeOfFocus(page)).toEqual(place);
  }
});

test("n goes on from the mark that has the focus", async ({ reader, page }) => {
  await reader.open();
  await reader.text.locator("[data-block=b3] mark").first().focus();
  const [block, start] = await placeOfFocus(page);
  await page.keyboard.press("n");
  await expect.poll(() => placeOfFocus(page)).toEqual(places().find(([other, place]) => other === block && place > start));
});

test("n and p go from mention to mention of the held actor, around the end", async ({ reader, page }) => {
  await reader.open("?actor=kidal");
  const mentions = mentionsOf(first, "kidal");
  // The address led to the first.
  for (const [key, place] of [["n", 1], ["n", 2], ["p", 1], ["p", 0], ["p", mentions.length - 1], ["n", 0]]) {
    await page.keyboard.press(key);
    await expect.poll(() => page.evaluate(() => document.activeElement.dataset.mentions?.split(" ").map(Number) ?? [])).toContain(mentions[place]);
    await isSeen(page, key);
    await expect(page.locator("[data-told]")).toHaveText(`Kidal, ${place + 1} of ${mentions.length}`);
  }
  await reader.holds({ actor: "kidal" });
});

test("j and k keep to the held actor's events", async ({ reader, page }) => {
  await reader.open("?actor=mara");
  const own = (await order(page)).filter((id) => takesPart("mara")(event(id)));
  for (const [key, place] of [["j", 0], ["j", 1], ["k", 0], ["k", -1], ["j", 0]]) {
    await page.keyboard.press(key);
    await reader.holds({ actor: "mara", event: own.at(place) });
  }
});

test("what is held is where Tab stops in each panel", async ({ reader }) => {
  // It stopped at the first card and the first actor, and the panel was carried away from what is held.
  await reader.open("?event=moura&actor=mali");
  for (const [held, all] of [[reader.title(event("moura").title), reader.events.locator("h4 button")], [reader.name("mali"), reader.actors.locator("[data-actor-entry] > button")]]) {
    await expect(held).toHaveJSProperty("tabIndex", 0);
    expect(await all.evaluateAll((all) => all.filter((stop) => stop.tabIndex === 0).length)).toBe(1);
  }
});

test("Esc closes the drawer, takes the offered card away, then lets go: a step each", async ({ reader, page }) => {
  await reader.open();
  const [id] = await order(page);
  await page.keyboard.press("j");
  for (const [key, opened] of [["f", page.getByRole("group", { name: "Filters" })], ["n", reader.dialog]]) {
    await page.keyboard.press(key);
    await expect(opened).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(opened).toBeHidden();
    await reader.holds({ event: id });
    await isSeen(page, key);
  }
  await page.keyboard.press("Escape");
  await reader.holds({});
  await expect(page.locator("[data-told]")).toHaveText("Clear");
  await isSeen(page, "let go");
});

for (const [what, keys] of [["one step", ["k"]], ["several steps", ["j", "j", "j"]]]) {
  test(`Esc returns the focus to where it came from, in sight: after ${what}`, async ({ reader, page }) => {
    // After several it went to the last card but one; after one far away it was where nobody saw it.
    await reader.open();
    await page.keyboard.press("n");
    await expect(reader.pieces(0).first()).toBeFocused();
    const ids = await order(page);
    for (const key of keys) await page.keyboard.press(key);
    await reader.holds({ event: keys.length === 1 ? ids.at(-1) : ids[2] });
    await reader.sees(evidence(first, reader.asked("event"))[0]);
    await page.keyboard.press("Escape");
    await reader.holds({});
    await expect(reader.pieces(0).first()).toBeFocused();
    await isSeen(page, "Escape");
  });
}

test("Esc lets go at once after a step away from a mark, whose card has gone by then", async ({ reader, page }) => {
  // It took the card away, which still stood for a moment, and let go of nothing.
  await reader.open();
  await order(page);
  await page.keyboard.press("n");
  await expect(reader.dialog).toBeVisible();
  await page.evaluate(() =>
    addEventListener("focusin", ({ target }) => requestAnimationFrame(() => target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true, cancelable: true }))), { once: true }),
  );
  await page.keyboard.press("k");
  await expect(page.locator("[data-told]")).toHaveText("Clear");
  await reader.holds({});
  await expect(reader.pieces(0).first()).toBeFocused();
});

test("/ leads into the search and f into the filters; Esc closes each, and f its own", async ({ reader, page }) => {
  await reader.open();
  for (const [key, name, close] of [["/", "Search", "Escape"], ["f", "Filters", "Escape"], ["f", "Filters", "f"]]) {
    await page.keyboard.press(key);
    const drawer = page.getByRole("group", { name, exact: true });
    await expect.poll(() => drawer.evaluate((drawer) => drawer.contains(document.activeElement))).toBe(true);
    await isSeen(page, key);
    await page.keyboard.press(close);
    await expect(drawer).toBeHidden();
    await expect(page.getByRole("button", { name, exact: true })).toBeFocused();
  }
});

const ways = { Esc: (page) => page.keyboard.press("Escape"), Close: (page) => help(page).getByRole("button", { name: "Close" }).click(), "a click beside it": (page) => page.mouse.click(20, 500) };
for (const [way, close] of Object.entries(ways)) {
  test(`? lists the keys; ${way} closes the list, what was held stays held, and the focus comes back`, async ({ reader, page }) => {
    // Esc let go as well.
    await reader.open();
    const [id] = await order(page);
    await page.keyboard.press("j");
    await expect(reader.title(event(id).title)).toBeFocused();
    await page.keyboard.press("?");
    await expect(help(page)).toBeVisible();
    expect(await help(page).evaluate((sheet) => sheet.matches(":modal"))).toBe(true);
    expect(await help(page).locator("kbd").allTextContents()).toEqual(expect.arrayContaining(["n", "p", "j", "k", "Enter", "Esc", "/", "f", "o", "?", "Tab"]));
    await isSeen(page, "?");
    await close(page);
    await expect(help(page)).toBeHidden();
    await expect(reader.title(event(id).title)).toBeFocused();
    await frames(page, 5);
    await reader.holds({ event: id });
  });
}

test("letters do nothing behind the list of keys", async ({ reader, page }) => {
  await reader.open("?event=moura");
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
  for (const key of ["j", "n", "o", "f"]) await page.keyboard.press(key);
  await frames(page, 5);
  await reader.holds({ event: "moura" });
  expect(reader.asked("order")).toBe(null);
  await expect(page.locator(".tool[aria-expanded=true]")).toHaveCount(0);
  await expect(help(page).getByRole("heading")).toBeFocused();
});

test("a letter does nothing while one types, nor with Ctrl, Alt or Meta", async ({ reader, page }) => {
  await reader.open();
  for (const modifier of ["Control", "Alt", "Meta"]) for (const key of ["j", "n", "o"]) await page.keyboard.press(`${modifier}+${key}`);
  expect(await focus(page)).toBe("LOST");
  for (const [button, field] of [["Search", page.getByRole("searchbox")], ["Menu", page.getByRole("textbox", { name: "Address of an article file" })]]) {
    await page.getByRole("button", { name: button, exact: true }).click();
    await field.focus();
    await page.keyboard.type("jknpof/?");
    await expect(field).toHaveValue("jknpof/?");
  }
  await reader.holds({});
  expect(reader.asked("order")).toBe(null);
  await expect(help(page)).toBeHidden();
});

test("single letters can be switched off, and stay off; Esc and Enter go on", async ({ reader, page }) => {
  await reader.open();
  const choose = async (on) => {
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("checkbox", { name: "Single-key shortcuts" }).setChecked(on);
    await page.keyboard.press("Escape");
  };
  await choose(false);
  await page.reload();
  await reader.ready();
  await isDeaf(page, "LOST");
  expect(reader.asked("order")).toBe(null);
  await reader.title(event("rallies").title).focus();
  await page.keyboard.press("Enter");
  await reader.holds({ event: "rallies" });
  await page.keyboard.press("Escape");
  await reader.holds({});
  await choose(true);
  await page.keyboard.press("j");
  await expect.poll(() => reader.asked("event")).not.toBe(null);
});

test("in a page of others every key acts, and only while the focus is in the reader", async ({ page, host }) => {
  const html = `<!doctype html><html lang="en"><title>Theirs</title><script type="module" src="embed.js"></script><body><button>Theirs</button><who-when src="articles/${first.id}.json"></who-when>`;
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${host.url}host.html`);
  await order(page);
  const [held, told] = [page.locator("[data-event][aria-current=true]"), page.getByRole("button", { name: "As told" })];
  for (const at of ["button “Theirs”", "LOST"]) {
    if (at === "LOST") await page.evaluate(() => document.activeElement.blur());
    else await page.getByRole("button", { name: "Theirs" }).focus();
    await isDeaf(page, at);
    await expect(told).toHaveAttribute("aria-pressed", "false");
  }
  await page.getByRole("button", { name: "As happened" }).focus();
  await page.keyboard.press("?");
  await help(page).getByRole("button", { name: "Close" }).click();
  for (const [key, at] of [["n", /^mark/], ["/", /^input/], ["Escape", /^(button|mark)/], ["f", /^button/], ["f", /Filters/], ["j", /^button “The MNLA opens its rebellion/], ["o", /^button “The MNLA opens its rebellion/]]) {
    // The card that n offered goes with the focus, and takes no Esc.
    if (key === "Escape") await expect(page.getByRole("dialog")).toBeHidden();
    await page.keyboard.press(key);
    await expect.poll(() => focus(page), key).toMatch(at);
  }
  await expect(held).toHaveCount(1);
  await expect(told).toHaveAttribute("aria-pressed", "true");
});

test("n goes over each mention once, also over one in pieces around another", async ({ reader, page }) => {
  await reader.open("?src=made/pieces.json");
  for (const mention of [0, 1, 2, 0]) {
    await page.keyboard.press("n");
    await expect(reader.pieces(mention).first()).toBeFocused();
  }
  await page.keyboard.press("p");
  await expect(reader.pieces(2).first()).toBeFocused();
});

test("Esc that ends composing a letter ends no search", async ({ reader, page }) => {
  await reader.open("?q=kidal");
  const field = page.getByRole("searchbox");
  await field.evaluate((field) => field.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", isComposing: true, bubbles: true })));
  await expect(field).toBeVisible();
  await field.press("Escape");
  await expect(field).toBeHidden();
});

test("the way to an event of which the text does not speak leads to the actor that is held as well", async ({ reader }) => {
  await reader.open("?src=made/unspoken.json&event=unspoken&actor=mali");
  await reader.sees(["last", "Mali"]);
});

test("n and j go on from where one reads", async ({ reader, page }) => {
  await reader.open();
  await page.mouse.move(700, 500);
  const readTo = (block) => page.evaluate((block) => scrollTo({ top: scrollY + document.querySelector(`[data-block="${block}"]`).getBoundingClientRect().top - 60, behavior: "instant" }), block);
  await readTo("b8");
  await page.keyboard.press("n");
  await expect.poll(() => page.evaluate(() => document.activeElement.closest("[data-block]")?.dataset.block)).toBe("b8");
  await readTo("b12");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("n");
  await expect.poll(() => page.evaluate(() => document.activeElement.closest("[data-block]")?.dataset.block)).toBe("b12");
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  await expect.poll(() => reader.asked("event")).not.toBe(null);
  const at = await page.evaluate((blocks) => blocks.map((block) => document.querySelector(`[data-block="${block}"]`).getBoundingClientRect().top), event(reader.asked("event")).evidence.map(({ block }) => block));
  expect(Math.min(...at.map(Math.abs))).toBeLessThan(900);
});

test.describe("single keys on other keyboards", () => {
  /** A key as a layout gives it. */
  const press = (page, key, code, more = {}) =>
    page.evaluate(([key, code, more]) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true, composed: true, ...more })), [key, code, more]);

  for (const [layout, keys] of [["Russian", ["о", "щ", "т", "а"]], ["Greek", ["ξ", "ο", "ν", "φ"]], ["Hebrew", ["ח", "ם", "מ", "כ"]], ["Arabic", ["ت", "خ", "ى", "ب"]], ["Caps Lock", ["J", "O", "N", "F"]]]) {
    test(layout, async ({ reader, page }) => {
      await reader.open();
      await press(page, keys[0], "KeyJ");
      await expect.poll(() => reader.asked("event")).not.toBeNull();
      await press(page, keys[1], "KeyO");
      await expect.poll(() => reader.asked("order")).toBe("told");
      await press(page, keys[2], "KeyN");
      await expect(reader.text.locator("mark:focus")).toHaveCount(1);
      await press(page, keys[3], "KeyF");
      await expect(page.getByRole("group", { name: "Filters" })).toBeVisible();
    });
  }

  test("a Latin letter counts as what it is, wherever it lies: Dvorak", async ({ reader, page }) => {
    await reader.open();
    await press(page, "j", "KeyC");
    await expect.poll(() => reader.asked("event")).not.toBeNull();
  });
});
