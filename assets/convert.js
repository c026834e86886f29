/**
 * Opens files of other formats and saves articles in them, by a WebAssembly module of its own. `embed.js` loads this script
 * when somebody opens or saves one. Files are read in the browser, and nothing is sent anywhere.
 *
 * Where this script is of the page's own site, the work is done in a worker, which is this script again: so the page answers
 * while a large file is read, and the work can be cancelled. A worker of another site cannot be started: in a page that
 * embeds the reader from elsewhere, the work is done in the page.
 *
 * `convert(module, request, progress)` returns a promise of an array; `progress` is called with how many groups of files there are,
 * and how many are read, as texts:
 *
 * | request | answer |
 * |---|---|
 * | `["open", files, format]`: files are `File`s, entries of a file system, or `{ name, bytes }` | what `Opened.answer` of `crates/converter` says |
 * | `["take", position]`: a document of the last answer | its article file in bytes, then what `Opened.report` says |
 * | `["save", bytes, format, texts, tag, formatting]` | the content in bytes, then what `Saved.answer` says |
 * | `["cancel"]` | nothing; what was asked for before fails |
 *
 * `module` has the addresses of the module's two files and the integrity of one: `{ glue, wasm, integrity }`.
 */

const isWorker = typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope;

/** The largest file that is read. What is larger is refused by its size, before it fills the memory. */
const LIMIT = 64 * 1024 * 1024;

/** The most files that are read at once, as in crates/formats. */
const FILES = 10_000;

let glue;

/** The module, loaded at the first request. A failure is forgotten, so the next request tries again. */
const load = (module) =>
  (glue ??= (async () => {
    const [loaded, wasm] = await Promise.all([
      import(module.glue),
      fetch(module.wasm, { integrity: module.integrity, mode: "cors", credentials: "same-origin" }),
    ]);
    if (!wasm.ok) throw new Error(`${module.wasm} answered with status ${wasm.status}`);
    await loaded.default({ module_or_path: wasm });
    return loaded;
  })().catch((error) => {
    glue = undefined;
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
  worker.addEventListener("error", ({ message }) => stop(message || "the worker could not be started"));
}

/** Ends the worker. Requests that it has not answered fail. */
function stop(reason) {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values()) reject(new Error(reason));
  waiting.clear();
}

export async function convert(module, request, progress) {
  if (request[0] === "cancel") {
    stop("cancelled");
    return [];
  }
  // Entries of a file system cannot be sent to a worker. Their files can.
  if (request[0] === "open") request = [request[0], await contents(request[1]), ...request.slice(2)];
  start();
  if (!worker) return here(module, request, progress);
  const number = ++last;
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve, reject, progress });
    worker.postMessage({ number, module, request });
  });
}
