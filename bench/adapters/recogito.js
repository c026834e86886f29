// Recogito's text annotator, by one of its renderers. `recogito` is one of its versions: see build.mjs.
import { createTextAnnotator } from "recogito";
import "recogito/text-annotator.css";
import { COLOURS, HOVERED } from "../html.mjs";

const renderer = new URLSearchParams(location.search).get("renderer");
const container = document.getElementById("text");

// A canvas does not tell what is drawn on it, so that is heard when it is drawn.
const canvas = { rectangles: 0, hovered: 0 };
if (renderer === "CANVAS") {
  const { fillRect, clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.clearRect = function (...args) {
    canvas.hovered = 0;
    return clearRect.apply(this, args);
  };
  CanvasRenderingContext2D.prototype.fillRect = function (...args) {
    canvas.rectangles++;
    if (this.fillStyle === HOVERED) canvas.hovered++;
    return fillRect.apply(this, args);
  };
}

const annotator = createTextAnnotator(container, {
  renderer,
  annotatingEnabled: false,
  style: ({ bodies }, state) => ({ fill: state?.hovered ? HOVERED : COLOURS[bodies[0].value], fillOpacity: 1 }),
});
const article = await bench.article();
const created = new Date(0);
annotator.setAnnotations(
  bench.inWholeText(article, 0).map(({ id, start, end, kind }) => ({
    id,
    bodies: [{ id: `${id}-kind`, annotation: id, purpose: "tagging", value: kind }],
    target: { annotation: id, created, selector: [{ start, end, quote: "" }] },
  })),
);
annotator.state.hover.subscribe(() => (canvas.hovered = 0));

const styles = document.getElementsByTagName("style");
const renderers = {
  SPANS: {
    isPainted: () => container.querySelector(".r6o-annotation") !== null,
    isHovered: (id) =>
      [...container.querySelectorAll(`.r6o-annotation[data-annotation="${id}"]`)].some(({ style }) => /^rgba?\(255, ?140, ?0/.test(style.backgroundColor)),
  },
  CSS_HIGHLIGHTS: {
    isPainted: () => CSS.highlights.size > 0,
    isHovered: (id) => [...styles].some(({ textContent }) => textContent.includes(`::highlight(_${id}) { background-color:${HOVERED}`)),
  },
  CANVAS: {
    isPainted: () => canvas.rectangles > 0,
    isHovered: (id) => annotator.state.hover.current === id && canvas.hovered > 0,
  },
};
const { isPainted, isHovered } = renderers[renderer];
bench.subject = {
  isVisible: () => annotator.state.store.all().length >= article.mentions.length && isPainted(),
  targets: () => bench.mentionsOnScreen(article.byParagraph),
  isHovered,
};
