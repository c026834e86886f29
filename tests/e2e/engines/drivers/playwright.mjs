/** Chromium as it is installed, and Playwright's own Firefox and WebKit. */
import * as playwright from "@playwright/test";

const CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export async function start({ name, path }) {
  const browser = await playwright[name].launch({ executablePath: path, args: name === "chromium" ? CHROMIUM : [] });
  return {
    async tab({ width, height }) {
      const context = await browser.newContext({ viewport: { width, height } });
      const page = await context.newPage();
      const complaints = [];
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.stack}`));
      return {
        complaints: async () => complaints,
        goto: (url) => page.goto(url),
        run: (expression) => page.evaluate(expression),
        move: (x, y) => page.mouse.move(x, y),
        down: () => page.mouse.down(),
        up: () => page.mouse.up(),
        press: (key, held) => page.keyboard.press([...held, key].join("+")),
        resize: (width, height) => page.setViewportSize({ width, height }),
        picture: () => page.screenshot(),
        print: () => page.emulateMedia({ media: "print" }),
        close: () => context.close(),
      };
    },
    stop: () => browser.close(),
  };
}
