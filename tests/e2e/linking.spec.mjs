/**
 * Text and events are linked both ways: what a click on a card, on a mark, on a name or on a quote holds, lights and
 * brings into view; what the address says of it; Esc, Back and Forward; the two orders.
 */
import { evidence, mentionsOf } from "./oracle.mjs";
import { expect, first, made, rowsOf, test } from "./reader.mjs";

/** An event of the first article, by its id. */
const event = (id) => first.events.find((event) => event.id === id);
/** An actor of the first article, by its id. */
const actor = (id) => first.actors.find((actor) => actor.id === id);

test.describe("a click on an event's card", () => {
  // Of one sentence; of several, apart; cut by the evidence of others; far down; told in two blocks.
  for (const id of ["rallies", "state-visit", "peace-june", "governorate", "anefis-taken", "bigot-speaks"]) {
    test(`holds it, lights its evidence and goes there: ${id}`, async ({ reader }) => {
      await reader.open();
      await reader.title(event(id).title).click();
      await reader.holds({ event: id });
      const words = evidence(first, id);
      await expect.poll(() => reader.lit()).toEqual({ by: "highlight", words });
      await reader.sees(words[0]);
    });
  }

  test("lights its evidence also where the browser has no highlights", async ({ reader, page }) => {
    await page.addInitScript(() => delete globalThis.Highlight);
    await reader.open();
    for (const id of ["peace-june", "anefis-taken"]) {
      await reader.title(event(id).title).click();
      await reader.holds({ event: id });
      await page.mouse.move(700, 5);
      await expect.poll(() => reader.lit()).toEqual({ by: "attributes", words: evidence(first, id) });
    }
  });

  test("a second time lets go of it", async ({ reader, page }) => {
    await reader.open();
    const title = reader.title(event("moura").title);
    await title.click();
    await reader.holds({ event: "moura" });
    await title.click();
    await reader.holds({});
    await page.mouse.move(700, 5);
    await expect.poll(() => reader.lit()).toEqual({ by: "nothing", words: [] });
  });

  test("does not move the page when the evidence is in view", async ({ reader, page }) => {
    await reader.open();
    await reader.title(event("state-visit").title).click();
    await reader.holds({ event: "state-visit" });
    // Long after a way there would have begun.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    });
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });
});

test.describe("a click on a mark", () => {
  for (const [what, mention] of [["a plain one", 2], ["one within another", 17], ["one in pieces", 15], ["a pronoun", 7]]) {
    test(`holds its actor, lights all its mentions and opens its card: ${what}`, async ({ reader }) => {
      await reader.open();
      // The innermost is what a click means: a piece on which the mention itself is innermost, or else what is.
      const piece = reader.pieces(mention).first();
      const id = await piece.getAttribute("data-actor");
      await piece.click();
      await reader.holds({ actor: id });
      await expect(reader.page.getByRole("dialog", { name: actor(id).name, exact: true })).toBeVisible();
      await expect(reader.name(id)).toBeInViewport();
      const own = mentionsOf(first, id);
      await expect
        .poll(() =>
          reader.text.locator("mark").evaluateAll(
            (marks, own) =>
              marks.filter((mark) => {
                const mentions = mark.dataset.mentions.split(" ").map(Number);
                return mentions.some((mention) => own.includes(mention)) !== "active" in mark.dataset;
              }).length,
            own,
          ),
        )
        .toBe(0);
      await expect(reader.text.locator("mark[data-active]")).not.toHaveCount(0);
    });
  }

  test("a second time lets go of its actor and takes the card away", async ({ reader, page }) => {
    await reader.open();
    await reader.pieces(2).first().click();
    await reader.holds({ actor: "champs-elysees" });
    await reader.pieces(2).first().click();
    await reader.holds({});
    await page.mouse.move(700, 5);
    await expect(reader.dialog).toBeHidden();
  });

  test("leaves a selection of text alone", async ({ reader, page }) => {
    await reader.open();
    await reader.pieces(2).first().dblclick();
    await expect.poll(() => page.evaluate(() => getSelection().toString().length)).toBeGreaterThan(0);
  });
});

