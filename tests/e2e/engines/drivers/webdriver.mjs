/**
 * An installed WebKit: its own WebDriver, and its MiniBrowser on a screen that is not there (Xvfb). Plain WebDriver over
 * HTTP. A session for each tab: it begins in half a second, and nothing of one is left in the next.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { printed } from "./printed.mjs";

/** Keys that are no letters, by WebDriver's table. */
const KEYS = { Backspace: "\ue003", Tab: "\ue004", Enter: "\ue007", Shift: "\ue008", Escape: "\ue00c", End: "\ue010", Home: "\ue011", ArrowLeft: "\ue012", ArrowUp: "\ue013", ArrowRight: "\ue014", ArrowDown: "\ue015" };

/** Debian's MiniBrowser, of the newest interface that there is. */
function miniBrowser() {
  const [library] = readdirSync("/usr/lib").filter((name) => name.endsWith("-linux-gnu"));
  const folder = join("/usr/lib", library);
  const [newest] = readdirSync(folder).filter((name) => /^webkit2?gtk-\d/.test(name)).sort().reverse();
  return join(folder, newest, "MiniBrowser");
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

export async function start({ path }) {
  const port = await freePort();
  // The window can be no narrower than its buttons, and a telephone is.
  const config = mkdtempSync(join(tmpdir(), "whowhen-webkit-"));
  mkdirSync(join(config, "gtk-3.0"));
  writeFileSync(join(config, "gtk-3.0/gtk.css"), "* { padding: 0; margin: 0; min-width: 0; border-width: 0; }");
  // `xvfb-run` ends its screen with the program; both are a group that can be ended.
  const child = spawn("xvfb-run", ["--auto-servernum", "--server-args=-screen 0 1600x1200x24", path, `--port=${port}`], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, XDG_CONFIG_HOME: config, NO_AT_BRIDGE: "1", LC_ALL: "C" },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const end = () => process.kill(-child.pid);
  process.once("exit", end);

  async function ask(method, path, body) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
  const begin = () => {
    const options = { binary: miniBrowser(), args: ["--automation"] };
    return ask("POST", "/session", { capabilities: { alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": options } } });
  };
  for (let tries = 0; ; tries++) {
    const answers = await ask("GET", "/status").catch(() => false);
    if (answers) break;
    if (tries > 200 || child.exitCode !== null) throw new Error("WebKitWebDriver does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  return {
    async tab({ width, height }) {
      const { sessionId } = await begin();
      const call = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
      const act = (type, actions) => call("POST", "/actions", { actions: [{ type, id: type, ...(type === "pointer" && { parameters: { pointerType: "mouse" } }), actions }] });
      const tab = {
        async complaints() {
          return tab.run("globalThis.complaints ?? []");
        },
        async goto(url) {
          await call("POST", "/url", { url });
          await tab.run(`(${listen})()`);
        },
        async run(expression) {
          const script = `const done = arguments[0]; (async () => (${expression}))().then((value) => done({ value }), (error) => done({ error: String(error.stack ?? error) }));`;
          const { value, error } = await call("POST", "/execute/async", { script, args: [] });
          if (error) throw new Error(error);
          return value;
        },
        move: (x, y) => act("pointer", [{ type: "pointerMove", duration: 0, x: Math.round(x), y: Math.round(y) }]),
        down: () => act("pointer", [{ type: "pointerDown", button: 0 }]),
        up: () => act("pointer", [{ type: "pointerUp", button: 0 }]),
        press(key, held) {
          const all = [...held, key].map((key) => KEYS[key] ?? key);
          const down = all.map((value) => ({ type: "keyDown", value }));
          const up = all.toReversed().map((value) => ({ type: "keyUp", value }));
          return act("key", [...down, ...up]);
        },
        async resize(width, height) {
          // The window has a bar of its own.
          const bar = await tab.run("outerHeight - innerHeight");
          await call("POST", "/window/rect", { x: 0, y: 0, width, height: height + bar });
        },
        picture: async () => Buffer.from(await call("GET", "/screenshot"), "base64"),
        print: () => tab.run(`(${printed})()`),
        close: () => call("DELETE", ""),
      };
      await tab.resize(width, height);
      return tab;
    },
    async stop() {
      process.off("exit", end);
      end();
      await ended;
      rmSync(config, { recursive: true, force: true });
    },
  };
}

/** Classic WebDriver does not tell what a page writes into its console: the page keeps it, from when it is loaded. */
function listen() {
  const complaints = (globalThis.complaints = []);
  addEventListener("error", ({ message }) => complaints.push(`uncaught: ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(`uncaught: ${reason}`));
  for (const what of ["error", "warn"]) console[what] = (...said) => complaints.push(said.join(" "));
}
