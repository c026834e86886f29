/**
 * Without a network: the app and what was read are there, a new deployment comes whole or not at all, and nothing is
 * kept that is no article. The host is a real one, whose files the tests change: what a worker fetches, Playwright
 * cannot answer for.
 */
import { readFileSync } from "node:fs";

import { made, expect, FAILED_TO_LOAD, first, Reader, test as base } from "./reader.mjs";
import { POLICY, serve } from "./server.mjs";
import { Site } from "./site.mjs";

const test = base.extend({
  site: async ({ complaints }, use) => {
    // What the browser says of a host that does not answer.
    complaints.allow(FAILED_TO_LOAD);
    const site = new Site();
    await site.start();
    await use(site);
    await site.end();
  },
  reader: async ({ page, site }, use) => use(new Reader(page, site)),
});
test.use({ serviceWorkers: "allow" });

const title = (page) => page.getByRole("heading", { level: 1 });
const mark = (page) => page.locator("html").getAttribute("data-mark");

/** What the page's caches hold of an address: a text, or nothing. */
const kept = (page, address) =>
  page.evaluate(async (address) => (await (await caches.match(address))?.text()) ?? null, address);

/** Waits until a file is kept. */
const isKept = (page, address) => expect.poll(() => kept(page, address), `${address} is kept`).not.toBe(null);

/** Waits until the worker of the build that the host has now is the one that answers. */
async function settled(page, site) {
  await expect
    .poll(() =>
      page.evaluate(async (build) => {
        const registration = await navigator.serviceWorker.getRegistration();
        if (!registration?.active || registration.installing || registration.waiting) return "on its way";
        const controlled = navigator.serviceWorker.controller === registration.active;
        const names = (await caches.keys()).filter((name) => name.includes(" app "));
        return [registration.active.state, controlled, names.some((name) => name.endsWith(build))].join();
      }, site.build),
    )
    .toBe("activated,true,true");
}

/** A first visit, until all of it is kept. */
async function visit(reader, site, query = "") {
  await reader.open(query);
  await settled(reader.page, site);
}

test("after one visit, the article and its library open without a network", async ({ reader, page, site }) => {
  // The page was there before its worker: what it had fetched by then is told to the worker, and kept.
  await visit(reader, site);
  await isKept(page, `${site.url}articles/${first.id}.json`);
  await site.stop();
  for (const query of ["", `?article=${first.id}`, `?article=${first.id}&event=${first.events[0].id}`, `?article=${first.id}&letter=7`, `index.html?article=${first.id}`]) {
    await reader.open(query);
    await expect(title(page)).toHaveText(first.title);
  }
  // One that was never read cannot be there; the library still leads on.
  await page.goto(`${site.url}?article=second`);
  await expect(reader.alert).toContainText("could not be reached");
  await page.getByRole("navigation", { name: "Articles" }).getByRole("link", { name: first.title }).click();
  await expect(title(page)).toHaveText(first.title);
  await reader.ready();
  await expect(reader.text).toHaveAttribute("data-article", first.id);
});

test("with the browser's own switch of the network, and in another language", async ({ browser, site }) => {
  const context = await browser.newContext({ locale: "fr-FR", serviceWorkers: "allow" });
  const page = await context.newPage();
  const reader = new Reader(page, site);
  await visit(reader, site);
  await isKept(page, `${site.url}articles/${first.id}.json`);
  await context.setOffline(true);
  await reader.open();
  await expect(page.getByRole("button", { name: "Rechercher" })).toBeVisible();
  await context.close();
});

test("a new deployment is there at the next visit, and without a network after it", async ({ reader, page, site }) => {
  await visit(reader, site);
  const old = site.build;
  site.deploy("two");
  await reader.open();
  expect(await mark(page)).toBe("two");
  await settled(page, site);
  await isKept(page, `${site.url}${site.style}`);
  await isKept(page, `${site.url}articles/${first.id}.json`);
  await site.stop();
  await reader.open();
  expect(await mark(page)).toBe("two");
  await expect(title(page)).toHaveText(first.title);
  // The pages that were there before it are gone, and with them the need of the build before.
  await expect.poll(() => page.evaluate(() => caches.keys().then((names) => names.join()))).not.toContain(old);
});

