/** What a page can ask of the element, and what the element tells: attributes, properties, methods, events, heights, views. */
import { embed, event, expect, first, inline, story, test } from "./hosts.mjs";
import { FAILED_TO_LOAD, holdModule, made } from "./reader.mjs";

const coup = event("coup-2012");
const konna = event("konna-falls");
const narrow = (inside) => `<div style="width: 320px">${inside}</div>`;

test("every attribute is a property, both ways, and null where it is not there", async ({ theirs }) => {
  await theirs.visit(embed());
  await theirs.page.evaluate(() => customElements.whenDefined("who-when"));
  const names = ["src", "event", "actor", "view", "order", "theme", "height", "library"];
  const said = await theirs.on((element, names) => {
    return names.map((name) => {
      const answers = [element[name]];
      element.setAttribute(name, "of-the-attribute");
      answers.push(element[name]);
      element[name] = "of-the-property";
      answers.push(element.getAttribute(name));
      element[name] = null;
      answers.push(element.hasAttribute(name));
      return [name, ...answers];
    });
  }, names);
  expect(said).toEqual(names.map((name) => [name, null, "of-the-attribute", "of-the-property", false]));
});

test.describe("a changed attribute is followed, and the reader stays the one it was", () => {
  const changes = {
    event: ["coup-2012", async (theirs) => theirs.holds({ event: "coup-2012" })],
    actor: ["mali", async (theirs) => theirs.holds({ actor: "mali" })],
    order: ["happened", async (theirs) => expect(theirs.events.getByRole("heading", { level: 3 }).first()).toHaveText(/2012/)],
    theme: ["dark", async (theirs) => expect(theirs.root).toHaveCSS("color-scheme", "dark")],
    lang: ["fr", async (theirs) => expect(theirs.element.getByRole("button", { name: "Rechercher" })).toBeVisible()],
    text: [
      "text",
      async (theirs) => {
        await expect(theirs.text).toBeVisible();
        await expect(theirs.events).toBeHidden();
        await expect(theirs.actors).toBeHidden();
      },
    ],
    actors: [
      "actors",
      async (theirs) => {
        await expect(theirs.actors).toBeVisible();
        await expect(theirs.events).toBeHidden();
      },
    ],
    events: [
      "events",
      async (theirs) => {
        await expect(theirs.events).toBeVisible();
        await expect(theirs.actors).toBeHidden();
      },
    ],
  };
  for (const [what, [value, shows]] of Object.entries(changes)) {
    test(`${what === value ? "view" : what}: ${value}`, async ({ theirs }) => {
      await theirs.visit(story());
      await theirs.ready();
      await theirs.mark();
      await theirs.on((element, [name, value]) => element.setAttribute(name, value), [what === value ? "view" : what, value]);
      await shows(theirs);
      expect(await theirs.isMarked()).toBe(true);
      await theirs.on((element, name) => element.removeAttribute(name), what === value ? "view" : what);
      await theirs.holds({});
      await expect(theirs.events).toBeVisible();
      expect(await theirs.isMarked()).toBe(true);
    });
  }

  test("several in a row, at once, and moved in the page", async ({ theirs, page }) => {
    await theirs.visit(`${story()}<section></section>`);
    await theirs.ready();
    await theirs.mark();
    await theirs.on((element) => {
      Object.assign(element, { event: "coup-2012", actor: "mali", order: "told", theme: "contrast" });
      document.querySelector("section").append(element);
    });
    await theirs.holds({ event: "coup-2012", actor: "mali" });
    expect(await theirs.isMarked()).toBe(true);
    await expect(page.locator("section [data-whowhen]")).toHaveCount(1);
  });

  test("another article comes in its place, and what was held of the other one is held no more", async ({ theirs }) => {
    await theirs.visit(story({ event: "coup-2012" }));
    await theirs.holds({ event: "coup-2012" });
    await theirs.on((element, src) => {
      element.event = null;
      element.article = null;
      element.src = src;
    }, theirs.at("made/pieces.json"));
    await expect(theirs.text).toHaveAttribute("data-article", "made");
    await theirs.holds({});
    await expect.poll(() => theirs.told("ready")).toHaveLength(2);
  });

  test("a value that is none is as if it were not there", async ({ theirs }) => {
    await theirs.visit(story({ view: "sideways", order: "never", theme: "pink", height: "tall", lang: "xx" }));
    await theirs.ready();
    await expect(theirs.events).toBeVisible();
    await expect(theirs.element.getByRole("button", { name: "Menu" })).toBeVisible();
    expect((await theirs.box.boundingBox()).height).toBe(765);
  });
});

