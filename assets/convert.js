/**
 * Opens files of other formats and saves articles in them, by a WebAssembly module of its own. `embed.js` loads this script
 * when somebody opens or saves one. Files are read in the browser, and nothing is sent anywhere.
 *
 * Where this script is of the page's own site, the work is done in a worker, which is this script again: so the page answers
 * while a large file is read, and the work can be cancelled. A worker of another site cannot be started: in a page that
 * embeds the reader from elsewhere, the work is done in the page.
 *
 * `module` has the addresses of the module's two files and the integrity of one: `{ glue, wasm, integrity }`. `page` has the
 * reader's root element and the texts of the interface, each key followed by its text, with the languages of texts and of
 * numbers: `{ root, texts, tag, formatting }`.
 *
 * | request to the worker | answer |
 * |---|---|
 * | `["open", files, format]` | what `Opened.answer` of `crates/converter` says |
 * | `["take", position]`: a document of the last answer | its article file in bytes, then what `Opened.report` says |
 * | `["save", bytes, format, texts, tag, formatting]` | the content in bytes, then what `Saved.answer` says |
 */

const isWorker = typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope;

/** The largest file that is read. What is larger is refused by its size, before it fills the memory. */
const LIMIT = 64 * 1024 * 1024;

/** The most files that are read at once, as in crates/formats. */
const FILES = 10_000;

let glue;
let failures = 0;

/**
 * The module, loaded at the first request. A failure is forgotten, so the next request tries again: at another address, since
 * a browser remembers that a script failed.
 */
const load = (module) =>
  (glue ??= (async () => {
    const [loaded, wasm] = await Promise.all([
      import(failures ? `${module.glue}?${failures}` : module.glue),
      fetch(module.wasm, { integrity: module.integrity, mode: "cors", credentials: "same-origin" }),
    ]);
    if (!wasm.ok) throw new Error(`${module.wasm} answered with status ${wasm.status}`);
    await loaded.default({ module_or_path: wasm });
    return loaded;
  })().catch((error) => {
    glue = undefined;
    failures++;
    throw error;
  }));

/** The documents of the last answer. */
let opened;

const run = async (module, [what, ...given], progress) => {
  const { open, save } = await load(module);
  if (what === "open") {
    const [files, format] = given;
    const large = files.find(({ bytes }) => bytes.length > LIMIT);
    if (large) {
      const megabytes = (bytes) => Math.ceil(bytes / 1024 / 1024);
      return ["failed", `${large.name}: the file is too large: ${megabytes(large.bytes.length)} MB, and at most ${megabytes(LIMIT)} MB can be read.`, "Split it into several files."];
    }
    opened?.free();
    // A single group of files has no progress to tell.
    const tell = (done, total) => total > 1 && progress?.(`${total}`, `${done}`);
    opened = open(files.map(({ name }) => name), files.map(({ bytes }) => bytes), format ?? "", tell);
    return opened.answer();
  }
  if (what === "take") return [opened.article(given[0]), ...opened.report(given[0])];
  const saved = save(...given);
  const answer = [saved.content(), ...saved.answer()];
  saved.free();
  return answer;
};

