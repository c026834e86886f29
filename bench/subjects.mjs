/**
 * What is measured: the reader, pages of plain HTML as the least that a browser can do, probes of our design in plain
 * JavaScript, and other tools that show annotated text.
 *
 * A subject has a `name`, and how its page for an article is made: `page(article, size)`, or `path(size)` where it is there
 * already. `bundle` is the adapter that its page loads, `adapter` one that runs before the page. `query` is added to the
 * address. `build` names the folder of a build of the reader; `isWhole` says that all it does is measured.
 */
import { HIGHLIGHTS, SKIPPED_BLOCKS, SKIPPED_GROUPS, body, page } from "./html.mjs";

const fixed = (name, style, options) => ({
  name,
  group: "floor",
  adapter: "static.js",
  page: (article) => page({ main: body(article, { marks: true, ...options }), style }),
});

const script = (source) => `<script type=module src=${source}></script>`;
const sheet = (source) => `<link rel=stylesheet href=${source}>`;

/** The adapter's page; the text stands in it where the tool annotates a page, else the tool makes it. */
const tool = (name, bundle, { group = "peer", hasText = false, hasStyle = false, groups = false, style, head = "", end = "", ...rest } = {}) => ({
  name,
  group,
  bundle,
  page: (article) =>
    page({
      main: hasText ? body(article, { groups }) : "",
      style,
      head: hasStyle ? head + sheet(`${bundle}.css`) : head,
      end: end + script(`${bundle}.js`),
    }),
  ...rest,
});

const recogito = (version, renderer, words) =>
  tool(`Recogito text-annotator ${version}, ${words}`, `recogito${version}`, { hasText: true, hasStyle: true, query: `renderer=${renderer}`, packages: [`recogito${version}`] });

/**
 * The reader of a build: its front page, to which the article is named, and the article's own page, where the same module
 * does the same once it is there.
 */
export const reader = (build, name, hasOwnPages) => ({
  [build]: { name, group: "reader", adapter: "reader.js", build, isWhole: true, path: (size) => `${build}/?src=articles/bench-${size}.json` },
  ...(hasOwnPages && {
    [`${build}-page`]: { name: `${name}, the article's own page`, group: "reader", adapter: "reader.js", build, path: (size) => `${build}/bench-${size}/` },
  }),
});

export const FLOORS = {
  static: fixed("static page with all its marks"),
  "static-blocks": fixed("static, `content-visibility` on blocks", SKIPPED_BLOCKS),
  "static-groups": fixed("static, `content-visibility` on groups of blocks", SKIPPED_GROUPS, { groups: true }),
};

export const OTHERS = {
  "probe-view": tool("probe in plain JavaScript: marks near the view", "probe", {
    group: "probe",
    hasText: true,
    groups: true,
    style: SKIPPED_GROUPS,
    query: "mode=view",
  }),
  "probe-highlights": tool("probe in plain JavaScript: a CSS highlight of every mention", "probe", {
    group: "probe",
    hasText: true,
    style: HIGHLIGHTS,
    query: "mode=highlights",
  }),
  codemirror: tool("CodeMirror 6, only the lines in view", "codemirror", { packages: ["@codemirror/view"] }),
  "displacy-ent": tool("displacy-ent", "displacy-ent", { packages: ["displacy-ent"] }),
  "mark-js": tool("mark.js", "mark-js", { hasText: true, packages: ["mark.js"] }),
  "react-text-annotate": tool("react-text-annotate", "react-text-annotate", { packages: ["react-text-annotate", "react"] }),
  "v-annotator": tool("v-annotator, only the lines in view", "v-annotator", { hasStyle: true, isNotClicked: true, packages: ["v-annotator", "vue"] }),
  "recogito3-spans": recogito(3, "SPANS", "spans"),
  "recogito3-canvas": recogito(3, "CANVAS", "canvas"),
  "recogito3-highlights": recogito(3, "CSS_HIGHLIGHTS", "highlights"),
  "recogito4-spans": recogito(4, "SPANS", "spans"),
  "recogito4-highlights": recogito(4, "CSS_HIGHLIGHTS", "highlights"),
  "recogito-js": tool("recogito-js 1", "recogito-js", {
    hasText: true,
    head: sheet("recogito.min.css"),
    end: `<script src=recogito.min.js></script>`,
    files: ["@recogito/recogito-js/dist/recogito.min.js", "@recogito/recogito-js/dist/recogito.min.css"],
    packages: ["@recogito/recogito-js"],
  }),
  "apache-annotator": tool("Apache Annotator", "apache-annotator", { hasText: true, packages: ["@apache-annotator/dom"] }),
};
