/**
 * For everyone: what screen readers are told, and only when asked; the panel of the actors; the sheet of a narrow screen,
 * by finger and by key; where an article comes from.
 */
import { evidence, mentionsOf } from "./oracle.mjs";
import { accounts, expect, first, made, rowsOf, test } from "./reader.mjs";

const actor = (id) => first.actors.find((actor) => actor.id === id);
const event = (id) => first.events.find((event) => event.id === id);
const count = (id, form) => first.mentions.filter((mention) => mention.actor === id && (!form || mention.form === form)).length;
const texts = (page) => page.locator("[data-block]").evaluateAll((blocks) => blocks.map((block) => block.textContent));

test.describe("screen readers", () => {
  const KINDS = { armed_group: "armed group", public: "people" };
  const SWITCH = "Announce marks to screen readers";
  const ask = async (page, on = true) => {
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    await page.getByRole("checkbox", { name: SWITCH }).setChecked(on);
    await page.keyboard.press("Escape");
  };
  /** What the tree of a screen reader has in a block: the words, and the names of marks. */
  async function heard(page, block) {
    const client = await page.context().newCDPSession(page);
    const { root } = await client.send("DOM.getDocument", { depth: 0 });
    const { nodeId } = await client.send("DOM.querySelector", { nodeId: root.nodeId, selector: `[data-block="${block}"]` });
    const { nodes } = await client.send("Accessibility.queryAXTree", { nodeId });
    await client.detach();
    const named = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).map((node) => node.name?.value ?? "");
    return { words: named("StaticText").join(""), marks: named("mark") };
  }
  const said = (locator) => locator.evaluate((element) => getComputedStyle(element, "::before").content);

  test("hear the text as it stands, no more, at first", async ({ reader, page }) => {
    await reader.open();
    expect(await page.locator("[data-said]").count()).toBe(0);
    const { words, marks } = await heard(page, "b1");
    expect(words).toBe(first.blocks.find(({ id }) => id === "b1").text);
    expect(marks.filter(Boolean)).toEqual([]);
    const told = await reader.text.locator("mark, [data-proof]").evaluateAll((all) => all.filter((one) => one.matches("[role], [aria-label], [aria-labelledby], [aria-description], [aria-describedby], [title]") || getComputedStyle(one, "::before").content !== "none").length);
    expect(told).toBe(0);
  });

  test("are told of every mark and of evidence where that is asked for; the text stays its own; it can be taken back", async ({ reader, page }) => {
    await reader.open();
    await ask(page);
    for (const place of [0, 3, 8, 17]) {
      const mark = reader.pieces(place).first();
      const innermost = actor(await mark.getAttribute("data-actor"));
      await expect.poll(() => said(mark)).toBe(`"actor: ${innermost.name}, ${KINDS[innermost.kind] ?? innermost.kind}: "`);
    }
    const proof = reader.text.locator("[data-block=b1] [data-proof]").first();
    await expect.poll(() => said(proof)).toBe(`"evidence of ${event("state-visit").title}: "`);
    const { words } = await heard(page, "b1");
    expect(words).toContain(`evidence of ${event("state-visit").title}:`);
    expect(words).toContain(`actor: ${actor("france").name}, state:`);
    expect(await texts(page)).toEqual(first.blocks.map(({ text }) => text));
    // What is copied is the text.
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("[data-block=b1]")));
    expect(await page.evaluate(() => getSelection().toString())).toBe(first.blocks.find(({ id }) => id === "b1").text);
    await ask(page, false);
    await expect.poll(() => page.locator("[data-said]").count()).toBe(0);
    expect(await said(proof)).toBe("none");
  });

  test("are told of what is marked later, and on the next visit", async ({ reader, page }) => {
    await reader.open();
    await ask(page);
    const large = made("large-2000.json");
    await page.goto(`${reader.host.url}?src=made/large-2000.json`);
    await reader.ready();
    await expect(reader.root).toHaveAttribute("data-announce", "");
    const last = large.events.at(-1).evidence[0].block;
    await expect(page.locator(`[data-block=${last}]`)).toBeAttached();
    await page.evaluate((block) => document.querySelector(`[data-block="${block}"]`).scrollIntoView({ behavior: "instant" }), last);
    await expect.poll(() => page.locator(`[data-block=${last}] mark`).count()).toBeGreaterThan(0);
    // Each once, however many pieces others cut it into.
    const untold = () =>
      page.evaluate(() => {
        const marks = [...document.querySelectorAll("mark")];
        const told = new Set(marks.filter((mark) => mark.dataset.said).map((mark) => mark.dataset.mentions.split(" ").at(-1)));
        return marks.filter((mark) => !told.has(mark.dataset.mentions.split(" ").at(-1))).length;
      });
    expect(await untold()).toBe(0);
    await page.reload();
    await reader.ready();
    await expect.poll(() => page.locator("mark[data-said]").count()).toBeGreaterThan(0);
  });

  test("are told in one place and in few words where a jump led, what a filter left, what was found, and of letting go", async ({ reader, page }) => {
    await reader.open();
    const live = page.locator("[data-whowhen] :is([aria-live], [role=status]:not(output))");
    await expect(live).toHaveCount(1);
    await expect(live).toHaveText("");
    await reader.title(event("moura").title).click();
    await expect(live).toHaveText(event("moura").title);
    await reader.name("mali").click();
    await expect(live).toHaveText(`Mali, 1 of ${count("mali")}`);
    await page.keyboard.press("Escape");
    await expect(live).toHaveText("Clear");
    await reader.open("?q=kidal");
    await expect(page.locator("[data-told]")).toHaveText(/^\d+ places in the text$/);
    await page.keyboard.press("f");
    await page.getByRole("group", { name: "Kinds of event" }).getByRole("button", { name: /^Coup/ }).click();
    await expect(page.locator("[data-told]")).toHaveText(`${rowsOf(first).filter(({ kind }) => kind === "coup").length} of ${rowsOf(first).length} events, ${first.actors.length} of ${first.actors.length} actors`);
  });

  test("find headings in order, cards as articles in lists, and each named by its title", async ({ reader, page }) => {
    await reader.open();
    const outline = await page.evaluate(() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((heading) => heading.checkVisibility()).map((heading) => Number(heading.localName[1])));
    expect(outline.filter((level) => level === 1)).toHaveLength(1);
    expect(outline.every((level, place) => place === 0 || level <= outline[place - 1] + 1)).toBe(true);
    for (const { id, title } of rowsOf(first).slice(0, 12)) {
      const card = reader.events.getByRole("listitem").getByRole("article", { name: title, exact: true });
      await expect(card).toHaveAttribute("data-event", id);
    }
    await expect(reader.actors.getByRole("list").first().getByRole("listitem").first().getByRole("button")).toHaveAccessibleName(/^.+, person, \d+ mentions?$/);
  });
});

