/**
 * Types of `<who-when>`, the reader for annotated articles, and of what it tells. docs/embedding.md has examples.
 *
 *     import type { WhoWhenElement } from "./embed.js";
 *     const reader = document.querySelector("who-when");
 *     reader?.addEventListener("whowhen-select", ({ detail }) => console.log(detail.event));
 */

/** What of the reader is seen. */
export type WhoWhenView = "full" | "text" | "actors" | "events" | "event" | "quote" | "timeline" | "order" | "actors-matrix" | "map";

/** Ids of what is held; null where there is none. */
export interface WhoWhenSelection {
  actor: string | null;
  event: string | null;
}

/** What could not be taken as it stands in the file. In English. */
export interface WhoWhenProblem {
  /** Where: a JSON path such as `events[3].when`. */
  path: string;
  what: string;
  /** What was done about it. */
  done: string;
  /** What would mend it. */
  mend: string;
}

/** An article as its file has it. The schema says the rest: schema/article.schema.json. */
export interface WhoWhenArticle {
  format: string;
  id: string;
  title: string;
  blocks: { id: string; kind?: string; text: string; [more: string]: unknown }[];
  actors?: { id: string; name?: string; kind?: string; [more: string]: unknown }[];
  mentions?: { actor: string; at: unknown[]; [more: string]: unknown }[];
  events?: { id: string; title?: string; kind?: string; when?: string; [more: string]: unknown }[];
  [more: string]: unknown;
}

export interface WhoWhenEventMap {
  /** The article is shown. */
  "whowhen-ready": CustomEvent<{ article: WhoWhenArticle }>;
  /** Something else is held, by the reader of the page or by `select`. */
  "whowhen-select": CustomEvent<WhoWhenSelection>;
  /** There is nothing to show, or the reader has stopped: what is wrong, and what to do, in the language of the interface. */
  "whowhen-error": CustomEvent<{ message: string; advice: string }>;
  /** A part of the file could not be taken; once for each. */
  "whowhen-problem": CustomEvent<WhoWhenProblem>;
}

/** `<who-when>`. Properties are the attributes of their names, null where there is none. */
export interface WhoWhenElement extends HTMLElement {
  /** Address of an article file. */
  src: string | null;
  /** Address of a library's list; without it, that of the site that embed.js comes from. */
  library: string | null;
  /** Ids of what is held. They follow what the reader of the page holds. */
  event: string | null;
  actor: string | null;
  view: WhoWhenView | (string & {}) | null;
  order: "told" | "happened" | (string & {}) | null;
  theme: "system" | "light" | "dark" | "contrast" | (string & {}) | null;
  /** Which mentions are underlined: none, the first naming of each actor in a paragraph, all, or those of the held actor. */
  marks: "none" | "names" | "all" | "held" | (string & {}) | null;
  /** A CSS length, a number of pixels, or `auto`: as long as its text. */
  height: string | null;
  /** The article that is shown, null until then. It may be set: to the id of one of the library, or to an article itself. */
  get article(): WhoWhenArticle | null;
  set article(article: WhoWhenArticle | string | null);
  /** Problems of the article that is shown. */
  readonly problems: WhoWhenProblem[];
  /** What is held. */
  readonly selection: WhoWhenSelection;
  /** Loads an article, or the same one again. Rejects with what is wrong. */
  load(
    what?: string | WhoWhenArticle | { src?: string; article?: string; event?: string; actor?: string },
  ): Promise<WhoWhenArticle>;
  /** Holds an event, an actor, both or nothing, and goes there. Where the article that is shown has no such thing: false, and nothing changes. Before one is shown: false, and it counts once it is. */
  select(what?: { event?: string | null; actor?: string | null }): boolean;
  /** Lets go of all. */
  clear(): boolean;
  addEventListener<K extends keyof WhoWhenEventMap>(
    type: K,
    listener: (this: WhoWhenElement, event: WhoWhenEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "who-when": WhoWhenElement;
  }
  interface HTMLElementEventMap extends WhoWhenEventMap {}
}
