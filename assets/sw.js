/**
 * Whowhen without a network: the service worker of the hosted page. `cargo xtask finish` writes it beside a release
 * build, with the build's name and list; a development build has none.
 *
 * It keeps three kinds of things, in caches of its own:
 *   the app    the files that the list names, wholly or not at all, in a cache named by the build; and there, once somebody
 *              has opened or saved another format, the files that do it
 *   pages      what was visited in our scope, in the cache of the build that they belong to
 *   articles   and lists of articles that were read, here and on other sites, the last READ_LIMIT of them
 *
 * Never two builds in one page: a page is kept only with the files that it names by hash, so the cache of a build serves
 * it whole, and a file with a hash in its name is the same in whichever cache it lies. Pages and articles come from the
 * network where there is one, so a new deployment is seen at the next visit and not at the one after.
 *
 * Whatever is not plainly ours goes its way untouched: the scope can be a whole site with other things in it.
 */

/** Filled in by `cargo xtask finish`: a hash over all that is listed, and over this file. */
const BUILD = "{{build}}";

/** Filled in as well: the files of the app, with the integrity of those whose name tells their content. */
const LIST = "{{list}}";

/** Filled in as well: files of the app that few need, and that are large. They are kept once somebody has needed them. */
const LATER = "{{later}}";

/** How long a page or an article may keep us waiting where there is a copy, in milliseconds. */
const PATIENCE = 4000;
/** The same after one that took longer, until something comes: a page asks for three things one after another. */
const LITTLE_PATIENCE = 500;
let patience = PATIENCE;

/** How many articles and lists are kept. The one that was read the longest ago goes first. */
const READ_LIMIT = 40;

/** What is longer is no article, and is not read further: in UTF-16 units, of which no file has more than bytes (64 MB at most). */
const LONGEST = 64 * 1024 * 1024;

const SCOPE = registration.scope;
const OURS = `whowhen ${SCOPE} `;
const APP = `${OURS}app ${BUILD}`;
const READ = `${OURS}read`;
/** In a cache of the app: the pages and the builds that were there before this one. No server is ever asked for it. */
const BEFORE = `${SCOPE}?before`;

const whole = (name) => new URL(name, SCOPE).href;
const APP_FILES = new Map(Object.entries(LIST).map(([name, integrity]) => [whole(name), integrity]));
const BY_HASH = /\/(whowhen-(?:(?:diagrams|convert|converter)-)?[0-9a-f]{16}\.[\w.]+|embed\.js\?[0-9a-f]{16})$/;

/** A page has one copy, whatever its query asks for. */
function pageKey(address) {
  const url = new URL(address);
  return url.origin + url.pathname.replace(/\/index\.html$/, "/");
}

/** What a cache holds. `Vary` speaks of how the answer was packed and who asked: here it is unpacked, and we asked. */
async function open(name, key) {
  return (await caches.open(name)).match(key, { ignoreVary: true });
}

/** The caches of all builds that are kept, this one's first. */
async function apps() {
  const others = (await caches.keys()).filter((name) => name.startsWith(`${OURS}app `) && name !== APP);
  return [APP, ...others];
}

/** A file by its hash, from the cache of any build. */
async function byHash(key) {
  for (const name of await apps()) {
    const kept = (await caches.has(name)) && (await open(name, key));
    if (kept) return kept;
  }
}

/** Whether all that the page loads by hash belongs to this build. A page that loads nothing of ours is none of ours. */
function isOfThisBuild(html) {
  const named = html.match(/whowhen-(?:(?:diagrams|convert|converter)-)?[0-9a-f]{16}\.[\w.]+|embed\.js\?[0-9a-f]{16}/g) ?? [];
  return named.some((name) => name.startsWith("embed.js?")) && named.every((name) => APP_FILES.has(whole(name)));
}

/** The same answer without the memory of a redirect, which a navigation may not be given. */
function direct(response, body) {
  return response.redirected ? new Response(body, { status: response.status, headers: response.headers }) : response;
}

const mayKeep = (response) =>
  response.ok && response.type !== "opaque" && !/\bno-store\b/.test(response.headers.get("cache-control") ?? "");

// ---- A new build ------------------------------------------------------------------------------------------------

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