test("the attributes follow what a person holds, and the element tells of it once", async ({ theirs, page }) => {
  await theirs.visit(story({ id: "one" }));
  await theirs.ready();
  await theirs.title(coup.title).click();
  await expect(theirs.element).toHaveAttribute("event", coup.id);
  expect(await theirs.told("select")).toEqual([{ actor: null, event: coup.id }]);
  await theirs.actors.locator('[data-actor-entry="mali"] button[aria-pressed]').click();
  await expect(theirs.element).toHaveAttribute("actor", "mali");
  expect(await theirs.on((element) => element.selection)).toEqual(await theirs.on((element) => ({ actor: element.actor, event: element.event })));
  const told = await theirs.told("select");
  expect(told.at(-1)).toMatchObject({ actor: "mali" });
  expect(told).toHaveLength(2);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await theirs.holds({});
  await expect(theirs.element).not.toHaveAttribute("actor");
  await expect(theirs.element).not.toHaveAttribute("event");
  expect((await theirs.told("select")).at(-1)).toEqual({ actor: null, event: null });
});

test("what is asked for, and held, is no news: no loop between a page that follows and the element", async ({ theirs }) => {
  await theirs.visit(story());
  await theirs.ready();
  await theirs.on((element) => element.addEventListener("whowhen-select", ({ detail }) => Object.assign(element, detail)));
  await theirs.on((element) => (element.event = "coup-2012"));
  await theirs.holds({ event: "coup-2012" });
  await theirs.title(konna.title).click();
  await theirs.holds({ event: konna.id });
  expect(await theirs.told("select")).toEqual([{ actor: null, event: coup.id }, { actor: null, event: konna.id }]);
});

test.describe("methods", () => {
  test("load() takes an address, an id, an object, or nothing, and gives the article", async ({ theirs }) => {
    await theirs.visit(embed());
    await theirs.page.evaluate(() => customElements.whenDefined("who-when"));
    const id = (what) => theirs.on((element, what) => element.load(what).then(({ id }) => id), what);
    expect(await id(theirs.at("made/pieces.json"))).toBe("made");
    expect(await id({ article: first.id })).toBe(first.id);
    await expect(theirs.text).toHaveAttribute("data-article", first.id);
    expect(await id(made("overlaps.json"))).toBe("overlaps");
    await expect(theirs.text).toHaveAttribute("data-article", "overlaps");
    expect(await id({ src: theirs.at("made/arabic.json"), event: "e" })).toBe("arabic");
    await theirs.holds({ event: "e" });
    expect(await id()).toBe("arabic");
    expect((await theirs.told("ready")).map(({ article }) => article.id)).toEqual(["made", first.id, "overlaps", "arabic", "arabic"]);
  });

  for (const [what, asked] of [
    ["an address that has nothing", { src: "/nothing.json" }],
    ["an id that the library has not", { article: "nobody" }],
    ["an object that is no article", { blocks: 5 }],
  ]) {
    test(`load() rejects with what is wrong: ${what}`, async ({ theirs, complaints }) => {
      complaints.allow(FAILED_TO_LOAD);
      await theirs.visit(story());
      await theirs.ready();
      const message = await theirs.on((element, asked) => element.load(asked).then(() => "came", (error) => `${error.constructor.name}: ${error.message}`), asked);
      expect(message).toMatch(/^Error: ./);
      const [told] = await theirs.told("error");
      expect(message).toBe(`Error: ${told.message}`);
      expect(told.advice).not.toBe("");
      // And then the next one.
      expect(await theirs.on((element, id) => element.load({ article: id }).then(({ id }) => id), first.id)).toBe(first.id);
    });
  }

  test("select() holds and goes there, says whether the article has it, and clear() lets go", async ({ theirs }) => {
    await theirs.visit(story());
    await theirs.ready();
    const select = (what) => theirs.on((element, what) => element.select(what), what);
    expect(await select({ event: coup.id })).toBe(true);
    await theirs.holds({ event: coup.id });
    expect(await select({ actor: "mali" })).toBe(true);
    await theirs.holds({ actor: "mali" });
    expect(await select({ actor: "mali", event: konna.id })).toBe(true);
    await theirs.holds({ actor: "mali", event: konna.id });
    expect(await theirs.on((element) => element.selection)).toEqual({ actor: "mali", event: konna.id });
    expect(await select({ event: "never" })).toBe(false);
    await theirs.holds({ actor: "mali", event: konna.id });
    await theirs.on((element) => element.clear());
    await theirs.holds({});
    expect(await theirs.on((element) => element.selection)).toEqual({ actor: null, event: null });
  });

  test("select() before the article is there counts once it is", async ({ theirs, host }) => {
    const half = theirs.page.waitForResponse(/paused/);
    await theirs.visit(embed({ src: theirs.at("paused/large-400.json") }));
    await half;
    expect(await theirs.on((element) => element.select({ event: "e30" }))).toBe(false);
    host.resume();
    await theirs.ready();
    await theirs.holds({ event: "e30" });
  });

  test("selection says what is held, also what was asked for from the beginning", async ({ theirs }) => {
    await theirs.visit(story({ event: coup.id, actor: "mali" }));
    await theirs.ready();
    await theirs.holds({ event: coup.id, actor: "mali" });
    expect(await theirs.on((element) => element.selection)).toEqual({ event: coup.id, actor: "mali" });
  });

  test("article, problems and selection say what is shown; nothing before, nothing after", async ({ theirs, host }) => {
    const half = theirs.page.waitForResponse(/paused/);
    await theirs.visit(embed({ src: theirs.at("paused/problems.json") }));
    await half;
    const state = () => theirs.on(({ article, problems, selection }) => ({ id: article?.id, problems: problems.map(({ path }) => path), selection }));
    const nothing = { id: undefined, problems: [], selection: { actor: null, event: null } };
    expect(await state()).toEqual(nothing);
    host.resume();
    await theirs.ready();
    const { id, problems } = await state();
    expect(id).toBe("made");
    expect(problems.length).toBeGreaterThan(2);
    const told = await theirs.told("problem");
    expect(told.map(({ path }) => path)).toEqual(problems);
    for (const problem of told) for (const words of Object.values(problem)) expect(words).not.toBe("");
    expect(await theirs.on((element) => element.article)).toEqual(made("problems.json"));
    await theirs.on((element) => {
      globalThis.gone = element;
      element.remove();
    });
    await expect.poll(() => theirs.page.evaluate(() => [gone.article, gone.problems.length])).toEqual([null, 0]);
  });
});