/** Files with their contents. Entries of a file system may be folders, which are read with all that is in them. */
async function contents(items) {
  const files = [];
  const add = async (item) => {
    if (files.length > FILES) return;
    if (item.isDirectory) {
      const reader = item.createReader();
      // A reader gives some entries at a time, and none at the end.
      for (;;) {
        const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (entries.length === 0) return;
        for (const entry of entries) await add(entry);
      }
    }
    if (item.isFile) {
      const file = await new Promise((resolve, reject) => item.file(resolve, reject));
      files.push({ name: item.fullPath.replace(/^\//, ""), file });
    } else if (item instanceof Blob) files.push({ name: item.webkitRelativePath || item.name, file: item });
    else files.push(item);
  };
  for (const item of items) await add(item);
  return files;
}

/** Reads what is not read yet. A file that is too large for the limit keeps its size alone. */
const read = ({ name, file, bytes }) =>
  bytes ? { name, bytes } : file.size > LIMIT ? { name, bytes: { length: file.size } } : file.arrayBuffer().then((buffer) => ({ name, bytes: new Uint8Array(buffer) }));

/** Does a request here. */
async function here(module, [what, ...given], progress) {
  if (what === "open") given[0] = await Promise.all(given[0].map(read));
  return run(module, [what, ...given], progress);
}

if (isWorker) {
  addEventListener("message", async ({ data: { number, module, request } }) => {
    const tell = (...said) => postMessage({ number, said });
    try {
      const answer = await here(module, request, (...done) => tell("progress", ...done));
      postMessage({ number, answer }, answer[0] instanceof Uint8Array ? [answer[0].buffer] : []);
    } catch (error) {
      postMessage({ number, error: `${error?.message ?? error}` });
    }
  });
}

let worker;
const waiting = new Map();
let last = 0;

/** The worker, if one can be started. */
function start() {
  if (worker || new URL(import.meta.url).origin !== location.origin) return;
  try {
    worker = new Worker(import.meta.url, { type: "module" });
  } catch {
    return;
  }
  worker.addEventListener("message", ({ data: { number, answer, error, said } }) => {
    const { resolve, reject, progress } = waiting.get(number) ?? {};
    if (!resolve) return;
    if (said) return progress?.(...said.slice(1));
    waiting.delete(number);
    if (answer) resolve(answer);
    else reject(new Error(error));
  });
  // The script did not load, or the module stopped.
  worker.addEventListener("error", ({ message }) => stop(new Error(message || "the worker could not be started")));
}

/** Ends the worker. Requests that it has not answered fail. */
function stop(reason) {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject(reason);
  waiting.clear();
}

/** Sends a request to the worker, or does it here. */
async function ask(module, request, progress) {
  start();
  if (!worker) return here(module, request, progress);
  const number = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve, reject, progress });
    worker.postMessage({ number, module, request });
  });
}

/** How long the work may take before its dialog opens, in milliseconds. */
const MOMENT = 400;

/** The most documents to choose from. A longer list would take long to draw, and nobody would read it. */
const LONGEST = 1_000;

/** What the user cancelled. */
const CANCELLED = Symbol("cancelled");

/** An element with properties and children. Texts are only ever text. */
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** The texts of the interface: as `Locale` in crates/core has them. */
function textsOf({ texts, tag, formatting }) {
  const all = new Map();
  for (let at = 0; at < texts.length; at += 2) all.set(texts[at], texts[at + 1]);
  const text = (key) => all.get(key) ?? key;
  const numbers = new Intl.NumberFormat(formatting);
  const category = new Intl.PluralRules(tag);
  const list = new Intl.ListFormat(tag, { type: "unit", style: "short" });
  const count = (key, number) =>
    (all.get(`${key}_${category.select(number)}`) ?? text(`${key}_other`)).replace("{{count}}", numbers.format(number));
  return { text, count, list: (items) => list.format(items) };
}

/** Opens a modal dialog in the reader. Only its own buttons and Escape close it. */
function dialog(root, className, heading, ...content) {
  const box = make("dialog", { className: `help ${className}`, ariaLabel: heading }, make("h2", { tabIndex: -1, autofocus: true }, heading), ...content);
  root.append(box);
  box.showModal();
  return box;
}

/** The dialog that asks the user to choose one of some items, each a name and more about it. Returns its position. */
function choose(page, texts, question, items) {
  return new Promise((resolve, reject) => {
    const list = make("ul", { role: "list" });
    for (const [position, [name, more]] of items.slice(0, LONGEST).entries()) {
      const button = make("button", { type: "button" }, make("b", { dir: "auto" }, name), ...(more ? [make("span", {}, more)] : []));
      button.onclick = () => end(() => resolve(position));
      list.append(make("li", {}, button));
    }
    const box = withCancel(page, texts, texts.text(question), list, () => end(() => reject(CANCELLED)));
    const end = (then) => {
      box.remove();
      then();
    };
  });
}

/** A dialog that can be cancelled. */
function withCancel(page, texts, heading, content, cancel) {
  const button = make("button", { type: "button", className: "plain" }, texts.text("Cancel"));
  button.onclick = cancel;
  const box = dialog(page.root, "opening-files", heading, content, make("p", { className: "none" }, texts.text("FilesStay")), make("div", { className: "answers" }, button));
  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    cancel();
  });
  return box;
}

/** Does work with a dialog that shows its progress, once it takes longer than a moment. */
async function patiently(page, texts, work) {
  const bar = make("progress", { ariaLabel: texts.text("ReadingFiles") });
  const progress = (total, done) => Object.assign(bar, { max: total, value: done });
  let box;
  const late = setTimeout(() => {
    box = withCancel(page, texts, texts.text("ReadingFiles"), bar, () => stop(CANCELLED));
  }, MOMENT);
  try {
    return await work(progress);
  } finally {
    clearTimeout(late);
    box?.remove();
  }
}