/** All files first, and only then the cache: a deployment that is cut, or half there, leaves nothing behind. */
async function install() {
  const files = await Promise.all([...APP_FILES].map(async ([address, integrity]) => [address, await appFile(address, integrity)]));
  const cache = await caches.open(APP);
  try {
    await Promise.all(files.map(([address, response]) => cache.put(address, response)));
  } catch (error) {
    await caches.delete(APP);
    throw error;
  }
  // Nobody waits for the last tab to close: names by hash keep what older pages still need.
  await skipWaiting();
}

async function appFile(address, integrity) {
  const kept = integrity && (await byHash(address));
  if (kept) return kept;
  const response = await fetch(address, integrity ? { integrity } : { cache: "no-cache" });
  if (!response.ok) throw new Error(`${address} answered with status ${response.status}`);
  if (address !== SCOPE) return response;
  // The page may have been edited where it is hosted, so it has no integrity; what it loads must be this build's.
  const html = await response.clone().text();
  if (!isOfThisBuild(html)) throw new Error(`${address} is not the page of this build`);
  return direct(response, html);
}

async function activate() {
  const [, ...older] = await apps();
  if (older.length > 0) {
    const ids = (await windows()).map((client) => client.id);
    await (await caches.open(APP)).put(BEFORE, new Response(JSON.stringify({ ids, older })));
  }
  await clients.claim();
  await tidy();
}

async function windows() {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter((client) => client.url.startsWith(SCOPE));
}

/**
 * Drops older builds once no page is left that was there before this one. Only those that were there then, and not while
 * another build comes: what is there besides may be its own.
 */
async function tidy() {
  if (registration.installing || registration.waiting) return;
  const note = await open(APP, BEFORE);
  if (!note) return;
  const { ids, older } = await note.json();
  if ((await windows()).some((client) => ids.includes(client.id))) return;
  await Promise.all(older.map((name) => caches.delete(name)));
  await (await caches.open(APP)).delete(BEFORE);
}

// ---- What a page asks for ---------------------------------------------------------------------------------------

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return;
  const address = request.url.split("#")[0];
  if (request.mode === "navigate") {
    if (isPage(address)) event.respondWith(page(event));
  } else if (address.startsWith(SCOPE) && BY_HASH.test(address)) {
    event.respondWith(fixed(event, address));
  } else if (request.destination === "") {
    event.respondWith(article(event, address));
  } else if (APP_FILES.has(address)) {
    event.respondWith(fixed(event, address));
  }
});

/** An address of a page, not of a file: a folder, or HTML. */
function isPage(address) {
  const { pathname } = new URL(address);
  return address.startsWith(SCOPE) && (/\.html$/.test(pathname) || !/\.[^/]*$/.test(pathname));
}

/** A file that is the same for as long as this build is. */
async function fixed({ request }, address) {
  const kept = await byHash(address);
  if (kept) return kept;
  const response = await fetch(request).catch(() => Response.error());
  if (LATER.some((name) => whole(name) === address) && mayKeep(response)) {
    // Full is full: the answer is good all the same.
    await caches.open(APP).then((cache) => cache.put(address, response.clone())).catch(() => {});
  }
  return response;
}

/**
 * From the network, or what is kept: when nobody answers, when the answer is no good while there is a copy, or when it
 * takes too long. What comes too late for this time is kept for the next.
 *
 * `keep` is handed an answer, keeps it if it may, and tells whether it shall be shown in place of the copy. `again` is
 * handed the copy where that stays what we have.
 */
async function freshOr(event, kept, keep, again = () => {}) {
  const coming = fetch(event.request);
  const isGood = coming.then(async (response) => {
    patience = PATIENCE;
    const copy = response.clone();
    // What nobody read of the copy would gather in memory.
    return keep(copy).finally(() => copy.body?.cancel().catch(() => {}));
  });
  const shown = isGood.catch(() => false);
  if (!kept) {
    event.waitUntil(shown);
    return coming;
  }
  const copy = kept.clone();
  event.waitUntil(shown.then((good) => good || again(copy)).catch(() => {}));
  const late = new Promise((resolve) => setTimeout(resolve, patience, "late"));
  // To the last byte, so that a file which breaks off in the middle is not shown in place of a whole one.
  const first = await Promise.race([shown, late]);
  if (first === "late") patience = LITTLE_PATIENCE;
  return first === true ? coming : kept;
}