test.describe("properties that are set before the element is known count", () => {
  for (const [what, properties, shows] of [
    ["src and event", (theirs) => ({ src: theirs.at("made/arabic.json"), event: "e" }), (theirs) => theirs.holds({ event: "e" })],
    ["an article by its id", () => ({ article: first.id, event: coup.id }), (theirs) => theirs.holds({ event: coup.id })],
    ["an article itself", () => ({ article: made("arabic.json"), view: "text" }), (theirs) => expect(theirs.text).toHaveAttribute("data-article", "arabic")],
  ]) {
    test(what, async ({ theirs, page }) => {
      await theirs.visit(embed(), { script: false });
      await theirs.on((element, properties) => Object.assign(element, properties), properties(theirs));
      await page.evaluate((module) => import(module), theirs.at("embed.js"));
      await theirs.ready();
      await shows(theirs);
      const own = await theirs.on((element) => Object.keys(element));
      expect(own).toEqual([]);
    });
  }
});

test.describe("an article that stands in the element", () => {
  test("is shown, and no address leads to it", async ({ theirs, page }) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await theirs.visit(embed({ event: "e" }, inline(made("arabic.json"))));
    await theirs.ready();
    await theirs.holds({ event: "e" });
    expect(asked.filter((url) => url.endsWith(".json"))).toEqual([]);
    await theirs.element.getByRole("button", { name: "Share" }).click();
    const drawer = theirs.element.locator(".drawer");
    await expect(drawer.getByRole("button", { name: "Copy quotation" })).toBeVisible();
    await expect(drawer.getByRole("button", { name: /Copy link|Embed/ })).toHaveCount(0);
  });

  test("also where it comes later, and where it changes", async ({ theirs, page }) => {
    await theirs.visit(embed({}, "<p>In the meantime</p>"));
    await expect(page.getByText("In the meantime")).toBeVisible();
    await theirs.on((element, html) => element.insertAdjacentHTML("beforeend", html), inline(made("pieces.json")));
    await expect(theirs.text).toHaveAttribute("data-article", "made");
    await theirs.on((element, text) => (element.querySelector("script").textContent = text), JSON.stringify(made("overlaps.json")));
    await expect(theirs.text).toHaveAttribute("data-article", "overlaps");
    await theirs.on((element, text) => (element.querySelector("script").firstChild.data = text), JSON.stringify(made("arabic.json")));
    await expect(theirs.text).toHaveAttribute("data-article", "arabic");
  });

  test("one that is no JSON is told of, and what else stands there stays", async ({ theirs, page }) => {
    await theirs.visit(embed({ id: "bad" }, `<p>In the meantime</p><script type="application/json">{ "format": </script>`));
    await expect.poll(() => theirs.told("error")).toHaveLength(1);
    const [{ message, advice }] = await theirs.told("error");
    expect([message, advice].every((words) => words.length > 5)).toBe(true);
    await expect(page.getByText("In the meantime")).toBeVisible();
    await expect(theirs.alert).toBeVisible();
    await theirs.on((element, text) => (element.querySelector("script").textContent = text), JSON.stringify(made("sound.json")));
    await theirs.ready();
    await expect(page.getByText("In the meantime")).toBeHidden();
  });

  test("src is stronger, and where it goes the other one is shown", async ({ theirs }) => {
    await theirs.visit(embed({ src: theirs.at("made/overlaps.json") }, inline(made("arabic.json"))));
    await expect(theirs.text).toHaveAttribute("data-article", "overlaps");
    await theirs.on((element) => element.removeAttribute("src"));
    await expect(theirs.text).toHaveAttribute("data-article", "arabic");
  });
});

