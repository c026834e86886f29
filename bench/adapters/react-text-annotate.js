// A component of React, which shows no mention that shares letters with another.
import React from "react";
import ReactDOM from "react-dom";
import { TextAnnotator } from "react-text-annotate";
import { COLOURS } from "../html.mjs";

const article = await bench.article();
const spans = bench.apart(bench.inWholeText(article, 2)).map(({ start, end, kind }) => ({ start, end, tag: kind, color: COLOURS[kind] }));
function App() {
  const [value, onChange] = React.useState(spans);
  return React.createElement(TextAnnotator, { content: article.texts.join("\n\n"), value, onChange, style: { whiteSpace: "pre-wrap" } });
}
ReactDOM.render(React.createElement(App), document.getElementById("text"));
const marks = document.getElementsByTagName("mark");
bench.subject = {
  isVisible: () => marks.length >= spans.length,
  targets: () => bench.elementsOnScreen("mark", ({ dataset }) => dataset.start),
  isHovered: bench.isUnderPointer,
};