/**
 * Opens files: `File`s, entries of a file system, which may be folders, or `{ name, bytes }`. Asks the user where the format
 * is ambiguous and where there are several documents. `page` has the reader's root and the texts of the interface.
 *
 * The answer is an array: the article file in bytes, then the name of its format and the lines of the report; or `cancelled`;
 * `unknown`, if no file has a known format; `failed`, what is wrong, and what to do.
 */
export async function openFiles(module, page, items) {
  const texts = textsOf(page);
  try {
    const files = await contents(items);
    let format = "";
    for (;;) {
      const [word, ...more] = await patiently(page, texts, (progress) => ask(module, ["open", files, format], progress));
      if (word === "formats") {
        const names = more.filter((_, position) => position % 2).map((name) => [name]);
        format = more[2 * (await choose(page, texts, "WhichFormat", names))];
      } else if (word === "documents") {
        const documents = Array.from({ length: more.length / 4 }, (_, position) => more.slice(4 * position, 4 * position + 4));
        const counted = ["CountActors", "CountMentions", "CountEvents"];
        const described = documents.map(([title, ...numbers]) => [title, texts.list(counted.map((key, at) => texts.count(key, +numbers[at])))]);
        const position = documents.length > 1 ? await choose(page, texts, "WhichDocument", described) : 0;
        return await patiently(page, texts, () => ask(module, ["take", position]));
      } else return [word, ...more];
    }
  } catch (error) {
    if (error === CANCELLED) return ["cancelled"];
    throw error;
  }
}

/** The formats in which an article is saved: the id in crates/formats, and the name or the key of its text. */
const FORMATS = [
  ["html", "FormatPage"],
  ["markdown", "Markdown"],
  ["events-csv", "FormatEvents"],
  ["actors-csv", "FormatActors"],
  ["mentions-csv", "FormatMentions"],
  ["graphml", "FormatNetwork"],
  ["timelinejs", "TimelineJS"],
  ["web-annotation", "W3C Web Annotation"],
  ["brat", "brat"],
  ["whowhen", "Whowhen (JSON)"],
];

/** Opens the dialog that saves an article in another format. What the format cannot hold is told before it is saved. */
export function saveArticle(module, page, bytes, id) {
  const texts = textsOf(page);
  const select = make("select", { ariaLabel: texts.text("SaveFormat") });
  select.append(...FORMATS.map(([value, name]) => make("option", { value }, texts.text(name))));
  const result = make("div", { role: "status" });
  let url;
  let link;
  const show = (content) => {
    URL.revokeObjectURL(url);
    link?.remove();
    result.replaceChildren(content);
  };
  const save = async () => {
    const format = select.value;
    show(make("p", { className: "none" }, texts.text("WritingFile")));
    // The bytes are copied to the worker, and stay here too.
    const answer = await ask(module, ["save", bytes, format, page.texts, page.tag, page.formatting]).catch((error) => [[], "failed", texts.text("ConverterFailed").replace("{{reason}}", error.message), ""]);
    // Another format was chosen meanwhile, or the dialog was closed.
    if (!box.isConnected || select.value !== format) return;
    const [content, word, extension, ...lines] = answer;
    if (word === "failed") return show(make("p", { dir: "auto" }, [extension, ...lines].join(" ")));
    const report = lines.length > 0 ? make("ul", { lang: "en", dir: "ltr" }, ...lines.map((line) => make("li", {}, line))) : make("p", {}, texts.text("NothingLost"));
    const part = format.endsWith("-csv") ? `-${format.slice(0, -4)}` : "";
    show(report);
    link = make("a", { className: "strong", download: `${id}${part}.${extension}` }, texts.text("SaveFile"));
    link.href = url = URL.createObjectURL(new Blob([content]));
    close.before(link);
  };
  const close = make("button", { type: "button", className: "plain" }, texts.text("Close"));
  const box = dialog(page.root, "saving", texts.text("SaveAs"), select, result, make("div", { className: "answers" }, close));
  close.onclick = () => box.close();
  // A press on what is around the dialog closes it.
  box.onclick = ({ target }) => {
    if (target === box) box.close();
  };
  box.onclose = () => {
    URL.revokeObjectURL(url);
    box.remove();
  };
  select.onchange = save;
  save();
}

/** Ends what is being opened. */
export const cancel = () => stop(CANCELLED);