test.describe("Esc", () => {
  test("lets go of an event, and the focus is on its title again", async ({ reader, page }) => {
    await reader.open();
    const title = reader.title(event("kidal-2014").title);
    await title.click();
    await reader.holds({ event: "kidal-2014" });
    await page.keyboard.press("Escape");
    await reader.holds({});
    await expect(title).toBeFocused();
  });

  test("lets go of an actor, closes its card, and the focus is on the mark again", async ({ reader, page }) => {
    await reader.open();
    const mark = reader.pieces(8).first();
    await mark.click();
    await reader.holds({ actor: "bamako" });
    await page.keyboard.press("Escape");
    await reader.holds({});
    await expect(reader.dialog).toBeHidden();
    await expect(mark).toBeFocused();
  });

  test("lets go of both at once", async ({ reader, page }) => {
    await reader.open();
    await reader.name("mali").click();
    await reader.title(event("kidal-2014").title).click();
    await reader.holds({ actor: "mali", event: "kidal-2014" });
    await page.keyboard.press("Escape");
    await reader.holds({});
  });
});

test("Back and Forward step through what was held, and Back to where one was", async ({ reader, page }) => {
  await reader.open();
  await reader.pieces(8).first().click();
  await reader.holds({ actor: "bamako" });
  await page.keyboard.press("Escape");
  await reader.holds({});
  // Where one is when one clicks: to bring a card into view the driver scrolls the page as well.
  await page.evaluate(() => addEventListener("pointerdown", () => (window.was = scrollY), { capture: true, once: true }));
  await reader.title(event("camps-plan").title).click();
  await reader.holds({ event: "camps-plan" });
  const was = await page.evaluate(() => window.was);
  await reader.sees(evidence(first, "camps-plan")[0]);
  await reader.title(event("column").title).click();
  await reader.holds({ event: "column" });
  await reader.sees(evidence(first, "column")[0]);
  // The panel will slide under the pointer, and a card under the pointer lights its own evidence.
  await page.mouse.move(0, 0);

  await page.goBack();
  await reader.holds({ event: "camps-plan" });
  await page.goBack();
  await reader.holds({});
  await expect.poll(() => page.evaluate((was) => Math.abs(scrollY - was), was)).toBeLessThanOrEqual(1);
  await page.goBack();
  await reader.holds({ actor: "bamako" });
  await page.goForward();
  await page.goForward();
  await reader.holds({ event: "camps-plan" });
  await expect.poll(async () => (await reader.lit()).words).toEqual(evidence(first, "camps-plan"));
});

test("loading the page again, it is where one was", async ({ reader, page }) => {
  await reader.open();
  await reader.title(event("column").title).click();
  await reader.sees(evidence(first, "column")[0]);
  // Somewhere else than where the click led.
  const led = await page.evaluate(() => scrollY);
  await page.mouse.move(700, 450);
  await page.mouse.wheel(0, -200);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeLessThan(led - 100);
  // The place is kept once the page has stood still for a moment.
  const place = () => page.evaluate(() => Math.round(document.querySelector("[data-block=b14]").getBoundingClientRect().top));
  const kept = () =>
    page.evaluate(() => {
      const [row, top] = history.state ?? [];
      return Math.abs(document.querySelector(`[data-row="${row}"]`)?.getBoundingClientRect().top - top) < 1;
    });
  await expect.poll(kept).toBe(true);
  const before = await place();
  await page.reload();
  await reader.holds({ event: "column" });
  await expect.poll(place).toBe(before);
});

test.describe("two articles in the library", () => {
  const other = { id: "large", title: "A large article", language: "en", file: "../made/large-400.json" };
  const list = { articles: [{ id: first.id, title: first.title, language: "en", file: `${first.id}.json` }, other] };
  const scrolledTo = (page) => page.evaluate(() => scrollY);

  test.beforeEach(({ page }) => page.route("**/articles/index.json", (route) => route.fulfill({ json: list })));

  test("the second begins at its beginning, and Back leads to where one was in the first", async ({ reader, page }) => {
    // It began where the first one had been scrolled to, and the focus was lost.
    await reader.open();
    const link = page.getByRole("navigation", { name: "Articles" }).getByRole("link", { name: other.title });
    await link.scrollIntoViewIfNeeded();
    await expect.poll(() => page.evaluate(() => history.state?.[0] > 0)).toBe(true);
    const before = await scrolledTo(page);
    await link.click();
    await expect(reader.text).toHaveAttribute("data-article", "large");
    await expect.poll(() => scrolledTo(page)).toBe(0);
    await expect(reader.root).toBeFocused();
    await page.goBack();
    await expect(reader.text).toHaveAttribute("data-article", first.id);
    await expect.poll(async () => Math.abs((await scrolledTo(page)) - before)).toBeLessThan(3);
  });

  test("who scrolls one while the other comes does not change where they were in that", async ({ reader, page }) => {
    // The place in the one was kept with the entry of the other.
    await reader.open("?article=large");
    await page.mouse.move(700, 450);
    await page.mouse.wheel(0, 1200);
    await expect.poll(() => page.evaluate(() => history.state?.[0] > 0)).toBe(true);
    const kept = await page.evaluate(() => history.state);
    const link = page.getByRole("navigation", { name: "Articles" }).getByRole("link", { name: first.title });
    await link.evaluate((element) => element.click());
    await expect(reader.text).toHaveAttribute("data-article", first.id);
    let come;
    await page.route("**/made/large-400.json", (route) => void (come = () => route.continue()));
    await page.goBack();
    await expect.poll(() => Boolean(come)).toBe(true);
    await page.mouse.wheel(0, 900);
    await expect.poll(() => scrolledTo(page)).toBeGreaterThan(300);
    // Longer than the page must stand still for its place to be kept.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
    expect(await page.evaluate(() => history.state)).toEqual(kept);
    come();
    await expect(reader.text).toHaveAttribute("data-article", "large");
  });
});

