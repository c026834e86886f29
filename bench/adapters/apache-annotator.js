// Apache Annotator: each mention by its offsets, one after the other.
import { createTextPositionSelectorMatcher, highlightText } from "@apache-annotator/dom";

const container = document.getElementById("text");
let isDone = false;
bench.subject = {
  isVisible: () => isDone,
  targets: () => bench.elementsOnScreen("mark", ({ dataset }) => dataset.id),
  isHovered: bench.isUnderPointer,
};
for (const { id, start, end, kind } of bench.inWholeText(await bench.article(), 0)) {
  for await (const range of createTextPositionSelectorMatcher({ type: "TextPositionSelector", start, end })(container)) {
    highlightText(range, "mark", { class: kind, "data-id": id });
  }
}
isDone = true;