test.describe("the panel of the actors", () => {
  const order = (reader) => reader.actors.locator("[data-actor-entry]").evaluateAll((all) => all.map((entry) => entry.dataset.actorEntry));
  const place = new Map(first.actors.map(({ id }, place) => [id, place]));
  const firstAt = (id) => {
    const [mention] = mentionsOf(first, id);
    if (mention === undefined) return [Infinity];
    const spans = first.mentions[mention].at.map(({ block, start }) => [first.blocks.findIndex(({ id }) => id === block), start]);
    return spans.sort(([a, b], [c, d]) => a - c || b - d)[0];
  };
  const sorts = {
    "Most mentioned": (one, other) => count(other) - count(one) || place.get(one) - place.get(other),
    "First mention": (one, other) => firstAt(one)[0] - firstAt(other)[0] || firstAt(one)[1] - firstAt(other)[1],
    Name: (one, other) => new Intl.Collator("en").compare(actor(one).name, actor(other).name),
  };
  const ids = first.actors.map(({ id }) => id);

  for (const [name, sort] of Object.entries(sorts)) {
    test(`lists everyone by ${name.toLowerCase()}, together and by kind, with how often each is named`, async ({ reader }) => {
      await reader.open();
      await reader.actors.getByRole("combobox", { name: "Sort by" }).selectOption(name);
      await reader.actors.getByRole("checkbox", { name: "By kind" }).uncheck();
      // Two who are named first at one place may stand either way.
      const key = (ids) => (name === "First mention" ? ids.map((id) => firstAt(id).join()) : ids);
      await expect.poll(async () => key(await order(reader))).toEqual(key([...ids].sort(sort)));
      await reader.actors.getByRole("checkbox", { name: "By kind" }).check();
      await expect(reader.actors.getByRole("heading", { name: /^Armed groups 11$/ })).toBeVisible();
      const kinds = await reader.actors.locator(".kind-heading").evaluateAll((all) => all.map((heading) => heading.dataset.kind));
      expect([...kinds].sort()).toEqual([...new Set(first.actors.map(({ kind }) => kind))].sort());
      const grouped = kinds.flatMap((kind) => ids.filter((id) => actor(id).kind === kind).sort(sort));
      await expect.poll(async () => key(await order(reader))).toEqual(key(grouped));
      for (const id of ids.slice(0, 20)) await expect(reader.name(id)).toHaveAccessibleName(new RegExp(`, ${count(id)} mentions?$`));
    });
  }

  for (const id of ["hollande", "barkhane", "goita", "meyer", "rfi"]) {
    test(`tells of the held one what the file says: ${id}`, async ({ reader, page }) => {
      await reader.open(`?actor=${id}`);
      const { description, aliases = [], member_of: groups = [], ids, name } = actor(id);
      const entry = reader.entry(id);
      await expect(entry).toContainText(description);
      if (aliases.length) await expect(entry).toContainText(`Also: ${aliases.join(", ")}`);
      const forms = [["name", "by name"], ["alias", "by another name"], ["pronoun", "otherwise"]].filter(([form]) => count(id, form)).map(([form, words]) => `${count(id, form)} ${words}`);
      const all = `${count(id)} mention${count(id) === 1 ? "" : "s"}`;
      await expect(entry.locator("[data-of] > span").first()).toHaveText(forms.length > 1 ? `${all}: ${await page.evaluate((forms) => new Intl.ListFormat("en-GB").format(forms), forms)}` : all);
      const own = first.events.filter(({ participants = [], where, attributed_to: by }) => participants.some(({ actor }) => actor === id) || where === id || by === id);
      const theirs = new Set(own.map((event) => accounts(first).get(event.id) ?? event.id));
      if (theirs.size) await expect(entry.getByRole("heading", { name: new RegExp(`^${theirs.size} events?$`) })).toBeVisible();
      const links = entry.getByRole("link");
      await expect(links).toHaveCount(ids?.wikidata ? 1 : 0);
      if (ids?.wikidata) await expect(links).toHaveAttribute("href", `https://www.wikidata.org/wiki/${ids.wikidata}`);
      // To whom it belongs: a way to them.
      for (const group of groups) {
        await entry.getByRole("button", { name: actor(group).name, exact: true }).click();
        await reader.holds({ actor: group });
        await expect(reader.name(group)).toBeFocused();
        await reader.name(id).click();
      }
      await expect(reader.name(id)).toHaveAccessibleName(new RegExp(name.replaceAll(/[()]/g, ".")));
    });
  }

  test("every link that leads away opens beside the page, and says nothing of it", async ({ reader, page }) => {
    await reader.open("?actor=mali&event=state-visit");
    await expect(reader.entry("mali").getByRole("link")).toHaveCount(1);
    const links = await page.evaluate(() => [...document.querySelectorAll("aside a[href], footer a[href]:not([download])")].map(({ href, target, rel }) => [new URL(href).origin !== location.origin, target, rel]));
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter(([away, target, rel]) => !away || target !== "_blank" || rel !== "noopener noreferrer")).toEqual([]);
  });

  test("a click on the strip of ticks leads to the nearest mention; the steps lead on from there, around the end", async ({ reader, page }) => {
    await reader.open("?actor=kidal");
    const entry = reader.entry("kidal");
    const ticks = entry.locator(".detail .ticks");
    const number = count("kidal");
    const xs = await ticks.locator("path").evaluate((path) => path.getAttribute("d").match(/(?<=M)\d+/g).map(Number));
    expect(xs.length).toBe(number);
    const steps = entry.locator("[data-of] .place");
    const sees = async (place) => {
      await expect(steps).toHaveText(`${place + 1} of ${number}`);
      const [{ block, quote, start }] = first.mentions[mentionsOf(first, "kidal")[place]].at;
      await reader.sees([block, quote, start]);
    };
    const click = async (share) => {
      const { x, y, width, height } = await ticks.boundingBox();
      await page.mouse.click(x + width * share, y + height / 2);
    };
    for (const place of [number - 1, 5, 0]) {
      // A little beside it, on the side where no other is nearer.
      await click((xs[place] + (place ? 2 : -2)) / 1000);
      await sees(place);
    }
    await entry.getByRole("button", { name: "Previous mention" }).click();
    await sees(number - 1);
    await entry.getByRole("button", { name: "Next mention" }).click();
    await sees(0);
    await entry.getByRole("button", { name: "Next mention" }).click();
    await sees(1);
    await reader.holds({ actor: "kidal" });
  });

  test("holding one quiets the marks of all others, and letting go wakes them", async ({ reader, page }) => {
    // Colours on their way stand still in what is out of view.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await reader.open();
    const opacity = (selector) => reader.text.locator(selector).evaluateAll((marks) => [...new Set(marks.map((mark) => Number(getComputedStyle(mark).textDecorationColor.match(/\/ ([\d.]+)/)?.[1] ?? 1)))]);
    const ground = (selector) => reader.text.locator(selector).evaluateAll((marks) => [...new Set(marks.map((mark) => getComputedStyle(mark).backgroundColor === "rgba(0, 0, 0, 0)"))]);
    await reader.name("mali").click();
    // Over nothing that lights up.
    await page.mouse.move(200, 24);
    const others = "mark:not([data-active], [data-part])";
    await expect.poll(() => ground(others)).toEqual([true]);
    await expect.poll(async () => Math.max(...(await opacity(others)))).toBeLessThan(0.5);
    expect(await ground("mark[data-active]")).toEqual([false]);
    const held = await reader.text.locator("mark[data-active]").evaluateAll((marks) => marks.flatMap((mark) => mark.dataset.mentions.split(" ").map(Number)));
    for (const mention of mentionsOf(first, "mali")) expect(held).toContain(mention);
    await page.keyboard.press("Escape");
    await expect.poll(() => reader.text.locator("mark[data-active]").count()).toBe(0);
    await expect.poll(async () => Math.min(...(await opacity("mark[data-first]")))).toBeGreaterThan(0.5);
  });
});