async function page(event) {
  const key = pageKey(event.request.url);
  const kept = await open(APP, key);
  const keep = async (response) => {
    // A redirect, a page that is gone, somebody's page of logging in: the person should see it. Trouble they need not.
    if (response.status >= 500) return false;
    if (mayKeep(response)) await keepPage(key, response);
    return true;
  };
  return freshOr(event, kept, keep).catch(() => instead(event.request.url));
}

async function keepPage(key, response) {
  if (!/^text\/html\b/.test(response.headers.get("content-type") ?? "")) return;
  const html = await response.clone().text();
  if (!isOfThisBuild(html)) return;
  const cache = await caches.open(APP);
  await cache.put(key, direct(response, html)).catch(() => {});
}

/**
 * Without a network, in place of an article's page that was never visited: the app, with that article. Other pages in our
 * scope are not ours to stand in for.
 */
async function instead(address) {
  const [home, url] = [new URL(SCOPE), new URL(pageKey(address))];
  const [, folder] = url.pathname.slice(home.pathname.length).match(/^([^/]+)\/?$/) ?? [];
  const list = folder && (await open(APP, whole("articles/index.json")));
  const { articles = [] } = list ? await list.json() : {};
  const article = articles.find(({ id }) => encodeURIComponent(id) === folder);
  if (!article) return Response.error();
  home.search = new URL(address).search;
  home.searchParams.set("article", article.id);
  return Response.redirect(home.href, 302);
}

async function article(event, address) {
  const kept = (await open(READ, address)) ?? (await open(APP, address));
  const keep = async (response) => {
    if (mayKeep(response)) return (await keepArticle(address, response)) !== "page";
    // Gone or forbidden is an answer of its own; trouble is none.
    return response.status < 500;
  };
  return freshOr(event, kept, keep, (copy) => put(address, copy)).catch(() => Response.error());
}

/** Keeps an article or a list of articles, and nothing else; tells what it was. */
async function keepArticle(address, response) {
  const type = response.headers.get("content-type") ?? "";
  if (/^text\/html\b/.test(type)) return "page";
  // Of its type, or of one that says nothing; not a stream of many.
  if (type && !/[/+]json(;|\s|$)|^text\/plain|octet-stream/i.test(type)) return "other";
  const text = await wholeText(response);
  if (/^\s*</.test(text)) return "page";
  if (!isArticle(text)) return "other";
  // Full is full: the answer is good all the same.
  await put(address, response).catch(() => {});
  return "article";
}

/** What an answer says, and nothing where that is too long for an article: somebody else's may never end. */
async function wholeText(response) {
  const { body } = response.clone();
  if (!body) return "";
  const parts = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ; ) {
    const { done, value } = await parts.read();
    if (done) return text;
    text += value;
    if (text.length <= LONGEST) continue;
    await parts.cancel().catch(() => {});
    return "";
  }
}

/** Pages of other apps in our scope fetch as well: theirs is not ours to keep. */
function isArticle(text) {
  try {
    const file = JSON.parse(text);
    return /^whowhen\//.test(file.format) || Array.isArray(file.articles);
  } catch {
    return false;
  }
}

/** Puts it last, so that the first is the one that was read the longest ago. A list of the app's stays with the app. */
async function put(address, response) {
  const cache = await caches.open(APP_FILES.has(address) ? APP : READ);
  await cache.put(address, response);
  if (APP_FILES.has(address)) return;
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - READ_LIMIT)).map((key) => cache.delete(key)));
}

// ---- What a page has read already -------------------------------------------------------------------------------

/**
 * A page tells what it fetched, once it is in our hands: on a first visit, or after a deployment, it was there before
 * us. What we saw ourselves is here already.
 */
addEventListener("message", (event) => {
  const { source, data } = event;
  if (!source?.url?.startsWith(SCOPE) || !Array.isArray(data)) return;
  event.waitUntil(Promise.allSettled([tidy(), addPage(pageKey(source.url)), ...data.map(addArticle)]));
});

async function addPage(key) {
  if (await open(APP, key)) return;
  const response = await fetch(key);
  if (mayKeep(response)) await keepPage(key, response);
}

async function addArticle(address) {
  if (BY_HASH.test(address) || APP_FILES.has(address) || (await open(READ, address))) return;
  const response = await fetch(address);
  if (mayKeep(response)) await keepArticle(address, response);
}