for (const [what, spoil] of [
  ["a file of it breaks off", (site) => site.instead.set("icon-512.png", (_, response) => response.destroy())],
  ["a file of it is not there yet", (site) => site.instead.set("icon.svg", (_, response) => response.writeHead(404).end())],
  ["its files come before its page", (site, before) => site.write("index.html", before.page)],
  ["its entry is still the old one", (site, before) => site.write("embed.js", before.embed)],
]) {
  test(`a deployment that is half there leaves the one before it whole: ${what}`, async ({ reader, page, site, complaints }) => {
    complaints.allow(/integrity/i, /Whowhen could not start/);
    await visit(reader, site);
    await isKept(page, `${site.url}articles/${first.id}.json`);
    const before = { build: site.build, page: site.read("index.html"), embed: site.read("embed.js") };
    site.deploy("two");
    const after = { page: site.read("index.html"), embed: site.read("embed.js") };
    spoil(site, before);
    await page.goto(site.url);
    // The page asks for the new worker, and it fails to install.
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update();
      const worker = registration.installing;
      if (worker) await new Promise((done) => worker.addEventListener("statechange", () => worker.state === "redundant" && done()));
    });
    await site.stop();
    await reader.open();
    expect(await mark(page)).toBe(null);
    await expect(title(page)).toHaveText(first.title);
    const names = await page.evaluate(async () => (await caches.keys()).filter((name) => name.includes(" app ")));
    expect(names).toEqual([expect.stringContaining(before.build)]);
    // Once the rest is there, it comes whole.
    site.instead.clear();
    site.write("index.html", after.page);
    site.write("embed.js", after.embed);
    await site.start();
    await reader.open();
    expect(await mark(page)).toBe("two");
    await settled(page, site);
    await site.stop();
    await reader.open();
    expect(await mark(page)).toBe("two");
  });
}

test("a page that is open during a deployment keeps its own files, for as long as it is open", async ({ reader, page, site, context }) => {
  await visit(reader, site);
  const old = site.style;
  site.deploy("two");
  const other = await context.newPage();
  await new Reader(other, site).open();
  await settled(other, site);
  // The host has the old style no more.
  const status = () => page.evaluate((name) => fetch(name).then((response) => response.status), old);
  expect(await status()).toBe(200);
  await other.reload();
  await new Reader(other, site).ready();
  expect(await status()).toBe(200);
  await page.close();
  await other.reload();
  // The page that brought the new build was open before it as well, so it takes this visit to know that nobody is left.
  await expect.poll(() => kept(other, site.url + old)).toBe(null);
});

test("what was read on other sites is there as well", async ({ browser, complaints }) => {
  complaints.allow(FAILED_TO_LOAD);
  const other = await serve();
  const policy = POLICY.replace("connect-src 'self'", `connect-src 'self' ${new URL(other.url).origin}`);
  const site = new Site({ headers: { "content-security-policy": policy } });
  await site.start();
  const context = await browser.newContext({ serviceWorkers: "allow" });
  const page = await context.newPage();
  const reader = new Reader(page, site);
  const query = `?src=${encodeURIComponent(`${other.url}made/sound.json`)}`;
  await visit(reader, site, query);
  await isKept(page, `${other.url}made/sound.json`);
  await Promise.all([site.stop(), other.stop()]);
  await reader.open(query);
  await expect(title(page)).toHaveText("Made for a test");
  await context.close();
  await site.end();
});

test("answers that are no article never take the place of one", async ({ reader, page, site }) => {
  const name = "articles/second.json";
  const address = site.url + name;
  await visit(reader, site, "?article=second");
  await isKept(page, address);
  const good = await kept(page, address);
  const answers = (status, body, type) =>
    site.instead.set(name, (_, response) => response.writeHead(status, { "content-type": type }).end(body));

  // Trouble, and a page of logging in: the copy stands in.
  for (const [status, body, type] of [
    [500, "", "text/plain"],
    [200, "<!doctype html><title>Log in</title>", "text/html"],
    [200, "<!doctype html><title>Log in</title>", "application/json"],
  ]) {
    answers(status, body, type);
    await reader.open("?article=second");
    await expect(title(page)).toHaveText("Made for a test");
  }
  // Gone is gone, and whoever mends a file must see what is wrong with it.
  for (const [status, body, told] of [
    [404, "", "There is no file at"],
    [200, '{"format": "whowhen/1", "id', "The file is incomplete"],
  ]) {
    answers(status, body, "application/json");
    await page.goto(`${site.url}?article=second`);
    await expect(reader.alert).toContainText(told);
  }
  expect(await kept(page, address)).toBe(good);
  await site.stop();
  await reader.open("?article=second");
  await expect(title(page)).toHaveText("Made for a test");
});