test.describe("the sheet of a narrow screen", () => {
  test.use({ viewport: { width: 375, height: 760 }, hasTouch: true, isMobile: true });
  const HELD = ["kidal-2014", "state-visit", "camps-plan"];
  const handle = (reader) => reader.events.getByRole("button", { name: "Height of the panel" });
  const height = (reader) => reader.events.evaluate((panel) => Math.round((panel.getBoundingClientRect().height / innerHeight) * 100));
  const tab = (page, name) => page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: new RegExp(`^${name}`) });
  /** A finger that goes down on an element and is drawn to a height of the view; how far up that was. */
  async function draw(page, locator, to) {
    const { x, y, width, height } = await locator.boundingBox();
    const client = await page.context().newCDPSession(page);
    // Slowly, and at rest before it lifts: what it would throw goes on moving, and a tap meanwhile only stops it.
    let now = Date.now() / 1000;
    const touch = (type, ...points) => client.send("Input.dispatchTouchEvent", { type, timestamp: (now += 0.1), touchPoints: points.map(([x, y]) => ({ x, y })) });
    const from = y + height / 2;
    await touch("touchStart", [x + width / 2, from]);
    for (let step = 1; step <= 8; step++) await touch("touchMove", [x + width / 2, from + ((to - from) * step) / 8]);
    for (let rest = 1; rest <= 8; rest++) await touch("touchMove", [x + width / 2, to + (rest % 2) / 10]);
    await touch("touchEnd");
    await client.detach();
    return from - to;
  }

  for (const id of HELD) {
    test(`opens by its tab at the card of what is held, and its sentence stays in sight: ${id}`, async ({ reader, page }) => {
      await reader.open(`?event=${id}`);
      await reader.sees(evidence(first, id)[0]);
      await tab(page, "Events").tap();
      await expect(reader.events).toBeVisible();
      await expect.soft(reader.title(event(id).title)).toBeInViewport();
      await reader.sees(evidence(first, id)[0]);
    });

    test(`by finger and by key its sentence stays in sight at every height: ${id}`, async ({ reader, page }) => {
      await reader.open();
      await tab(page, "Events").tap();
      await reader.title(event(id).title).tap();
      await reader.holds({ event: id });
      const heights = { tap: [62, 44, 62], draw: [480, 40, 420], key: [["ArrowDown", 44], ["ArrowUp", 62], ["ArrowUp", 62], ["ArrowDown", 44]] };
      const stands = async (share, what) => {
        await expect.poll(async () => Math.abs((await height(reader)) - share), what).toBeLessThan(3);
        await reader.sees(evidence(first, id)[0]);
        await expect(reader.events).toBeVisible();
      };
      for (const share of heights.tap) {
        await handle(reader).tap();
        await stands(share, "tapped");
        await expect(handle(reader)).toHaveAttribute("aria-expanded", String(share > 44));
      }
      for (const to of heights.draw) {
        // As high as the finger draws it, and no higher than leaves room for the sentence.
        const share = (await height(reader)) + ((await draw(page, handle(reader), to)) / 760) * 100;
        await stands(Math.min(share, 62), `drawn to ${to}`);
      }
      for (const [key, share] of heights.key) {
        await handle(reader).press(key);
        await stands(share, key);
      }
    });
  }

  test("drawn down it closes, and opens again as high as at first, with what is held", async ({ reader, page }) => {
    await reader.open();
    await tab(page, "Events").tap();
    await reader.title(event("kidal-2014").title).tap();
    await draw(page, handle(reader), 740);
    await expect(reader.events).toBeHidden();
    await expect(tab(page, "Events")).toHaveAttribute("aria-pressed", "false");
    await reader.holds({ event: "kidal-2014" });
    await tab(page, "Events").tap();
    await expect.poll(() => height(reader)).toBe(44);
  });

  /** What of these is lower than a finger is broad. */
  const small = (page, selector) =>
    page.evaluate(
      (selector) =>
        [...document.querySelectorAll(`[data-whowhen] :is(${selector})`)]
          .filter((target) => !target.matches("label input, .skip, [data-block] a") && target.checkVisibility() && getComputedStyle(target).pointerEvents !== "none")
          .map((target) => [target, target.getBoundingClientRect()])
          .filter(([, { width, height }]) => width > 1 && height > 1 && height < 43.5)
          .map(([target, { height }]) => `${target.localName} “${(target.getAttribute("aria-label") ?? target.textContent).trim().slice(0, 30)}” ${height.toFixed(0)}`),
      selector,
    );
  test("every link beside the text is 44 px high for a finger, as buttons are", async ({ reader, page }) => {
    await reader.open();
    for (const [name, button] of [["Events", reader.title(event("appeal").title)], ["Actors", reader.name("hollande")]]) {
      await tab(page, name).tap();
      await button.tap();
      expect.soft([...new Set(await small(page, "a[href]"))], name).toEqual([]);
    }
  });

  test("so is what stands in notices, problems and the list of keys", async ({ reader, page }) => {
    await reader.open("?src=made/problems.json&actor=nobody");
    await page.locator(".problems-sign").tap();
    await expect(page.locator("[data-problem]").first()).toBeVisible();
    await page.evaluate(() => document.querySelector(".help").showModal());
    expect(await small(page, "button, input, select, label, summary")).toEqual([]);
  });
});