test("what it tells bubbles, crosses shadow borders, and says what of", async ({ theirs }) => {
  await theirs.visit(embed());
  await theirs.page.evaluate(() => customElements.whenDefined("who-when"));
  const heard = await theirs.on(async (element, [good, bad]) => {
    const heard = [];
    for (const what of ["ready", "select", "problem", "error"]) {
      addEventListener(`whowhen-${what}`, (event) => heard.push([what, event.bubbles, event.composed, event instanceof CustomEvent, Object.keys(event.detail)]), { once: true });
    }
    await element.load(good);
    element.select({ event: "e" });
    await new Promise(requestAnimationFrame);
    await element.load(bad).catch(() => {});
    return heard;
  }, [theirs.at("made/problems.json"), { format: "whowhen/2", blocks: [] }]);
  expect(heard).toEqual([
    ["problem", true, true, true, ["path", "what", "done", "mend"]],
    ["ready", true, true, true, ["article"]],
    ["select", true, true, true, ["actor", "event"]],
    ["error", true, true, true, ["message", "advice"]],
  ]);
});

test.describe("height", () => {
  const height = (theirs) => theirs.box.evaluate((box) => box.getBoundingClientRect().height);
  for (const [asked, given] of [["420", 420], ["25rem", 400], ["50vh", 450], [undefined, 765]]) {
    test(`${asked ?? "not said"}: ${given} px, and it scrolls in itself`, async ({ theirs }) => {
      await theirs.visit(story(asked && { height: asked }));
      await theirs.ready();
      expect(await height(theirs)).toBe(given);
      expect(await theirs.root.evaluate((root) => root.scrollHeight > root.clientHeight)).toBe(true);
    });
  }

  test("auto: as long as its text, and the page scrolls", async ({ theirs, page }) => {
    await theirs.visit(story({ height: "auto" }));
    await theirs.ready();
    await expect.poll(() => height(theirs)).toBeGreaterThan(2000);
    expect(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight)).toBe(true);
    const bar = theirs.element.locator(".bar");
    await page.mouse.move(500, 500);
    await page.mouse.wheel(0, 1200);
    await theirs.still();
    await expect(bar).toBeInViewport();
  });

  test("changed: it is followed, and what is held is held on", async ({ theirs }) => {
    await theirs.visit(story({ height: 400, event: coup.id }));
    await theirs.ready();
    await theirs.on((element) => (element.height = 500));
    await expect.poll(() => height(theirs)).toBe(500);
    await theirs.on((element) => (element.height = "auto"));
    await expect.poll(() => height(theirs)).toBeGreaterThan(2000);
    await theirs.holds({ event: coup.id });
    await theirs.on((element) => (element.height = "300px"));
    await expect.poll(() => height(theirs)).toBe(300);
    await theirs.holds({ event: coup.id });
  });
});

