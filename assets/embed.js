/**
 * Whowhen's one stable entry. Load it as a module and put the element where the reader shall stand:
 *
 *     <script type="module" src="https://example.org/whowhen/embed.js"></script>
 *     <who-when src="https://example.org/articles/one.json">Shown until the reader is ready.</who-when>
 *
 * It defines `<who-when>` and nothing else. The first such element on a page loads the WebAssembly module, whose files
 * bear hashes of their content in their names; this file keeps its name, so a page that embeds it need never change.
 *
 * docs/embedding.md tells of attributes, properties, events and looks; embed.d.ts gives their types. Beside those there is
 * `page`: the element is the page. Then the reader fills the element itself, styled by the page's own stylesheet, and may
 * keep its state in the page's address. Without it, it lives in a shadow root and leaves the page alone.
 *
 * Nothing here is inline and nothing is evaluated, so it runs under
 * `script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'`.
 *
 * The module and the style are fetched with their integrity. The glue between this and the module is not: an import has
 * no place for it. Where it is preloaded with `integrity`, as in our own pages, the browser checks it there.
 */

/** Filled in by `cargo xtask finish`, when the contents of the files are final. */
const BUILD = {
  module: "{{module}}",
  moduleIntegrity: "{{module_integrity}}",
  wasm: "{{wasm}}",
  wasmIntegrity: "{{wasm_integrity}}",
  style: "{{style}}",
  styleIntegrity: "{{style_integrity}}",
  locales: { fr: "{{fr}}", ar: "{{ar}}" },
  diagrams: "{{diagrams}}",
  diagramsWasm: "{{diagrams_wasm}}",
  diagramsWasmIntegrity: "{{diagrams_wasm_integrity}}",
  outlines: "{{outlines}}",
  convert: "{{convert}}",
  converter: "{{converter}}",
  converterWasm: "{{converter_wasm}}",
  converterWasmIntegrity: "{{converter_wasm_integrity}}",
  worker: "{{worker}}",
};

/** A file of this build, wherever the build is hosted. */
const beside = (name) => new URL(name, import.meta.url).href;

/** Fetches a file of this build. Mode and credentials are those of a preload with `crossorigin`, or it would go unused. */
async function get(name, integrity) {
  const address = beside(name);
  const response = await fetch(address, { integrity, mode: "cors", credentials: "same-origin" }).catch((cause) => {
    throw new Error(`${address} could not be fetched whole`, { cause });
  });
  if (!response.ok) throw new Error(`${address} answered with status ${response.status}`);
  return response;
}

/** Makes a thing at most once a page. A failure is forgotten, so the next element that asks tries again. */
function once(make) {
  let made;
  return () =>
    (made ??= make().catch((error) => {
      made = undefined;
      throw error;
    }));
}

/** What a panic of the module said, once there was one: all readers of the page have stopped then. */
let stopped = null;

/** Stops all readers of the page, with the message and the place of a panic. */
let stop;

/** Ends all listeners of the module. */
const listening = new AbortController();

/** The module, ready to `mount`. Its two files come side by side. */
const reader = once(async () => {
  const [glue, wasm] = await Promise.all([import(beside(BUILD.module)), get(BUILD.wasm, BUILD.wasmIntegrity)]);
  await glue.default({ module_or_path: wasm });
  glue.set_panic_handler(stop, listening.signal);
  return glue;
});

/** The diagrams, a module of their own: loaded when somebody opens one. */
const diagrams = once(async () => {
  const [glue, wasm] = await Promise.all([import(beside(BUILD.diagrams)), get(BUILD.diagramsWasm, BUILD.diagramsWasmIntegrity)]);
  await glue.default({ module_or_path: wasm });
  return glue;
});

/** Opens and saves other formats: a function of convert.js, which is loaded at the first request. */
const convert = async (what, ...given) => {
  const module = { glue: beside(BUILD.converter), wasm: beside(BUILD.converterWasm), integrity: BUILD.converterWasmIntegrity };
  return (await script(beside(BUILD.convert)))[what](module, ...given);
};