test("a newer article takes the place of the one that was kept", async ({ reader, page, site }) => {
  await visit(reader, site, "?article=second");
  await isKept(page, `${site.url}articles/second.json`);
  site.write("articles/second.json", site.read("articles/second.json").replace("Made for a test", "Made anew"));
  await reader.open("?article=second");
  await expect(title(page)).toHaveText("Made anew");
  await expect.poll(() => kept(page, `${site.url}articles/second.json`)).toContain("Made anew");
  await site.stop();
  await reader.open("?article=second");
  await expect(title(page)).toHaveText("Made anew");
});

test("a network that does not answer is not waited for", async ({ reader, page, site }) => {
  await visit(reader, site);
  await isKept(page, `${site.url}articles/${first.id}.json`);
  const silent = () => {};
  for (const name of ["index.html", "articles/index.json", `articles/${first.id}.json`]) site.instead.set(name, silent);
  await reader.open();
  await expect(title(page)).toHaveText(first.title);
});

test("what else a page fetches is left alone", async ({ reader, page, site }) => {
  await visit(reader, site);
  site.write("theirs.json", '{"mail": ["private"]}');
  site.write("secret.json", JSON.stringify(made("sound.json")));
  site.instead.set("secret.json", (_, response) =>
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(site.read("secret.json")),
  );
  site.instead.set("stream.json", (_, response) =>
    response.writeHead(200, { "content-type": "application/x-ndjson" }).end(JSON.stringify(made("sound.json"))),
  );
  await page.evaluate(async () => {
    await (await fetch("theirs.json")).text();
    await (await fetch("secret.json")).text();
    await (await fetch("stream.json")).text();
    await (await fetch("made/sound.json?part", { headers: { range: "bytes=0-99" } })).text();
    await (await fetch("made/sound.json?posted", { method: "POST", body: "{}" })).text();
    await (await fetch("made/sound.json?last")).text();
  });
  await isKept(page, `${site.url}made/sound.json?last`);
  for (const name of ["theirs.json", "secret.json", "stream.json", "made/sound.json?part", "made/sound.json?posted"]) {
    expect(await kept(page, site.url + name), name).toBe(null);
  }
  expect(site.asked).toContain("POST made/sound.json");
});

test("what has no end is not read for ever", async ({ reader, page, site }) => {
  await visit(reader, site);
  let sent = 0;
  let left = false;
  site.instead.set("endless.json", (_, response) => {
    response.on("close", () => (left = true));
    response.writeHead(200, { "content-type": "application/json" });
    const more = () => {
      while (!left && response.write(" ".repeat(2 ** 20))) sent++;
    };
    response.on("drain", more);
    more();
  });
  // The page wants no more of it; the worker sees how long it is.
  await page.evaluate(async () => (await fetch("endless.json")).body.cancel());
  await expect.poll(() => left).toBe(true);
  expect(sent).toBeLessThan(200);
});

test("forty articles are kept, and the one that was read the longest ago goes first", async ({ reader, page, site }) => {
  await visit(reader, site);
  const read = (from, to) =>
    page.evaluate(
      async ([from, to]) => {
        for (let n = from; n < to; n++) await (await fetch(`made/sound.json?n=${n}`)).text();
      },
      [from, to],
    );
  const numbers = () =>
    page.evaluate(async () => {
      const name = (await caches.keys()).find((name) => name.endsWith(" read"));
      return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).searchParams.get("n"));
    });
  await read(0, 1);
  await isKept(page, `${site.url}made/sound.json?n=0`);
  await read(1, 40);
  await expect.poll(async () => (await numbers()).includes("39")).toBe(true);
  await expect.poll(async () => (await numbers()).length).toBe(40);
  // The oldest is read again, and another one goes.
  await read(0, 1);
  await expect.poll(async () => (await numbers()).at(-1)).toBe("0");
  await read(40, 42);
  await expect.poll(numbers).toEqual(expect.arrayContaining(["0", "41"]));
  await expect.poll(async () => (await numbers()).length).toBe(40);
  expect(await numbers()).not.toContain("1");
});