test.describe("where an article comes from", () => {
  test("its foot names source, licence, annotators and the file, which is the article", async ({ reader, page }) => {
    await reader.open();
    // Until the whole text is there, the foot moves.
    await expect(reader.text.locator("[data-block]")).toHaveCount(first.blocks.length);
    const foot = reader.text.locator("footer");
    await expect(foot).toContainText(`Source: ${first.source.title}`);
    await expect(foot).toContainText(`Licence: ${first.source.license}`);
    await expect(foot).toContainText(`Annotated by ${first.annotators.join(" and ")}`);
    const [download] = await Promise.all([page.waitForEvent("download"), foot.getByRole("link", { name: "Download the article file" }).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    expect(JSON.parse(Buffer.concat(chunks).toString("utf8"))).toEqual(first);
  });

  test("the sign in the head leads to all problems, each with its place, what was done and how to mend it; by key as well", async ({ reader, page }) => {
    await reader.open("?src=made/problems.json");
    const sign = reader.text.getByRole("button", { name: "4 problems" });
    await expect(page.locator("[data-problem]").first()).toBeHidden();
    await sign.focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-problem]")).toHaveCount(4);
    await expect(page.locator("[data-problem]").first()).toBeInViewport();
    await expect(page.locator("summary")).toBeFocused();
    for (const path of ["actors[0].links[0].url", "mentions[1].actor", "mentions[2].at[0]", "events[0].when"]) {
      const problem = page.locator(`[data-problem][data-path="${path}"]`);
      await expect(problem).toContainText(/Done: .+\./);
      await expect(problem).toContainText(/To fix it: .+\./);
    }
  });
});

test("screen readers are told of a mention in pieces once, and of none that a filter hides", async ({ reader, page }) => {
  await reader.open("?src=made/pieces.json");
  await page.getByRole("button", { name: "Menu", exact: true }).click();
  await page.getByRole("checkbox", { name: /screen readers/ }).check();
  await page.keyboard.press("Escape");
  const told = () => reader.text.locator("mark[data-said]").evaluateAll((marks) => marks.map((mark) => mark.dataset.said));
  await expect.poll(told).toEqual(["actor: Army, military", "actor: Mali, state", "actor: France, state"]);
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("button", { name: /^States/ }).click();
  await expect.poll(told).toEqual(["actor: Mali, state", "actor: France, state"]);
});

test("an article in a language that no browser knows has its actors in order all the same", async ({ reader, page }) => {
  await reader.open("?src=made/unspoken.json");
  await reader.actors.getByRole("combobox", { name: "Sort by" }).selectOption("Name");
  await expect.poll(() => page.locator("[data-actor-entry]").evaluateAll((all) => all.map((entry) => entry.dataset.actorEntry))).toEqual(["france", "mali"]);
});

test("the events of an actor stand in the order that is chosen for events", async ({ reader, page }) => {
  await reader.open("?actor=mnla");
  const listed = () => reader.entry("mnla").locator("[data-to-event]").evaluateAll((all) => all.map((line) => line.dataset.toEvent));
  const cards = () => page.locator("[data-event]").evaluateAll((all) => all.map((card) => card.dataset.card));
  for (const order of [null, "told"]) {
    await expect.poll(() => reader.asked("order")).toBe(order);
    await expect.poll(async () => (await cards()).length).toBe(rowsOf(first).length);
    await expect
      .poll(async () => {
        const [lines, all] = [await listed(), await cards()];
        return lines.length > 2 && lines.join() === all.filter((card) => lines.includes(card)).join();
      })
      .toBe(true);
    await page.keyboard.press("o");
  }
});