/** Imports a script by its address. A browser remembers that one failed, so the next try has another address. */
let failures = 0;
function script(address) {
  return import(failures ? `${address}?${failures}` : address).catch((error) => {
    failures++;
    throw error;
  });
}

/**
 * The text of the stylesheet for shadow roots. Widths are those of the box that the reader is given, not of the window;
 * and a rem is the host page's, so lengths are of our own: that of the reader's text, whose type makes it one length for
 * all that is inside.
 */
const ownStyle = once(async () => {
  const style = await (await get(BUILD.style, BUILD.styleIntegrity)).text();
  try {
    CSS.registerProperty({ name: "--whowhen-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
  } catch {
    // Another copy of this file did it, or the browser has no such thing.
  }
  return style.replace(/@media screen and \((?=[^)]*width)/g, "@container (").replace(/(-?[\d.]+)rem\b/g, "calc($1*var(--whowhen-rem))");
});

/** The stylesheet for the shadow roots of each document: an element may be moved into another, as of a window that it opened. */
const sheets = new WeakMap();
async function sheet({ ownerDocument }) {
  const style = await ownStyle();
  const { CSSStyleSheet } = ownerDocument.defaultView;
  if (!sheets.has(ownerDocument)) sheets.set(ownerDocument, new CSSStyleSheet().replace(style));
  return sheets.get(ownerDocument);
}

/**
 * Keeps our own page, and what is read in it, for when there is no network: see sw.js. It waits until the reader stands
 * and nothing else is to be done, and where it fails, all is as it was. A build without a worker takes an earlier one's away.
 */
function keep(element) {
  const workers = navigator.serviceWorker;
  if (!workers || !location.href.startsWith(beside("./"))) return;
  const read = () => performance.getEntriesByType("resource").filter((entry) => entry.initiatorType === "fetch");
  const tell = () => workers.controller?.postMessage(read().map((entry) => entry.name));
  const idle = self.requestIdleCallback ?? setTimeout;
  const soon = () => void setTimeout(() => idle(() => begin().catch(() => {})), 500);
  const begin = async () => {
    if (element.querySelector("[data-state=loading]")) return soon();
    if (!BUILD.worker) {
      // Another app's, which covers this folder too, is not ours to take away.
      const before = await workers.getRegistration(beside("./"));
      return before?.scope === beside("./") && before.active?.scriptURL === beside("sw.js") && before.unregister();
    }
    workers.addEventListener("controllerchange", tell);
    tell();
    await (await workers.register(beside(BUILD.worker))).update();
  };
  soon();
}

/** What may be asked for in the reader's address. */
const ASKED = ["src", "article", "event", "actor", "view", "order"];

/** What an address may ask of an article, besides its name. */
const OF_ARTICLE = ["actor", "event", "order", "view", "q", "kinds", "what", "with", "parts", "match", "from", "to", "dates", "undated"];

/** Attributes that are properties as well. `lang` is one of every element; `article` as a property is more. */
const REFLECTED = ["src", "event", "actor", "view", "order", "theme", "marks", "height", "library"];

/** The numbers of the readers that stand in the page: each has the least that is free. */
const numbers = new Set();

/** The elements in which a reader stands. */
const readers = new Set();

class WhoWhen extends HTMLElement {
  static observedAttributes = [...REFLECTED, "article", "lang"];

  /** What `mount` returned, while the reader stands. */
  #handle = null;
  /** Where it stands. */
  #box = null;
  /** Its number among the readers of the page. */
  #number = 0;
  /** The module is on its way. */
  #loading = false;
  /** What was asked for changed since the reader was last told. */
  #stale = false;
  /** It shall load, whether or not something changed. */
  #anew = false;
  /** A look at the state of things is due at the end of this task. */
  #due = false;
  /** The article file in bytes as it came, its problems; of the one that is coming, and of the one that is shown. */
  #coming = { problems: [] };
  #shown = null;
  /** What is held. */
  #selection = { actor: null, event: null };
  /** An article that was given as an object. */
  #given = null;
  /** It shows that it has stopped. */
  #isStopped = false;
  /** What is said after a panic, in the language of the interface. */
  #texts = [
    "The reader stopped because of an error",
    "Reload the page to get the marks and events back. The text of the article is below.",
    "Reload the page to try again.",
    "Reload",
    "Copy details",
    "Copied",
    "The browser does not allow copying here.",
  ];
  /** Who waits for the article. */
  #waiting = [];
  /** The request for the first file, made while the module is on its way. */
  #early = null;
  /** The text of the article inside that the reader was told of. */
  #text = null;
  /** Sees the article that stands inside come, or change. */
  #inside = new MutationObserver(() => this.#inline !== this.#text && this.#change());

  connectedCallback() {
    // Properties that a framework set before this class was there hide those of the class.
    for (const name of [...REFLECTED, "article"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (this.#isPage) this.#leave();
    // In a page of ours all that the reader itself makes is inside.
    else this.#inside.observe(this, { childList: true, subtree: true, characterData: true });
    this.#settle();
  }

  disconnectedCallback() {
    this.#inside.disconnect();
    this.#settle();
  }

  /** In another document it needs a stylesheet of that one. */
  adoptedCallback() {
    if (this.shadowRoot && !this.#isPage) sheet(this).then((style) => (this.shadowRoot.adoptedStyleSheets = [style]), () => {});
  }

  attributeChangedCallback(name, before, after) {
    // What the reader itself said is no news to it.
    if (before === after || this.#selection[name] === after) return;
    if (["src", "article", "library"].includes(name)) {
      // Another article is asked for by it than the one that was given; and what is held in this one is not of that.
      if (after !== null) this.#given = null;
      for (const held of this.#isPage ? [] : ["actor", "event"]) {
        if (this.#selection[held] !== null && this.getAttribute(held) === this.#selection[held]) this.removeAttribute(held);
      }
    }
    this.#change();
  }

  /**
   * The article as its file has it, once it is shown, else null. It may be set: to the id of one of the library, which is
   * the attribute, or to an article itself.
   */
  get article() {
    return this.#shown && parsed(this.#shown);
  }

  set article(article) {
    const isGiven = typeof article === "object";
    this.#given = isGiven ? article : null;
    put(this, "article", isGiven ? null : article);
    this.#change();
  }

  /** What could not be taken as it stands in the file: `{ path, what, done, mend }` each. */
  get problems() {
    return this.#shown?.problems ?? [];
  }

  /** The ids of what is held: `{ actor, event }`, null where there is none. */
  get selection() {
    return { ...this.#selection };
  }

  /** Loads an article: at an address, of the library by `{ article: id }`, an object itself, or the same one again. */
  load(what) {
    if (typeof what === "string") what = { src: what };
    if (what) {
      const { src = null, article = null } = what;
      const isFile = "blocks" in what;
      put(this, "src", isFile ? null : src);
      this.article = isFile ? what : article;
      for (const name of ["event", "actor"]) put(this, name, what[name]);
    }
    this.#anew = true;
    this.#leaveWaiting("another article was asked for since");
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#settle();
    });
  }

  /** Holds an event, an actor, both, or nothing; goes there. Whether the article that is shown has them. */
  select({ event = null, actor = null } = {}) {
    if (stopped) return false;
    if (this.#shown && !this.#stale) return this.#handle.select(actor ?? "", event ?? "");
    put(this, "event", event);
    put(this, "actor", actor);
    return false;
  }

  /** Lets go of all. */
  clear() {
    return this.select();
  }

  #change() {
    this.#stale = true;
    this.#settle();
  }

  /**
   * Brings the reader in line with the document, in a microtask: an element that is only moved is connected again by
   * then and keeps its reader, and several attributes set in a row count as one change.
   */
  #settle() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.#isStopped) return this.#leaveWaiting(this.#texts[0]);
      const isBoxed = this.#handle && this.#box.hasAttribute("data-boxed");
      if (!this.isConnected || this.#anew || (this.#handle && isBoxed !== this.#isBoxed)) this.#unmount();
      this.#anew = false;
      if (!this.isConnected) this.#leaveWaiting("the element is not in a page");
      if (this.#loading) this.#askEarly();
      if (!this.isConnected || this.#loading) return;
      if (!this.#asks) {
        this.#unmount();
        this.#leaveWaiting("no article is asked for");
      } else if (this.#handle && this.#stale) {
        this.#measure();
        this.#handle.change(this.#asked());
      } else if (!this.#handle) this.#mount();
      this.#stale = false;
    });
  }

  get #isPage() {
    return this.hasAttribute("page");
  }

  /** Whether the reader scrolls in itself, in a height of its own. */
  get #isBoxed() {
    return !this.#isPage && this.getAttribute("height") !== "auto" && !/^(event|quote)$/.test(this.getAttribute("view"));
  }

  /** The text of an article that stands inside, or was given; null where there is none. */
  get #inline() {
    if (this.#given) return JSON.stringify(this.#given);
    return (!this.hasAttribute("src") && this.querySelector(":scope > script[type='application/json']")?.textContent) || null;
  }

  /** The address of the library's list. */
  get #library() {
    return this.getAttribute("library") ?? beside("articles/index.json");
  }

  get #asks() {
    return this.#isPage || this.#given || this.#inline || ["src", "article", "library"].some((name) => this.hasAttribute(name));
  }

  /** What is asked for now. */
  #asked() {
    this.#text = this.#inline;
    const query = new URLSearchParams();
    for (const name of ASKED) if (this.getAttribute(name)) query.append(name, this.getAttribute(name));
    return {
      query: String(query),
      inline: this.#text,
      library: this.#library,
      lang: this.getAttribute("lang"),
      theme: this.getAttribute("theme"),
      marks: this.getAttribute("marks"),
    };
  }

  async #mount() {
    if (stopped) return this.#showStopped();
    this.#loading = true;
    this.querySelector(":scope > [data-error]")?.remove();
    const page = this.#isPage;
    try {
      if (!page && !this.shadowRoot) this.attachShadow({ mode: "open" });
      if (!page && !this.#box) this.shadowRoot.replaceChildren(document.createElement("slot"));
      // What the page shows already is painted first; where nothing is painted, as in a tab behind others, it is not waited for long.
      if (this.#before.length > 0) {
        await Promise.race([painted(), new Promise((late) => setTimeout(late, 300))]);
        document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: beside(BUILD.module), integrity: BUILD.moduleIntegrity }));
      }
      this.#askEarly();
      const [glue, style] = await Promise.all([reader(), page ? null : sheet(this)]);
      // Taken out meanwhile: when it comes back, it starts here again.
      if (!this.isConnected) return;
      if (stopped) return this.#showStopped();

      this.#box = document.createElement("div");
      if (page) {
        this.#box.className = "whole";
        // What was put there for the time before is shown until there is more to see.
        this.#box.hidden = this.#before.length > 0;
        for (const waiting of this.querySelectorAll(":scope > :is(.skeleton, .waiting, noscript)")) waiting.remove();
        this.prepend(this.#box);
      } else {
        this.shadowRoot.adoptedStyleSheets = [style];
        this.#box.className = "box";
        this.#box.setAttribute("part", "box");
        this.#box.toggleAttribute("data-boxed", this.#isBoxed);
        this.#box.hidden = true;
        // In vertical text it would be as high as the window.
        const isHorizontal = getComputedStyle(this).writingMode === "horizontal-tb";
        if (isHorizontal) this.shadowRoot.append(make("div", { class: "strut", "aria-hidden": "true" }));
        this.shadowRoot.append(this.#box);
        this.#measure();
      }
      this.#number = 1;
      while (numbers.has(this.#number)) this.#number++;
      this.#handle = glue.mount(this.#box, {
        ...this.#asked(),
        page,
        boxed: this.#isBoxed,
        instead: this.#before.length > 0,
        number: this.#number,
        start: this.getAttribute("start"),
        home: beside("./"),
        locales: Object.fromEntries(Object.entries(BUILD.locales).map(([tag, name]) => [tag, beside(name)])),
        early: (address, signal) => this.#takeEarly(address, signal),
        diagrams,
        script,
        outlines: beside(BUILD.outlines),
        // What is saved is the file that is shown.
        convert: (what, page, given) => convert(what, page, ...(what === "saveArticle" ? [this.#shown.bytes, given] : [given])),
        tell: (what, ...more) => this.#hear(what, more),
        hand: (bytes) => (this.#coming = { bytes, problems: [] }),
      });
      numbers.add(this.#number);
      readers.add(this);
      if (page) keep(this);
    } catch (error) {
      if (stopped) this.#showStopped();
      else this.#fail(error, page);
    } finally {
      this.#loading = false;
      if (this.#stale) this.#settle();
    }
  }

  /** The address of the first file that the reader will ask for, the article or the list of the library; null if it asks for none. */
  get #first() {
    const asked = new URLSearchParams(this.#isPage ? location.search : "");
    if (this.#given || this.#inline || (asked.get("file") && !asked.get("src"))) return null;
    const wanted = asked.get("src") || (!asked.get("article") && this.getAttribute("src")) || this.#library;
    if (!wanted || !URL.canParse(wanted, document.baseURI)) return null;
    const { href, protocol } = new URL(wanted, document.baseURI);
    return /^https?:$/.test(protocol) ? href : null;
  }

  /**
   * Asks for that file while the module is on its way, and ends the request for one that is not wanted any more.
   * It is no preload, because a preload cannot be ended: the reader ends the request for a file that is too large.
   */
  #askEarly() {
    const href = this.isConnected && this.#asks ? this.#first : null;
    if (href === (this.#early?.href ?? null)) return;
    this.#endEarly();
    if (!href) return;
    const end = new AbortController();
    const response = fetch(href, { signal: end.signal });
    // Where it fails, the reader says so.
    response.catch(() => {});
    this.#early = { href, end, response };
  }

  #endEarly() {
    this.#early?.end.abort();
    this.#early = null;
  }

  /** Hands that request over if it is for this address, else ends it. The signal ends it later. */
  #takeEarly(address, signal) {
    const early = this.#early;
    if (!early || signal.aborted) return;
    if (early.href !== address) return this.#endEarly();
    this.#early = null;
    signal.addEventListener("abort", () => early.end.abort());
    return early.response;
  }

  /** The height that is asked for, and the host page's typeface, where it has chosen one. */
  #measure() {
    if (this.#isPage) return;
    const height = (this.getAttribute("height") ?? "").replace(/^[\d.]+$/, "$&px");
    const set = (name, value) => (value ? this.#box.style.setProperty(name, value) : this.#box.style.removeProperty(name));
    set("--whowhen-height", CSS.supports("height", height) && height !== "auto" && height);
    const font = getComputedStyle(this).fontFamily;
    set("--host-font", /^("?Times( New Roman)?"?|serif)$/.test(font) ? "" : font);
  }

  /** What the page shows in our place before there is an article: made with it, when it was published. */
  get #before() {
    return [...this.querySelectorAll(":scope > [data-static]")];
  }

  /** That goes at once where the page's address asks for another article. */
  #leave() {
    const asked = new URLSearchParams(location.search);
    const own = this.getAttribute("article");
    const isOther = asked.get("src") || asked.get("file") || (asked.get("article") || own) !== own;
    // The start page: what is asked of an article without its name is asked of the first.
    const isOfFirst = !own && OF_ARTICLE.some((key) => asked.get(key));
    if (this.#before.length === 0 || !(isOther || isOfFirst)) return;
    for (const before of this.#before) before.remove();
    const waiting = make("p", { class: "waiting", role: "status" }, "Loading the reader…");
    this.append(waiting, make("div", { class: "skeleton", "aria-hidden": "true" }));
  }

  /** What the reader tells. */
  #hear(what, more) {
    if (stopped) return;
    if (what === "texts") {
      this.#texts = more;
    } else if (what === "problem") {
      const [path, what, done, mend] = more;
      const problem = { path, what, done, mend };
      this.#coming.problems.push(problem);
      this.#tell("problem", problem);
    } else if (what === "opening") {
      // A list of articles is no article.
      if (more[0] === "list") this.#coming = { problems: [] };
      this.#shown = this.#coming;
      this.#box.hidden = false;
      if (!this.#isPage) this.shadowRoot.querySelector("slot")?.remove();
    } else if (what === "opened" || what === "ready") {
      for (const before of this.#before) {
        // Who was in it is in what comes in its place.
        if (before.contains(document.activeElement)) this.#box.firstChild.focus({ preventScroll: true });
        before.remove();
      }
      if (what === "opened") return;
      const [actor, event] = more.map((id) => id || null);
      this.#selection = { actor, event };
      const shown = this.#shown;
      // Parsed only where somebody asks for it.
      this.#tell("ready", { get article() { return parsed(shown); } });
      for (const { resolve } of this.#waiting.splice(0)) resolve(this.article);
    } else if (what === "select") {
      const [actor, event] = more.map((id) => id || null);
      this.#selection = { actor, event };
      for (const name of this.#isPage ? [] : ["actor", "event"]) put(this, name, this.#selection[name]);
      this.#tell("select", this.selection);
    } else if (what === "error") {
      this.#box.hidden = false;
      const [message, advice] = more;
      this.#refuse(new Error(message), { message, advice });
    }
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`whowhen-${what}`, { detail, bubbles: true, composed: true }));
  }

  #refuse(error, detail) {
    this.#tell("error", detail);
    this.#leaveWaiting(error);
  }

  /** Who waits for an article that does not come is told so. */
  #leaveWaiting(why) {
    for (const { reject } of this.#waiting.splice(0)) reject(why instanceof Error ? why : new Error(why));
  }

  #unmount() {
    if (!this.#handle) return;
    this.#handle.unmount();
    this.#endEarly();
    readers.delete(this);
    numbers.delete(this.#number);
    this.#handle.free?.();
    this.#handle = this.#shown = null;
    this.#selection = { actor: null, event: null };
    this.#box.remove();
    this.#box = null;
    if (!this.#isPage) this.shadowRoot.replaceChildren(document.createElement("slot"));
  }

  /**
   * The module panicked: nothing of it may be called any more. Each reader of the page shows the error; the listeners of
   * the module are removed, so that none of them calls it again.
   */
  static {
    stop = (message, place) => {
      // What was still to be done may fail once more.
      if (stopped) return;
      console.error(`Whowhen stopped: ${message} (${place})`);
      stopped = { message, place };
      listening.abort();
      const all = [...readers];
      readers.clear();
      for (const reader of all) reader.#handle = null;
      // The module is still running: the page is changed when it has ended.
      queueMicrotask(() => all.forEach((reader) => reader.#showStopped()));
    };
  }

  /** Shows, in place of the reader, that it has stopped, and the text of the article, if there is one. */
  #showStopped() {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#endEarly();
    numbers.delete(this.#number);
    const page = this.#isPage;
    const [title, advice, adviceWithoutText, reload] = this.#texts;
    let article = null;
    try {
      const loaded = this.#shown ?? (this.#coming.bytes ? this.#coming : null);
      article = loaded && plain(parsed(loaded));
    } catch {
      // What is no article is not shown.
    }
    const again = make("button", { type: "button", class: "strong" }, reload);
    again.onclick = () => location.reload();
    const heading = make(page ? "h1" : "h2", {}, title);
    const words = make("p", { class: "advice" }, article || this.#before.length > 0 ? advice : adviceWithoutText);
    const alert = make("section", { class: "failure", role: "alert", "data-error": "panic" }, heading, words, this.#answers(again));
    const old = this.#box?.querySelector("[data-whowhen]");
    const root = old?.cloneNode(false) ?? make("div", { class: "whowhen", "data-whowhen": "", lang: "en", dir: "ltr" });
    root.setAttribute("data-state", "error");
    root.removeAttribute("aria-busy");
    root.append(make(page ? "main" : "div", { class: "frame" }, alert, ...(article ? [article] : [])));
    const hadFocus = old?.contains(old.getRootNode().activeElement);
    // Without an article's text of ours, that of the page stays: what it shows already, or its fallback.
    if (article) for (const before of this.#before) before.remove();
    if (page || this.#box) {
      this.#box ??= this.insertBefore(document.createElement("div"), this.firstChild);
      this.#box.hidden = false;
      this.#box.replaceChildren(root);
    } else {
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      shadow.replaceChildren(make("div", { class: "box" }, root), document.createElement("slot"));
      sheet(this).then((style) => (shadow.adoptedStyleSheets = [style]), () => {});
    }
    if (hadFocus) again.focus();
    this.#refuse(new Error(title), { message: title, advice: words.textContent });
  }

  /** The buttons after a panic: to reload, and to copy what is to be reported. */
  #answers(again) {
    const [, , , , copy, copied, notCopied] = this.#texts;
    const answers = make("p", { class: "answers" }, again);
    const take = make("button", { type: "button", class: "plain" }, copy);
    answers.append(take);
    // No search words and nothing else of the user: what was loaded, and where.
    const asked = new URLSearchParams(this.#isPage ? location.search : "");
    const named = ["src", "article"].map((name) => `${name}=${this.getAttribute(name) ?? asked.get(name) ?? ""}`);
    const details = [stopped.message, stopped.place, `build ${BUILD.wasm}`, location.origin + location.pathname, ...named].join("\n");
    take.onclick = () => {
      // Where it cannot be copied, it can be read and copied by hand.
      const show = () => {
        take.remove();
        answers.after(make("p", {}, notCopied), make("pre", { tabindex: "0" }, details));
      };
      (navigator.clipboard?.writeText(details) ?? Promise.reject()).then(() => (take.textContent = copied), show);
    };
    return answers;
  }

  /** The fallback stays. A page of our own says what happened; a page that embeds us keeps its own words. */
  #fail(error, page) {
    this.#endEarly();
    console.error("Whowhen could not start:", error);
    this.#box?.remove();
    this.#box = null;
    this.#refuse(error, { message: error?.message ?? String(error), advice: "" });
    if (!page) return;
    for (const waiting of this.querySelectorAll(":scope > :is(.skeleton, .waiting)")) waiting.remove();
    // What the page keeps for readers without scripts is for all now. It is of the page itself, and no file's.
    for (const kept of this.querySelectorAll("[data-static] noscript")) kept.outerHTML = kept.textContent;
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    alert.dataset.error = "module";
    alert.textContent = `The reader could not be loaded. Check the connection, then reload the page. (${error?.message ?? error})`;
    this.prepend(alert);
  }
}

/** The page has painted something to read. */
function painted() {
  return new Promise((done) => {
    const look = (list, observer) => {
      if (list.getEntriesByName("first-contentful-paint").length === 0) return;
      observer.disconnect();
      done();
    };
    new PerformanceObserver(look).observe({ type: "paint", buffered: true });
  });
}

/** The article of a file that was loaded: parsed once, when it is first asked for. */
const parsed = (loaded) => (loaded.article ??= !loaded.bytes ? null : JSON.parse(new TextDecoder().decode(loaded.bytes)));

/** An element with attributes and children. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** An article's text without marks. */
function plain({ id, title, language, direction, blocks }) {
  const block = ({ text, kind }) => make(kind === "heading" ? "h3" : "p", {}, String(text));
  const article = make("article", { class: "plain-text", "data-article": id }, make("h2", {}, String(title)));
  for (const one of blocks) article.append(block(one));
  if (language) article.lang = language;
  article.dir = direction ?? "auto";
  return article;
}

/** Sets an attribute, or takes it away where there is no value. */
function put(element, name, value) {
  if (value === undefined || value === null || value === "") element.removeAttribute(name);
  else element.setAttribute(name, value);
}

for (const name of REFLECTED) {
  Object.defineProperty(WhoWhen.prototype, name, {
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      put(this, name, value);
    },
    enumerable: true,
    configurable: true,
  });
}

// A page may load this file twice, by two addresses: the first one stays.
if (!customElements.get("who-when")) customElements.define("who-when", WhoWhen);
