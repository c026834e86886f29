/**
 * A static host for the tests: dist/ (or the folder that WHOWHEN_DIST names) under a sub-path, with the strict policy
 * that the README promises, and answers that a real network gives on bad days.
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
import { readFile } from "node:fs/promises";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { files } from "./files.mjs";

export const DIST = resolve(process.env.WHOWHEN_DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url)));
export const BASE = "/some/where/";
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** What the tests made is made once: a large article takes a while. */
const made = new Map();
function make(name) {
  if (!made.has(name)) made.set(name, files[name] && Buffer.from(files[name]()));
  return made.get(name);
}

/** A file that the tests made, or one of dist/. */
async function content(name) {
  const [kind, ...rest] = name.split("/");
  if (["made", "slow", "paused", "stuck", "broken"].includes(kind)) return make(rest.join("/"));
  const path = normalize(join(DIST, name.replace(/(^|\/)$/, "$1index.html")));
  if (!path.startsWith(DIST + sep)) return undefined;
  return readFile(path).catch(() => undefined);
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function answer(request, response, base, waiting) {
  // Pages of other origins embed the reader.
  response.setHeader("access-control-allow-origin", "*");
  const pathname = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  if (!pathname.startsWith(base)) return response.writeHead(404).end("Not under the sub-path.");
  const name = pathname.slice(base.length);
  const [kind, number] = name.split("/");
  if (kind === "status") return response.writeHead(Number(number)).end("An answer without a file.");
  const body = await content(name);
  if (!body) return response.writeHead(404, { "content-type": "text/html" }).end("<!doctype html><title>Not found</title>");
  response.writeHead(200, {
    "content-type": TYPES[extname(name.replace(/(^|\/)$/, "$1index.html"))] ?? "application/octet-stream",
    "content-length": body.length,
    "content-security-policy": POLICY,
    "cache-control": "no-cache",
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
 */
export function serve({ port = 0, base = BASE } = {}) {
  const waiting = [];
  const server = createServer((request, response) => {
    answer(request, response, base, waiting).catch((error) => response.destroy(error));
  });
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      resolve({
        url: new URL(base, `http://127.0.0.1:${server.address().port}`).href,
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
