// The older Recogito, whose own script the page has loaded.
const article = await bench.article();
const container = document.getElementById("text");
const text = container.textContent;
const annotator = globalThis.Recogito.init({ content: "text", readOnly: true, disableEditor: true, formatter: ({ bodies }) => bodies[0].value });
let isDone = false;
const annotations = bench.inWholeText(article, 0).map(({ id, start, end, kind }) => ({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  id: `#${id}`,
  type: "Annotation",
  body: [{ type: "TextualBody", purpose: "tagging", value: kind }],
  target: {
    selector: [
      { type: "TextQuoteSelector", exact: text.slice(start, end) },
      { type: "TextPositionSelector", start, end },
    ],
  },
}));
annotator.setAnnotations(annotations).then(() => (isDone = true));
bench.subject = {
  isVisible: () => isDone && container.querySelector(".r6o-annotation") !== null,
  targets: () => bench.elementsOnScreen(".r6o-annotation", ({ dataset }) => dataset.id),
  isHovered: bench.isUnderPointer,
};