test("Back to an address that names something unknown tells it again, and Forward is still there", async ({ reader, page }) => {
  // It pushed a new entry without the unknown name.
  await reader.open("?event=nothing-of-that-name");
  const told = page.getByText("This article has no event “nothing-of-that-name”");
  await expect(told).toBeVisible();
  await reader.title(event("rallies").title).click();
  await reader.holds({ event: "rallies" });
  await page.goBack();
  await expect.poll(() => reader.asked("event")).toBe("nothing-of-that-name");
  await expect(told).toBeVisible();
  await page.goForward();
  await reader.holds({ event: "rallies" });
});

test("a quote leads to its own sentence, also where another event's evidence cuts the one before it", async ({ reader }) => {
  // It led to the second piece of the first sentence: pieces were counted, not sentences.
  const article = made("cut-evidence.json");
  await reader.open("?src=made/cut-evidence.json");
  const quote = article.events[0].evidence[1].quote;
  await (await reader.opened(article.events[0].title)).getByRole("button", { name: quote, exact: true }).click();
  await reader.sees(["last", quote]);
});

test("a sign is lit with its event from the first, when the address holds it", async ({ reader }) => {
  // It was lit only when the event was chosen with the sign in the page already.
  await reader.open("?event=camps-plan");
  const sign = reader.text.getByRole("button", { name: new RegExp(event("camps-plan").title) });
  await expect(sign.first()).toHaveAttribute("data-lit", "");
});

test("Esc returns the focus to what stays, where it had been on what goes", async ({ reader, page }) => {
  // From an event in the held actor's entry, which closes with the actor, the focus was lost.
  await reader.open("?actor=kidal");
  const link = reader.entry("kidal").getByRole("button", { name: new RegExp(event("north-falls").title) });
  await link.focus();
  await page.keyboard.press("Enter");
  await reader.holds({ actor: "kidal", event: "north-falls" });
  await page.keyboard.press("Escape");
  await reader.holds({});
  await expect(reader.name("kidal")).toBeFocused();
});

for (const [what, from] of [
  ["its card", (reader) => reader.entry("kidal").getByRole("button", { name: new RegExp(event("north-falls").title) })],
  ["its sentence", (reader) => reader.title(event("north-falls").title)],
]) {
  test(`Esc while the focus is still on its way to ${what} ends that way`, async ({ reader, page }) => {
    // The way went on, and took the focus again.
    await reader.open("?actor=kidal");
    const link = from(reader);
    await link.focus();
    // In one task: no frame lies between the two keys.
    await link.evaluate((link) => {
      link.click();
      link.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true, cancelable: true }));
    });
    await reader.holds({});
    await page.evaluate(async () => {
      for (let frame = 0; frame < 70; frame++) await new Promise(requestAnimationFrame);
    });
    await expect(what === "its card" ? reader.name("kidal") : link).toBeFocused();
  });
}

test("keys work on buttons while text is selected", async ({ reader, page }) => {
  // A click was taken for the end of a selection, whatever it was on: after the browser's own find, no button answered.
  await reader.open();
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("[data-block=b1]")));
  await reader.title(event("rallies").title).focus();
  await page.keyboard.press("Enter");
  await reader.holds({ event: "rallies" });
});

