/**
 * Whowhen's one stable entry. Load it as a module and put the element where the reader shall stand:
 *
 *     <script type="module" src="https://example.org/whowhen/embed.js"></script>
 *     <who-when src="https://example.org/articles/one.json">Shown until the reader is ready.</who-when>
 *
 * It defines `<who-when>` and nothing else. The first such element on a page loads the WebAssembly module, whose files
 * bear hashes of their content in their names; this file keeps its name, so a page that embeds it need never change.
 *
 * Attributes, all optional:
 *   article   id of an article in the library
 *   src       address of an article file
 *   library   address of a library's index.json
 *   lang      language of the interface: en, fr or ar; without it, the reader's own
 *   page      the element is the page: it fills the element itself, styled by the page's own stylesheet, and may keep
 *             its state in the page's address. Without it, the reader lives in a shadow root and leaves the page alone.
 *
 * A change of an attribute, other than `page`, starts the reader anew. Nothing here is inline and nothing is evaluated,
 * so it runs under `script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'`.
 *
 * The module and the style are fetched with their integrity. The glue between this and the module is not: an import has
 * no place for it. Where a page preloads it with `integrity`, as our own does, the browser checks it there.
 */

/** Filled in by `cargo xtask finish`, when the contents of the files are final. */
const BUILD = {
  module: "{{module}}",
  wasm: "{{wasm}}",
  wasmIntegrity: "{{wasm_integrity}}",
  style: "{{style}}",
  styleIntegrity: "{{style_integrity}}",
  words: { fr: "{{fr}}", ar: "{{ar}}" },
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

/** The module, ready to `mount`. Its two files come side by side. */
const reader = once(async () => {
  const [glue, wasm] = await Promise.all([import(beside(BUILD.module)), get(BUILD.wasm, BUILD.wasmIntegrity)]);
  await glue.default({ module_or_path: wasm });
  return glue;
});

/** The stylesheet, one object for all shadow roots. */
const sheet = once(async () => {
  const response = await get(BUILD.style, BUILD.styleIntegrity);
  return new CSSStyleSheet().replace(await response.text());
});

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
    if (!BUILD.worker) return (await workers.getRegistration(beside("./")))?.unregister();
    workers.addEventListener("controllerchange", tell);
    tell();
    await (await workers.register(beside(BUILD.worker))).update();
  };
  soon();
}

class WhoWhen extends HTMLElement {
  static observedAttributes = ["article", "src", "library", "lang"];

  /** What `mount` returned, while the reader stands. */
  #handle = null;
  /** What stood in our place before the reader, to be put back after it. */
  #fallback = [];
  /** The module is on its way. */
  #loading = false;
  /** An attribute changed since the reader was mounted. */
  #stale = false;
  /** A look at the state of things is due at the end of this task. */
  #due = false;

  connectedCallback() {
    this.#settle();
  }

  disconnectedCallback() {
    this.#settle();
  }

  attributeChangedCallback(_name, before, after) {
    if (before === after) return;
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
      if (!this.isConnected || this.#stale) this.#unmount();
      this.#stale = false;
      if (this.isConnected && !this.#handle && !this.#loading) this.#mount();
    });
  }

  async #mount() {
    this.#loading = true;
    this.querySelector(":scope > [data-error]")?.remove();
    const page = this.hasAttribute("page");
    try {
      if (!page && !this.shadowRoot) this.attachShadow({ mode: "open" }).append(document.createElement("slot"));
      const [glue, style] = await Promise.all([reader(), page ? null : sheet()]);
      // Taken out meanwhile: when it comes back, it starts here again.
      if (!this.isConnected) return;

      this.#fallback = [...this.#home.childNodes];
      this.#home.replaceChildren();
      let root = this;
      if (!page) {
        this.shadowRoot.adoptedStyleSheets = [style];
        root = this.shadowRoot.appendChild(document.createElement("div"));
      }
      this.#handle = glue.mount(root, {
        page,
        article: this.getAttribute("article"),
        src: this.getAttribute("src"),
        library: this.getAttribute("library"),
        lang: this.getAttribute("lang"),
        home: beside("./"),
        words: Object.fromEntries(Object.entries(BUILD.words).map(([tag, name]) => [tag, beside(name)])),
      });
      if (page) keep(this);
    } catch (error) {
      this.#fail(error, page);
    } finally {
      this.#loading = false;
    }
  }

  #unmount() {
    if (!this.#handle) return;
    this.#handle.unmount();
    this.#handle = null;
    this.#restore();
  }

  /** Whose children the reader takes the place of. */
  get #home() {
    return this.shadowRoot ?? this;
  }

  #restore() {
    if (this.#fallback.length === 0) return;
    this.#home.replaceChildren(...this.#fallback);
    this.#fallback = [];
  }

  /** The fallback stays. A page of our own says what happened; a page that embeds us keeps its own words. */
  #fail(error, page) {
    console.error("Whowhen could not start:", error);
    this.#restore();
    if (!page) return;
    for (const waiting of this.querySelectorAll(":scope > :is(.skeleton, .waiting)")) waiting.remove();
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    alert.dataset.error = "module";
    alert.textContent = `The reader could not be loaded. Check the connection, then reload the page. (${error?.message ?? error})`;
    this.prepend(alert);
  }
}

// A page may load this file twice, by two addresses: the first one stays.
if (!customElements.get("who-when")) customElements.define("who-when", WhoWhen);
