// mark.js, which marks no mention that shares letters with another.
import Mark from "mark.js";

const spans = bench.apart(bench.inWholeText(await bench.article(), 0));
let isDone = false;
new Mark(document.getElementById("text")).markRanges(
  spans.map(({ id, start, end, kind }) => ({ start, length: end - start, id, kind })),
  {
    each: (mark, { id, kind }) => {
      mark.className = kind;
      mark.dataset.id = id;
    },
    done: () => (isDone = true),
  },
);
bench.subject = {
  isVisible: () => isDone,
  targets: () => bench.elementsOnScreen("mark", ({ dataset }) => dataset.id),
  isHovered: bench.isUnderPointer,
};
