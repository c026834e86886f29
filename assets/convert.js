/**
 * Opens files of other formats and saves articles in them, by a WebAssembly module of its own. `embed.js` loads this script
 * when somebody opens or saves one. Files are read in the browser, and nothing is sent anywhere.
 *
 * Where this script is of the page's own site, the work is done in a worker, which is this script again: so the page answers
 * while a large file is read, and the work can be cancelled. A worker of another site cannot be started: in a page that
 * embeds the reader from elsewhere, the work is done in the page. Each opening and each saving has a worker of its own.
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

/** The largest file that is read, and the most of all files together. What is larger is refused by its size, before it fills the memory. */
const LIMIT = 64 * 1024 * 1024;
const IN_ALL = 256 * 1024 * 1024;

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

/** What does requests here, one opening or saving after another. It keeps the documents of the last answer. */
function converter() {
  let opened;
  const run = ({ open, save }, [what, ...given], progress) => {
    if (what === "open") {
      const [files, format] = given;
      // A single group of files has no progress to tell.
      const tell = (done, total) => total > 1 && progress?.(`${total}`, `${done}`);
      opened?.free();
      opened = open(files.map(({ name }) => name), files.map(({ bytes }) => bytes), format ?? "", tell);
      return opened.answer();
    }
    if (what === "take") return [opened.article(given[0]), ...opened.report(given[0])];
    const saved = save(...given);
    const answer = [saved.content(), ...saved.answer()];
    saved.free();
    return answer;
  };
  return async (module, request, progress) => {
    if (request[0] === "open") {
      const refused = tooLarge(request[1]);
      if (refused) return refused;
      request = ["open", await Promise.all(request[1].map(read)), ...request.slice(2)];
    }
    const loaded = await load(module);
    try {
      return run(loaded, request, progress);
    } catch (error) {
      // The module has stopped: nothing of it may be called any more.
      glue = opened = undefined;
      failures++;
      throw error;
    }
  };
}

const sizeOf = ({ file, bytes }) => file?.size ?? bytes.length;

/** Why files are too large, as an answer; nothing if they are not. */
function tooLarge(files) {
  const megabytes = (bytes) => Math.ceil(bytes / 1024 / 1024);
  const large = files.find((file) => sizeOf(file) > LIMIT);
  const all = files.reduce((sum, file) => sum + sizeOf(file), 0);
  if (large) {
    const words = `the file is too large: ${megabytes(sizeOf(large))} MB, and at most ${megabytes(LIMIT)} MB can be read`;
    return ["failed", `${large.name}: ${words}.`, "Split it into several files."];
  }
  if (all > IN_ALL || files.length > FILES) {
    const words = `there are ${files.length} files of ${megabytes(all)} MB, and at most ${FILES} files of ${megabytes(IN_ALL)} MB can be opened at once`;
    return ["failed", `${words}.`, "Open a part of them."];
  }
}

/** Files with their names. Entries of a file system may be folders, which are read with all that is in them. */
async function named(items) {
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

/** A file with its content. */
const read = async ({ name, file, bytes }) => ({ name, bytes: bytes ?? new Uint8Array(await file.arrayBuffer()) });

if (isWorker) {
  const convert = converter();
  addEventListener("message", async ({ data: { module, request } }) => {
    try {
      const answer = await convert(module, request, (...said) => postMessage({ said }));
      postMessage({ answer }, answer[0] instanceof Uint8Array ? [answer[0].buffer] : []);
    } catch (error) {
      postMessage({ error: `${error?.message ?? error}` });
    }
  });
}

/** Whether workers cannot be started: this script is of another site, or the page's policy forbids them. */
let hasNoWorkers = new URL(import.meta.url).origin !== location.origin;

/**
 * One opening or saving: requests one after another, in a worker of its own, so that ending it stops the work and nobody
 * else's. Where there are no workers, the work itself cannot be stopped, but nobody waits for it any more.
 */
function session(module) {
  const here = converter();
  let worker = hasNoWorkers ? undefined : new Worker(import.meta.url, { type: "module" });
  let fail;
  const ended = new Promise((_, reject) => (fail = reject));
  // Not everybody is waiting when it ends.
  ended.catch(() => {});
  const post = (request, progress) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data: { answer, error, said } }) => {
        if (said) progress?.(...said);
        else if (answer) resolve(answer);
        else reject(new Error(error));
      };
      // The script did not load, or may not.
      worker.onerror = (event) => {
        event.preventDefault();
        worker.terminate();
        worker = undefined;
        hasNoWorkers = true;
        resolve(here(module, request, progress));
      };
      worker.postMessage({ module, request });
    });
  return {
    ask: (request, progress) => Promise.race([ended, worker ? post(request, progress) : here(module, request, progress)]),
    end(reason) {
      worker?.terminate();
      fail(reason);
    },
  };
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