test("“Belongs to” in the panel leads to the group, and the focus goes with it", async ({ reader, page }) => {
  // The focus was lost with the entry that closed.
  const member = first.actors.find(({ member_of }) => member_of?.length);
  const group = first.actors.find(({ id }) => id === member.member_of[0]);
  await reader.open(`?actor=${member.id}`);
  const link = reader.entry(member.id).getByRole("button", { name: group.name, exact: true });
  await link.focus();
  await page.keyboard.press("Enter");
  await reader.holds({ actor: group.id });
  await expect(reader.name(group.id)).toBeFocused();
});

test.describe("the order of the events", () => {
  /** The panel, read from top to bottom: headings as words, cards as ids. */
  const lines = (reader) =>
    reader.events.evaluate((panel) =>
      [...panel.querySelectorAll("h3, [data-event]")].map((line) => (line.dataset.event ? { event: line.dataset.event } : line.textContent)),
    );

  test("as happened: years in order, the undated last, every event once", async ({ reader }) => {
    await reader.open();
    await expect(reader.events.getByRole("button", { name: "As happened" })).toHaveAttribute("aria-pressed", "true");
    await expect.poll(async () => (await lines(reader)).filter((line) => line.event).length).toBe(rowsOf(first).length);
    const all = await lines(reader);
    const headings = all.filter((line) => !line.event);
    expect(headings.at(-1)).toBe("Undated");
    const years = headings.slice(0, -1).map(Number);
    expect(years).toEqual([...new Set(years)].sort((one, other) => one - other));
    let heading;
    for (const line of all) {
      if (!line.event) heading = line;
      else expect(event(line.event).when?.match(/\d{4}/)[0] ?? "Undated", line.event).toBe(heading);
    }
  });

  test("as told: in the order of the text, every event once, and the address says so", async ({ reader, page }) => {
    await reader.open();
    await reader.events.getByRole("button", { name: "As told" }).click();
    await expect.poll(() => reader.asked("order")).toBe("told");
    const place = ({ id }) => {
      const [block, words] = evidence(first, id)[0];
      const at = first.blocks.findIndex((other) => other.id === block);
      return [at, first.blocks[at].text.indexOf(words)];
    };
    const ids = async () => (await lines(reader)).flatMap((line) => line.event ?? []);
    await expect.poll(async () => (await ids()).length).toBe(rowsOf(first).length);
    const places = (await ids()).map((id) => place(event(id)));
    expect(places).toEqual([...places].sort(([a, b], [c, d]) => a - c || b - d));
    // The headings are those of the text.
    const headings = first.blocks.filter(({ kind }) => kind === "heading").map(({ text }) => text);
    const shown = (await lines(reader)).filter((line) => !line.event);
    expect(headings).toEqual(expect.arrayContaining(shown.slice(1)));

    await reader.events.getByRole("button", { name: "As happened" }).click();
    await expect.poll(() => reader.asked("order")).toBeNull();
    await expect.poll(async () => (await lines(reader)).find((line) => !line.event)).toBe("2012");
    // A way of looking is no step to come back to.
    expect(await page.evaluate(() => history.length)).toBe(2);
  });
});

test.describe("a visit to an address", () => {
  test("with an event shows it and its sentence", async ({ reader }) => {
    await reader.open("?event=camps-plan");
    await reader.holds({ event: "camps-plan" });
    await reader.sees(evidence(first, "camps-plan")[0]);
  });

  test("with an actor shows them, and the first place where they are named", async ({ reader }) => {
    await reader.open("?actor=tessalit");
    await reader.holds({ actor: "tessalit" });
    await expect(reader.pieces(mentionsOf(first, "tessalit")[0]).first()).toBeInViewport();
    await expect(reader.name("tessalit")).toBeInViewport();
  });

  test("with all there is shows all of it, and keeps what is not ours", async ({ reader }) => {
    await reader.open(`?utm_source=letter&article=${first.id}&actor=mali&event=column&order=told`);
    await reader.holds({ actor: "mali", event: "column" });
    await expect(reader.events.getByRole("button", { name: "As told" })).toHaveAttribute("aria-pressed", "true");
    await reader.name("mali").click();
    await reader.holds({ event: "column" });
    expect([reader.asked("utm_source"), reader.asked("article"), reader.asked("order")]).toEqual(["letter", first.id, "told"]);
  });

  test("with unknown ids says so, and shows the article", async ({ reader, page }) => {
    await reader.open("?actor=no<b>body&event=never");
    const notice = page.getByRole("status").filter({ hasText: "asks for" });
    await expect(notice).toContainText("This article has no actor “no<b>body”, which the address asks for.");
    await expect(notice).toContainText("This article has no event “never”, which the address asks for.");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(first.title);
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await expect(notice).toBeHidden();
  });
});