test.describe("one event alone", () => {
  /** The reader's own page of the article, or its page for any, with the event held. */
  const linked = (theirs, id) => new RegExp(`^${theirs.host.url}(\\?article=${first.id}&|${first.id}/\\?)event=${id}$`);

  test("its card: the title and the quotes lead to the article, and so does a line below", async ({ theirs }) => {
    await theirs.visit(story({ view: "event", event: coup.id }));
    await theirs.ready();
    const card = theirs.element.getByRole("article", { name: coup.title, exact: true });
    await expect(card.getByRole("link", { name: coup.title, exact: true })).toHaveAttribute("href", linked(theirs, coup.id));
    await expect(card.locator("blockquote a").first()).toHaveAttribute("href", linked(theirs, coup.id));
    await expect(theirs.element.getByRole("link", { name: "Read it in the article" })).toHaveAttribute("href", linked(theirs, coup.id));
    await expect(theirs.element.getByText(first.title)).toBeVisible();
    await expect(theirs.text).toHaveCount(0);
    // As high as it is.
    const { height } = await theirs.box.boundingBox();
    expect(height).toBeLessThan(500);
    expect(await theirs.root.evaluate((root) => root.scrollHeight - root.clientHeight)).toBe(0);
  });

  test("the link opens the article with the event held", async ({ theirs, page, context }) => {
    await theirs.visit(story({ view: "event", event: coup.id }));
    await theirs.ready();
    const link = theirs.element.getByRole("link", { name: "Read it in the article" });
    const opens = (await link.getAttribute("target")) === "_blank" ? context.waitForEvent("page") : Promise.resolve(page);
    await link.click();
    const opened = await opens;
    await expect(opened.locator(`[data-event="${coup.id}"][aria-current=true]`)).toBeVisible();
  });

  test("what it led to is shown in its place, and told", async ({ theirs }) => {
    await theirs.visit(story({ view: "event", event: "rebellion" }));
    await theirs.ready();
    await theirs.element.getByRole("button", { name: coup.title }).click();
    await expect(theirs.element.getByRole("article", { name: coup.title, exact: true })).toBeVisible();
    await expect(theirs.element).toHaveAttribute("event", coup.id);
    expect(await theirs.told("select")).toEqual([{ actor: null, event: coup.id }]);
  });

  test("its sentences", async ({ theirs }) => {
    await theirs.visit(narrow(story({ view: "quote", event: coup.id })));
    await theirs.ready();
    const quote = theirs.element.locator("figure blockquote");
    for (const { quote: words } of coup.evidence) await expect(quote).toContainText(words);
    await expect(theirs.element.getByRole("link", { name: "Read it in the article" })).toHaveAttribute("href", linked(theirs, coup.id));
    await theirs.on((element, id) => (element.event = id), konna.id);
    await expect(quote).toContainText(konna.evidence[0].quote);
  });

  for (const view of ["event", "quote"]) {
    test(`one that the article does not have: the view ${view} says so, and who asked is told`, async ({ theirs }) => {
      await theirs.visit(story({ view, event: "never" }));
      await theirs.ready();
      await expect(theirs.element.getByText("This article has no event “never”")).toBeVisible();
    });

    test(`of an article that stands in the page, the view ${view} has no link that leads nowhere`, async ({ theirs }) => {
      await theirs.visit(embed({ view, event: "e" }, inline(made("arabic.json"))));
      await theirs.ready();
      await expect(theirs.element.locator("[data-event=e]")).toBeVisible();
      await expect(theirs.element.getByRole("link")).toHaveCount(0);
    });
  }

  test("from the whole to the card, to the sentences, and back", async ({ theirs }) => {
    await theirs.visit(story({ event: coup.id }));
    await theirs.ready();
    await theirs.on((element) => (element.view = "event"));
    await expect(theirs.text).toHaveCount(0);
    await expect(theirs.element.locator(`article[data-event="${coup.id}"]`)).toBeVisible();
    await theirs.on((element) => (element.view = "quote"));
    await expect(theirs.element.locator("figure[data-event]")).toBeVisible();
    await theirs.on((element) => (element.view = "full"));
    await expect(theirs.text).toBeVisible();
    await theirs.holds({ event: coup.id });
  });
});

