// displaCy's viewer of entities, which shows no mention that shares letters with another.
import DisplacyEnt from "displacy-ent";

const article = await bench.article();
const spans = bench.apart(bench.inWholeText(article, 2)).map(({ start, end, kind }) => ({ start, end, type: kind.toUpperCase() }));
let isDone = false;
// It logs all of its HTML, which nobody reads here.
console.log = () => {};
const displacy = new DisplacyEnt("", { container: "#text", onRender: () => (isDone = true) });
displacy.render(article.texts.join("\n\n"), spans, article.kinds);
const marks = document.getElementsByTagName("mark");
bench.subject = {
  isVisible: () => isDone && marks.length >= spans.length,
  targets: () => bench.elementsOnScreen("mark", bench.idOf),
  isHovered: bench.isUnderPointer,
};