test.describe("on the cards", () => {
  test("a participant's name holds them, and the event stays as it is", async ({ reader }) => {
    await reader.open();
    const card = await reader.opened(event("governorate").title);
    await card.getByRole("button", { name: actor("mara").name, exact: true }).click();
    await reader.holds({ actor: "mara", event: "governorate" });
  });

  test("a relation leads to the other event, its card and its sentence", async ({ reader }) => {
    await reader.open();
    const { from, to } = first.relations.find(({ kind }) => kind === "causes");
    await (await reader.opened(event(from).title)).getByRole("listitem").filter({ hasText: "led to" }).getByRole("button").first().click();
    const led = first.relations.filter((relation) => relation.from === from && relation.kind === "causes").map(({ to }) => to);
    expect(led).toContain(to);
    await expect.poll(() => reader.asked("event")).toBe(led[0]);
    await reader.holds({ event: led[0] });
    await reader.sees(evidence(first, led[0])[0]);
  });

  test("a quote leads to its place", async ({ reader }) => {
    await reader.open();
    const words = evidence(first, "serval-2013");
    for (const quote of [words[1], words[0]]) {
      await (await reader.opened(event("serval-2013").title)).getByRole("button", { name: quote[1], exact: true }).click();
      await reader.holds({ event: "serval-2013" });
      await reader.sees(quote);
    }
  });
});

test.describe("the card of the held event comes into the panel's view", () => {
  const ways = {
    "from an address": { event: "camps-plan", go: (reader) => reader.open("?event=camps-plan") },
    "by a sign in the margin": {
      event: "rallies",
      async go(reader) {
        await reader.open();
        await reader.text.getByRole("button", { name: `Event: ${event("rallies").title}`, exact: true }).click();
      },
    },
    "by an actor's list of events": {
      actor: "mara",
      event: "mara-war",
      async go(reader) {
        await reader.open("?actor=mara");
        await reader.entry("mara").getByRole("button", { name: event("mara-war").title }).click();
      },
    },
    "by a relation": {
      event: "ngo-ban",
      async go(reader) {
        await reader.open();
        await (await reader.opened(event("aid-stopped").title)).getByRole("button", { name: event("ngo-ban").title }).click();
      },
    },
    "by Back, far away": {
      event: "rebellion",
      async go(reader) {
        await reader.open();
        for (const id of ["rebellion", "camps-plan"]) {
          await reader.title(event(id).title).click();
          await reader.holds({ event: id });
        }
        await reader.page.goBack();
      },
    },
    "when the order changes": {
      event: "niamey-embassy",
      async go(reader) {
        await reader.open("?order=told&event=niamey-embassy");
        await reader.events.getByRole("button", { name: "As happened" }).click();
      },
    },
  };
  for (const [way, { actor, event: id, go }] of Object.entries(ways)) {
    test(way, async ({ reader }) => {
      await go(reader);
      await reader.holds({ actor, event: id });
      await expect(reader.title(event(id).title)).toBeInViewport({ ratio: 1 });
    });
  }
});

test.describe("in the actors' panel", () => {
  test("an event of the held actor leads to its sentence", async ({ reader }) => {
    await reader.open();
    await reader.name("mara").click();
    await reader.entry("mara").getByRole("button", { name: event("mara-war").title }).click();
    await reader.holds({ actor: "mara", event: "mara-war" });
    await reader.sees(evidence(first, "mara-war")[0]);
  });

  test("next and previous walk through all mentions, around the end", async ({ reader }) => {
    await reader.open();
    await reader.name("hollande").click();
    const mentions = mentionsOf(first, "hollande");
    const entry = reader.entry("hollande");
    const step = async (name, number) => {
      await entry.getByRole("button", { name }).click();
      await expect(entry.getByText(`${number} of ${mentions.length}`)).toBeVisible();
      await expect(reader.pieces(mentions[number - 1]).first()).toBeInViewport();
    };
    await expect(entry.getByText(`1 of ${mentions.length}`)).toBeVisible();
    await step("Previous mention", mentions.length);
    await step("Next mention", 1);
    for (let number = 2; number <= mentions.length; number++) await step("Next mention", number);
    await reader.holds({ actor: "hollande" });
  });
});