test("the page may ask again for what it asked for before, once the person holds something else, or nothing", async ({ theirs, page }) => {
  // What the person held was no news to the element, and so what the page had asked for last was none either.
  await theirs.visit(story());
  await theirs.ready();
  const ask = (id) => theirs.on((element, id) => (element.event = id), id);
  await ask(coup.id);
  await theirs.holds({ event: coup.id });
  await theirs.title(coup.title).focus();
  await page.keyboard.press("Escape");
  await theirs.holds({});
  await ask(coup.id);
  await theirs.holds({ event: coup.id });
  await theirs.title(konna.title).click();
  await theirs.holds({ event: konna.id });
  await ask(coup.id);
  await theirs.holds({ event: coup.id });
});

test("select() of what is held goes there again", async ({ theirs }) => {
  await theirs.visit(story({ event: "moura" }));
  await theirs.ready();
  await theirs.holds({ event: "moura" });
  const scrolled = () => theirs.root.evaluate((root) => root.scrollTop);
  await expect.poll(scrolled).toBeGreaterThan(500);
  await theirs.root.evaluate((root) => root.scrollTo(0, 0));
  expect(await theirs.on((element) => element.select({ event: "moura" }))).toBe(true);
  await expect.poll(scrolled).toBeGreaterThan(500);
});

test("what is held in one article is not asked of the next", async ({ theirs }) => {
  await theirs.visit(story());
  await theirs.ready();
  await theirs.title(coup.title).click();
  await theirs.holds({ event: coup.id });
  await theirs.on((element, src) => (element.src = src), theirs.at("made/sound.json"));
  await expect(theirs.element.getByRole("heading", { level: 1 })).toHaveText("Made for a test");
  await expect(theirs.element.getByText("which the address asks for")).toHaveCount(0);
  expect(await theirs.on((element) => element.event)).toBe(null);
});

test("after an article that was given, an address is followed", async ({ theirs }) => {
  await theirs.visit(embed());
  await theirs.page.evaluate(() => customElements.whenDefined("who-when"));
  expect(await theirs.on((element, article) => element.load(article).then(({ id }) => id), made("sound.json"))).toBe("made");
  await theirs.on((element, id) => element.setAttribute("article", id), first.id);
  await expect(theirs.element.getByRole("heading", { level: 1 })).toHaveText(first.title);
});

test("load() always answers: for another article since, for none, and for an element that is in no page", async ({ theirs }) => {
  await theirs.visit(embed());
  await theirs.page.evaluate(() => customElements.whenDefined("who-when"));
  const answers = await theirs.on(
    async (element, [one, other]) => {
      const say = (promise) => promise.then(({ id }) => id, ({ message }) => message);
      const none = await say(element.load());
      const both = await Promise.all([say(element.load(one)), say(element.load(other))]);
      const away = await say(document.createElement("who-when").load(one));
      return [none, ...both, away];
    },
    [theirs.at("made/plain.json"), theirs.at("made/sound.json")],
  );
  expect(answers).toEqual(["no article is asked for", "another article was asked for since", "made", "the element is not in a page"]);
});

test("what was asked for before the module came, and is wanted no more, is not loaded to its end", async ({ theirs, page }) => {
  const come = await holdModule(page);
  // Never answered.
  await page.route("**/made/plain.json", () => {});
  const src = theirs.at("made/plain.json");
  const [asked, ended] = [[], []];
  page.on("request", (request) => request.url() === src && asked.push(src));
  page.on("requestfailed", (request) => request.url() === src && ended.push(src));
  await theirs.visit(["one", "other", "given"].map((id) => embed({ src, id })).join(""));
  await expect.poll(() => asked).toHaveLength(3);
  await page.evaluate(
    ([src, article]) => {
      document.getElementById("one").src = src;
      document.getElementById("other").remove();
      document.getElementById("given").article = article;
    },
    [theirs.at("made/sound.json"), made("sound.json")],
  );
  await expect.poll(() => ended).toHaveLength(3);
  come();
  await theirs.ready(2);
  await expect(theirs.text).toHaveCount(2);
  await expect(theirs.text.first()).toHaveAttribute("data-article", "made");
});

test("what is asked for no more is not shown any more: what stands inside is there again", async ({ theirs }) => {
  await theirs.visit(story({}).replace("</who-when>", "<p>Theirs</p></who-when>"));
  await theirs.ready();
  await expect(theirs.page.getByText("Theirs")).toBeHidden();
  await theirs.on((element) => element.removeAttribute("article"));
  await expect(theirs.page.getByText("Theirs")).toBeVisible();
});
