/** In pages that React or Vue make: properties, attributes, events, and an article as an object, as each of them has it. */
import { bundle, event, expect, first, test } from "./hosts.mjs";
import { made } from "./reader.mjs";

const coup = event("coup-2012");
const konna = event("konna-falls");

test.beforeEach(({ site }) => {
  site.pages.set(
    "/react.mjs",
    bundle({
      react: "react/cjs/react.production.js",
      scheduler: "scheduler/cjs/scheduler.production.js",
      "react-dom": "react-dom/cjs/react-dom.production.js",
      "react-dom/client": "react-dom/cjs/react-dom-client.production.js",
    }),
  );
});

const pages = {
  "React 19": `
    import { load } from "/react.mjs";
    const { createElement: make, useState, StrictMode } = load("react");
    globalThis.version = load("react").version;
    function App() {
      const [state, set] = useState({ shown: true, event: null, article: null, told: [] });
      globalThis.change = (more) => set((state) => ({ ...state, ...more }));
      globalThis.state = state;
      const reader = make("who-when", {
        article: state.article ?? ${JSON.stringify(first.id)}, event: state.event, lang: state.lang, height: state.height, hidden: state.hidden,
        "onwhowhen-select": ({ detail }) => set((state) => ({ ...state, event: detail.event, told: [...state.told, detail] })),
        "onwhowhen-ready": () => set((state) => ({ ...state, readied: (state.readied ?? 0) + 1 })),
      }, make("p", null, "In the meantime"));
      return make("main", null, make("output", null, state.event ?? "nothing"), state.shown && reader);
    }
    load("react-dom/client").createRoot(document.querySelector("#app")).render(make(StrictMode, null, make(App)));`,
  "Vue 3": `
    import { createApp, h, reactive, version } from "/node_modules/vue/dist/vue.runtime.esm-browser.prod.js";
    globalThis.version = version;
    const state = (globalThis.state = reactive({ shown: true, event: null, article: null, told: [] }));
    globalThis.change = (more) => Object.assign(state, more);
    createApp({
      render: () => h("main", [h("output", state.event ?? "nothing"), state.shown ? h("who-when", {
        article: state.article ?? ${JSON.stringify(first.id)}, event: state.event, lang: state.lang, height: state.height,
        "onWhowhen-select": ({ detail }) => { state.event = detail.event; state.told.push(detail); },
        "onWhowhen-ready": () => (state.readied = (state.readied ?? 0) + 1),
      }, [h("p", "In the meantime")]) : null]),
    }).mount("#app");`,
};

for (const [what, script] of Object.entries(pages)) {
  for (const early of [true, false]) {
    test.describe(`${what}, ${early ? "the element known before" : "the element known only later"}`, () => {
      const visit = async (theirs) => {
        await theirs.visit(`<div id="app"></div><script type="module">${script}</script>`, { script: early, style: "#app { width: 1200px }" });
        if (!early) {
          await expect(theirs.page.getByText("In the meantime")).toBeVisible();
          await theirs.page.evaluate((module) => import(module), theirs.at("embed.js"));
        }
        await theirs.ready();
      };
      const change = (theirs, more) => theirs.page.evaluate((more) => change(more), more);
      const state = (theirs) => theirs.page.evaluate(() => JSON.parse(JSON.stringify({ told: state.told, readied: state.readied, event: state.event })));

      test("what is set is followed, what is told sets, and the reader stays the one it was", async ({ theirs, page }) => {
        await visit(theirs);
        expect(await page.evaluate(() => version)).toMatch(what.startsWith("React") ? /^19\./ : /^3\./);
        await theirs.mark();
        await change(theirs, { event: coup.id });
        await theirs.holds({ event: coup.id });
        await theirs.title(konna.title).click();
        await expect(page.locator("output")).toHaveText(konna.id);
        await change(theirs, { lang: "fr", height: 400 });
        await expect(theirs.element.getByRole("button", { name: "Rechercher" })).toBeVisible();
        await expect.poll(async () => (await theirs.box.boundingBox()).height).toBe(400);
        await change(theirs, { event: null });
        await theirs.holds({});
        await expect(page.locator("output")).toHaveText("nothing");
        expect(await theirs.isMarked()).toBe(true);
        expect(await state(theirs)).toEqual({ told: [{ actor: null, event: coup.id }, { actor: null, event: konna.id }, { actor: null, event: null }], readied: 1, event: null });
      });

      test("an article as an object, and another one; taken out and put back", async ({ theirs }) => {
        await visit(theirs);
        await change(theirs, { article: made("arabic.json") });
        await expect(theirs.text).toHaveAttribute("data-article", "arabic");
        await change(theirs, { article: made("overlaps.json"), event: "e1" });
        await expect(theirs.text).toHaveAttribute("data-article", "overlaps");
        await theirs.holds({ event: "e1" });
        await change(theirs, { shown: false });
        await expect(theirs.element).toHaveCount(0);
        await change(theirs, { shown: true });
        await theirs.ready();
        await expect(theirs.text).toHaveAttribute("data-article", "overlaps");
        await theirs.holds({ event: "e1" });
      });
    });
  }
}