/** Closes a dialog and removes it. Closing gives the focus back; removing alone would lose it. */
function shut(box) {
  box.close();
  box.remove();
}

/** The dialog that asks the user to choose one of some items, each a name and more about it. Returns its position. `cancelled` fails when something else is opened. */
function choose(page, texts, question, items, cancelled) {
  if (!page.root.isConnected) return Promise.reject(CANCELLED);
  return new Promise((resolve, reject) => {
    const list = make("ul", { role: "list" });
    for (const [position, [name, more]] of items.slice(0, LONGEST).entries()) {
      const button = make("button", { type: "button" }, make("b", { dir: "auto" }, name), ...(more ? [make("span", {}, more)] : []));
      button.onclick = () => end(() => resolve(position));
      list.append(make("li", {}, button));
    }
    const box = withCancel(page, texts, texts.text(question), list, () => end(() => reject(CANCELLED)));
    const end = (then) => {
      shut(box);
      then();
    };
    cancelled.catch(() => end(() => reject(CANCELLED)));
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
async function patiently(page, texts, work, cancel) {
  const bar = make("progress", { ariaLabel: texts.text("ReadingFiles") });
  const progress = (total, done) => Object.assign(bar, { max: total, value: done });
  let box;
  const late = setTimeout(() => {
    // The reader may have been removed meanwhile.
    if (page.root.isConnected) box = withCancel(page, texts, texts.text("ReadingFiles"), bar, cancel);
  }, MOMENT);
  try {
    return await work(progress);
  } finally {
    clearTimeout(late);
    if (box) shut(box);
  }
}

/** How what is being opened in a reader is cancelled, by its root: opening something else cancels it. */
const opening = new WeakMap();

/**
 * Opens files: `File`s, entries of a file system, which may be folders, or `{ name, bytes }`. Asks the user where the format
 * is ambiguous and where there are several documents. `page` has the reader's root and the texts of the interface.
 *
 * The answer is an array: the article file in bytes, then the name of its format and the lines of the report; or `cancelled`;
 * `unknown`, if no file has a known format; `failed`, what is wrong, and what to do.
 */
export async function openFiles(module, page, items) {
  opening.get(page.root)?.();
  const texts = textsOf(page);
  const { ask, end } = session(module);
  const cancel = () => end(CANCELLED);
  // A question that is open is answered, too.
  const cancelled = new Promise((_, reject) => opening.set(page.root, () => (cancel(), reject(CANCELLED))));
  cancelled.catch(() => {});
  const wait = (work) => patiently(page, texts, work, cancel);
  try {
    const files = await named(items);
    let format = "";
    for (;;) {
      const [word, ...more] = await wait((progress) => ask(["open", files, format], progress));
      if (word === "formats") {
        const names = more.filter((_, position) => position % 2).map((name) => [name]);
        format = more[2 * (await choose(page, texts, "WhichFormat", names, cancelled))];
      } else if (word === "documents") {
        const documents = Array.from({ length: more.length / 4 }, (_, position) => more.slice(4 * position, 4 * position + 4));
        const counted = ["CountActors", "CountMentions", "CountEvents"];
        const described = documents.map(([title, ...numbers]) => [title, texts.list(counted.map((key, at) => texts.count(key, +numbers[at])))]);
        const position = documents.length > 1 ? await choose(page, texts, "WhichDocument", described, cancelled) : 0;
        return await wait(() => ask(["take", position]));
      } else return [word, ...more];
    }
  } catch (error) {
    if (error === CANCELLED) return ["cancelled"];
    throw error;
  } finally {
    end(CANCELLED);
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
  let current;
  const ask = (request) => {
    // What was asked for before is not wanted any more.
    current?.end(CANCELLED);
    current = session(module);
    return current.ask(request);
  };
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
    const answer = await ask(["save", bytes, format, page.texts, page.tag, page.formatting]).catch((error) => [[], "failed", texts.text("ConverterFailed").replace("{{reason}}", error.message), ""]);
    // Another format was chosen meanwhile, or the dialog was closed. Then this one was ended.
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
    current?.end(CANCELLED);
    URL.revokeObjectURL(url);
    box.remove();
  };
  select.onchange = save;
  save();
}
