/** The library's first article, and where its parts are on the page. */
import { first } from "../reader.mjs";

export { first };

export const event = (id) => first.events.find((event) => event.id === id);
export const actor = (id) => first.actors.find((actor) => actor.id === id);

export const TEXT = "article[data-article]";
export const EVENTS = { role: "complementary", name: "Events" };
export const ACTORS = { role: "complementary", name: "Actors" };
export const MENU = { role: "button", name: "Menu" };

/** The button of an event on its card, by its title. */
export const title = (id) => ({ role: "button", name: event(id).title, within: `[data-event="${id}"]` });

/** The button of an actor in the panel. */
export const name = (id) => ({ css: "button[aria-pressed]", within: `[data-actor-entry="${id}"]` });

/** The pieces of a mention, by its place in the file. */
export const pieces = (mention) => `${TEXT} mark[data-mentions~="${mention}"]`;

/** The card of an actor. */
export const card = (id) => ({ role: "dialog", name: actor(id).name });

/** The switch of a panel. */
export const panel = (name) => ({ role: "button", name: new RegExp(`^${name}`), within: { role: "group", name: "Panels" } });

/** The pieces of text that are lit as evidence: by a highlight, or by attributes where the engine has none. */
export const lit = (page) =>
  page.run(() => {
    const ranges = [...(globalThis.CSS?.highlights?.get("whowhen-evidence") ?? [])].map(String);
    return [...new Set([...ranges, ...[...document.querySelectorAll("[data-evidence]")].map(({ textContent }) => textContent)])];
  });