test("pages that were visited are there, and the app stands in for those that were not", async ({ reader, page, site }) => {
  const html = site.read("index.html").replace("<html", "<html data-mark=visited").replaceAll('"./', '"../');
  site.write("second/index.html", html.replaceAll("articles/index.json", "../articles/index.json"));
  site.write("theirs/index.html", "<!doctype html><title>Theirs</title><h1>Theirs</h1>");
  await visit(reader, site, `second/?article=${first.id}`);
  await isKept(page, `${site.url}second/`);
  await isKept(page, `${site.url}articles/${first.id}.json`);
  await page.goto(`${site.url}theirs/`);
  await page.goto(`${site.url}?article=second`);
  await reader.ready();
  await isKept(page, `${site.url}articles/second.json`);
  expect(await kept(page, `${site.url}theirs/`)).toBe(null);
  await site.stop();

  await reader.open("second/?event=e");
  expect(await mark(page)).toBe("visited");
  for (const path of [`${first.id}/`, first.id]) {
    await reader.open(`${path}?order=told`);
    expect(new URL(page.url()).pathname).toBe(new URL(site.url).pathname);
    expect(reader.asked("article")).toBe(first.id);
    expect(reader.asked("order")).toBe("told");
    await expect(title(page)).toHaveText(first.title);
  }
  // A file is no page, and a page that is none of an article's may be anybody's.
  for (const path of ["articles/never.json", "a/b/", "theirs/", "no-such-article/"]) {
    await expect(page.goto(site.url + path), path).rejects.toThrow(/ERR_/);
  }
});

test("a page that embeds the reader gets no worker", async ({ page, site }) => {
  // The entry asks for the browser's workers when the reader is mounted, long before it is ready, or never.
  await page.addInitScript(() => {
    const { get } = Object.getOwnPropertyDescriptor(Navigator.prototype, "serviceWorker");
    globalThis.askedForWorkers = false;
    Object.defineProperty(Navigator.prototype, "serviceWorker", {
      get() {
        globalThis.askedForWorkers = true;
        return get.call(this);
      },
    });
  });
  for (const [attribute, asks] of [
    ["", false],
    ["page", true],
  ]) {
    site.write(
      "host.html",
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Theirs</title><script type="module" src="embed.js"></script><who-when ${attribute} src="articles/${first.id}.json"></who-when>`,
    );
    await page.goto(`${site.url}host.html`);
    await expect(page.locator("[data-whowhen][data-state=ready]")).toHaveCount(1);
    expect(await page.evaluate(() => globalThis.askedForWorkers), attribute).toBe(asks);
    if (!asks) expect(site.asked).not.toContain("GET sw.js");
  }
  await expect.poll(() => site.asked).toContain("GET sw.js");
});

test("it can be installed", async ({ reader, page, site, context }) => {
  await visit(reader, site);
  const browser = await context.newCDPSession(page);
  const { url, errors, data } = await browser.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(`${site.url}manifest.webmanifest`);
  const manifest = JSON.parse(data);
  expect(new URL(manifest.start_url, url).href).toBe(site.url);
  for (const { src, sizes, type } of manifest.icons) {
    const picture = readFileSync(site.path(src));
    if (type !== "image/png") continue;
    // The width and height stand in a PNG's first chunk.
    expect(`${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`, src).toBe(sizes);
  }
  expect((await browser.send("Page.getInstallabilityErrors")).installabilityErrors.map((error) => error.errorId)).toEqual(
    expect.not.arrayContaining(["no-manifest", "manifest-empty", "no-acceptable-icon", "start-url-not-valid"]),
  );
});
