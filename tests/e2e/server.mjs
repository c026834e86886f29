/**
 * A static host for the tests: dist/ (or the folder that WHOWHEN_DIST names) under a sub-path, with the headers that
 * docs/hosting.md asks of a host, so that every test runs under them, and answers that a real network gives on bad days.
 * The headers are read from `assets/_headers`, which is that page's own list in the form that some hosts read; what that
 * leaves to the host (caching of the rest, packed copies) is done here as the page says.
 *
 * Below the sub-path, `/some/where/` unless another is asked for:
 *   (anything in dist/)   as it is
 *   made/NAME             what the tests made: see `files`
 *   slow/NAME             the same in many small parts
 *   paused/NAME           the first half, and the rest once the test says `resume()`
 *   stuck/NAME            the first half, and then nothing
 *   broken/NAME           the first half, and then the connection is cut
 *   status/NUMBER         an answer with that status
 */
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { files } from "./files.mjs";

export const DIST = resolve(process.env.WHOWHEN_DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url)));
export const BASE = "/some/where/";

/** The headers of `assets/_headers`: patterns of paths below the root, each with its pairs. */
const RULES = [];
for (const line of readFileSync(new URL("../../assets/_headers", import.meta.url), "utf8").split("\n").filter(Boolean)) {
  if (line.startsWith("/")) RULES.push({ pattern: line, pairs: {} });
  else RULES.at(-1).pairs[line.split(":")[0].trim().toLowerCase()] = line.slice(line.indexOf(":") + 1).trim();
}

/** What a host sends with a file of this name. */
export function headersOf(name) {
  const fitting = RULES.filter(({ pattern }) => (pattern.endsWith("*") ? `/${name}`.startsWith(pattern.slice(0, -1)) : `/${name}` === pattern));
  return Object.assign({ "cache-control": "no-cache" }, ...fitting.map(({ pairs }) => pairs));
}

export const POLICY = headersOf("index.html")["content-security-policy"];

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** The packed copies that a build lays beside its files, the better first. */
const CODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
];

/** What the tests made is made once: a large article takes a while. */
const made = new Map();
function make(name) {
  if (!made.has(name)) made.set(name, files[name] && Buffer.from(files[name]()));
  return made.get(name);
}

/** A file that the tests made, or one of the folder: a packed copy, where there is one and it is welcome. */
async function content(name, folder, accepted) {
  const [kind, ...rest] = name.split("/");
  if (["made", "slow", "paused", "stuck", "broken"].includes(kind)) return { body: make(rest.join("/")) };
  const path = normalize(join(folder, name.replace(/(^|\/)$/, "$1index.html")));
  if (!path.startsWith(folder + sep)) return {};
  for (const [coding, suffix] of CODINGS) {
    const packed = accepted.split(/[\s,;]+/).includes(coding) && (await readFile(path + suffix).catch(() => undefined));
    if (packed) return { body: packed, coding };
  }
  return { body: await readFile(path).catch(() => undefined) };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function answer(request, response, { base, folder, waiting, change, headers }) {
  const pathname = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  if (!pathname.startsWith(base)) return response.writeHead(404).end("Not under the sub-path.");
  const name = pathname.slice(base.length).replace(/(^|\/)$/, "$1index.html");
  const changed = await change(name, request, response);
  if (changed) return;
  const [kind, number] = name.split("/");
  if (kind === "status") return response.writeHead(Number(number)).end("An answer without a file.");
  const { body, coding } = await content(name, folder, request.headers["accept-encoding"] ?? "");
  if (!body) return response.writeHead(404, { "content-type": "text/html" }).end("<!doctype html><title>Not found</title>");
  response.writeHead(200, {
    "content-type": TYPES[extname(name.replace(/(^|\/)$/, "$1index.html"))] ?? "application/octet-stream",
    "content-length": body.length,
    vary: "accept-encoding",
    ...(coding && { "content-encoding": coding }),
    ...headersOf(name),
    ...headers,
  });
  const half = Math.floor(body.length / 2);
  if (kind === "stuck" || kind === "broken" || kind === "paused") {
    response.write(body.subarray(0, half));
    if (kind === "broken") setTimeout(() => response.destroy(), 50);
    if (kind === "paused") waiting.push(() => response.end(body.subarray(half)));
    return;
  }
  if (kind === "slow") {
    const parts = 12;
    for (let part = 0; part < parts; part++) {
      response.write(body.subarray((body.length * part) / parts, (body.length * (part + 1)) / parts));
      await pause(120);
    }
    return response.end();
  }
  response.end(body);
}

/**
 * Listens on 127.0.0.1. Gives the address of the sub-path, a way to let paused answers go on, and one to stop.
 *
 * `folder` is what is hosted; `headers` stand in place of those that it would send. `change` sees each request first, by
 * the name of its file, and tells whether it answered.
 */
export function serve({ port = 0, base = BASE, folder = DIST, headers = {}, change = () => false } = {}) {
  const waiting = [];
  const server = createServer((request, response) => {
    answer(request, response, { base, folder, waiting, change, headers }).catch((error) => response.destroy(error));
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const { port } = server.address();
      resolve({
        url: new URL(base, `http://127.0.0.1:${port}`).href,
        port,
        resume: () => waiting.splice(0).forEach((go) => go()),
        stop: () =>
          new Promise((done) => {
            server.close(done);
            server.closeAllConnections();
          }),
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env.PORT ?? 8090) });
  console.log(`Serving ${DIST} at ${url}`);
}
