// doccano's viewer, a component of Vue 2, which makes only the lines in view.
import VAnnotator from "v-annotator";
import "v-annotator/dist/v-annotator.css";
import Vue from "vue";
import { COLOURS } from "../html.mjs";

const article = await bench.article();
const entities = bench.inWholeText(article, 1).map(({ start, end, kind }, id) => ({ id, label: article.kinds.indexOf(kind), startOffset: start, endOffset: end }));
const props = {
  text: article.texts.join("\n"),
  entities,
  entityLabels: article.kinds.map((kind, id) => ({ id, text: kind, color: COLOURS[kind] })),
  relations: [],
  relationLabels: [],
  allowOverlapping: true,
  graphemeMode: false,
};
new Vue({ el: "#text", render: (create) => create(VAnnotator.default ?? VAnnotator, { props }) });

// An entity is a group with a coloured line, which is drawn anew when the pointer is over it.
const before = new Map();
bench.subject = {
  isVisible: () => document.querySelectorAll(".vue-recycle-scroller svg :is(g, line)").length > 3,
  targets: () => {
    const targets = bench.elementsOnScreen("g", (group) => (group.querySelector(":scope > :is(line, path)") ? bench.idOf(group) : undefined));
    for (const { id } of targets) before.set(id, bench.elements.get(id).outerHTML);
    return targets;
  },
  isHovered: (id) => bench.elements.get(id).outerHTML !== before.get(id),
};
