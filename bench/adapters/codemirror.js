// CodeMirror 6, which makes only the lines in view.
import { EditorState } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const article = await bench.article();
const marks = bench
  .inWholeText(article, 1)
  .map(({ id, start, end, kind }) => Decoration.mark({ tagName: "mark", class: kind, attributes: { "data-id": id } }).range(start, end));
const extensions = [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.lineWrapping,
  EditorView.decorations.of(Decoration.set(marks, true)),
  EditorView.theme({ ".cm-content": { fontFamily: "serif" }, ".cm-line": { paddingBottom: "1em" } }),
];
const state = EditorState.create({ doc: article.texts.join("\n"), extensions });
new EditorView({ parent: document.getElementById("text"), state });
bench.subject = {
  isVisible: () => document.querySelector("mark") !== null,
  targets: () => bench.elementsOnScreen("mark", ({ dataset }) => dataset.id),
  isHovered: bench.isUnderPointer,
};
