/** What docs/hosting.md asks of a host, what the tests' host sends, and what a page that embeds the reader must allow. */
import { createServer } from "node:http";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { expect, first, test } from "./reader.mjs";
import { DIST, headersOf, POLICY, serve } from "./server.mjs";

const docs = readFileSync(new URL("../../docs/hosting.md", import.meta.url), "utf8");
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The pairs of the blocks under a heading of docs/hosting.md that are headers. */
function documented(heading) {
  const section = docs.split(`\n## ${heading}\n`)[1].split("\n## ")[0];
  return [...section.matchAll(/^```\n(.*?)^```$/gms)].map(([, block]) =>
    Object.fromEntries(block.trim().split("\n").map((line) => [line.split(": ")[0].toLowerCase(), line.slice(line.indexOf(": ") + 2)])),
  );
}

const names = readdirSync(DIST, { recursive: true }).filter((name) => /\.\w+$/.test(name) && !/\.(br|gz)$/.test(name));

test("the host sends what the documentation asks for, with every file", async ({ host }) => {
  const [all, hashed, framed] = documented("Headers");
  expect(Object.keys(all).sort()).toEqual(["access-control-allow-origin", "cache-control", "content-security-policy", "cross-origin-resource-policy", "x-content-type-options"]);
  expect(Object.keys(hashed)).toEqual(["cache-control"]);
  for (const name of names) {
    const response = await fetch(host.url + name);
    const asked = { ...all, ...(name.startsWith("whowhen-") && hashed), ...(name === "frame.html" && framed) };
    for (const [header, value] of Object.entries(asked)) expect(response.headers.get(header), `${header} of ${name}`).toBe(value);
    expect(response.headers.get("content-type"), name).not.toBe("application/octet-stream");
  }
});

test("every ready-made configuration, the README and the build's own file say the same policy", () => {
  for (const heading of ["nginx", "Apache", "Caddy", "GitHub Pages"]) {
    expect(docs.split(`\n## ${heading}\n`)[1].split("\n## ")[0], heading).toContain(POLICY);
  }
  expect(readme).toContain(POLICY);
  expect(readFileSync(join(DIST, "_headers"), "utf8")).toContain(`Content-Security-Policy: ${POLICY}\n`);
  expect(headersOf("whowhen-0123456789abcdef.wasm")["cache-control"]).toContain("immutable");
});

test("packed copies are the files, and are sent to whom they are welcome", async ({ host }) => {
  test.skip(!existsSync(join(DIST, "embed.js.br")), "a development build has none");
  for (const name of names.filter((name) => existsSync(join(DIST, `${name}.br`)))) {
    const bytes = readFileSync(join(DIST, name));
    expect(brotliDecompressSync(readFileSync(join(DIST, `${name}.br`))).equals(bytes), `${name}.br`).toBe(true);
    if (existsSync(join(DIST, `${name}.gz`))) expect(gunzipSync(readFileSync(join(DIST, `${name}.gz`))).equals(bytes), `${name}.gz`).toBe(true);
  }
  for (const [accepted, coding] of [
    ["br, gzip", "br"],
    ["gzip", "gzip"],
    ["identity", null],
  ]) {
    const response = await fetch(`${host.url}embed.js`, { headers: { "accept-encoding": accepted } });
    expect(response.headers.get("content-encoding")).toBe(coding);
    expect(response.headers.get("vary")).toBe("accept-encoding");
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(await response.text()).toBe(readFileSync(join(DIST, "embed.js"), "utf8"));
  }
});

test("a page of another site embeds the reader under the policy that is documented for it, and no wider one", async ({ page, host }) => {
  // Breaches are written to the console, and the complaints of every test are heard.
  const allowed = docs.split("\n## A page that embeds the reader\n")[1].match(/^```\n(.*)\n```$/m)[1];
  const origin = new URL(host.url).origin;
  const policy = `default-src 'none'; ${allowed.replaceAll("https://reader.example", origin)}`;
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Theirs</title><script type="module" src="${host.url}embed.js"></script><who-when src="${host.url}articles/${first.id}.json"></who-when>`;
  const theirs = createServer((_, response) =>
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(body),
  );
  await new Promise((listening) => theirs.listen(0, "127.0.0.1", listening));
  await page.goto(`http://127.0.0.1:${theirs.address().port}/`);
  const reader = page.locator("who-when [data-whowhen]");
  await expect(reader).toHaveAttribute("data-state", "ready");
  // The style is there: the paper has a colour of its own.
  expect(await reader.evaluate((root) => getComputedStyle(root).backgroundColor)).toBe("rgb(253, 252, 248)");
  // Held, filtered, searched and asked for in another language, it still breaks nothing.
  await page.locator("who-when article[data-event] h4 button").first().click();
  await expect(page.locator("who-when [data-event][aria-current=true]")).toHaveCount(1);
  await page.locator("who-when mark").first().click();
  await page.locator("who-when .tools.search > button").click();
  await page.locator("who-when input[type=search]").first().fill("Mali");
  await page.evaluate(() => document.querySelector("who-when").setAttribute("lang", "fr"));
  await expect(page.getByRole("button", { name: "Rechercher" }).first()).toBeVisible();
  theirs.closeAllConnections();
  theirs.close();
});

test("an article of another site opens where the policy names that site", async ({ page }) => {
  const other = await serve();
  const host = await serve({ headers: { "content-security-policy": POLICY.replace("connect-src 'self'", `connect-src 'self' ${new URL(other.url).origin}`) } });
  await page.goto(`${host.url}?src=${other.url}made/sound.json`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Made for a test");
  await Promise.all([host.stop(), other.stop()]);
});

for (const [name, where] of [["index.html", "the front page"], ["frame.html", "the frame"], [`${first.id}/index.html`, "an article's page"]]) {
  test(`opened as a file, ${where} says that it needs a web server, and how to start one`, async ({ page, complaints }) => {
    complaints.allow(/CORS|Failed to load|Not allowed to load|ERR_FAILED/);
    await page.goto(pathToFileURL(join(DIST, name)).href);
    await expect(page.getByText(/opened as a file\. It needs a web server/)).toBeVisible();
    await expect(page.getByText("python3 -m http.server")).toBeVisible();
  });
}
