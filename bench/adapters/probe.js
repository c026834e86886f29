// Our design in plain JavaScript, to see what it could reach: the text is plain, and mentions are shown
//   in view      as marks, in the groups that are within a screen of the view
//   highlights   all of them as CSS highlights, once
import { marked } from "../html.mjs";

const mode = new URLSearchParams(location.search).get("mode");
const { byParagraph, kinds, mentions } = await bench.article();
const mentionsOf = (paragraph) => byParagraph[Number(paragraph.dataset.paragraph)] ?? [];

if (mode === "highlights") showHighlights();
else showNearView();

function showNearView() {
  let isDone = false;
  const marks = document.getElementsByTagName("mark");
  const plain = new Map();
  const enter = (paragraph) => {
    if (plain.has(paragraph)) return;
    plain.set(paragraph, paragraph.textContent);
    paragraph.innerHTML = marked(paragraph.textContent, mentionsOf(paragraph));
  };
  const leave = (paragraph) => {
    if (plain.has(paragraph)) paragraph.textContent = plain.get(paragraph);
    plain.delete(paragraph);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) [...target.children].forEach(isIntersecting ? enter : leave);
      isDone = true;
    },
    { rootMargin: "100% 0px" },
  );
  document.querySelectorAll("section").forEach((section) => observer.observe(section));
  bench.subject = {
    isVisible: () => isDone && marks.length > 0,
    targets: () => bench.elementsOnScreen("mark", ({ dataset }) => dataset.id),
    isHovered: bench.isUnderPointer,
  };
}

function showHighlights() {
  const highlights = Object.fromEntries([...kinds, "hovered"].map((name) => [name, new Highlight()]));
  for (const [name, highlight] of Object.entries(highlights)) CSS.highlights.set(name, highlight);
  highlights.hovered.priority = 1;
  const paragraphs = document.querySelectorAll("p[data-paragraph]");
  const range = ({ paragraph, start, end }) => {
    const text = paragraphs[paragraph].firstChild;
    return new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end });
  };
  for (const mention of mentions) highlights[mention.kind].add(range(mention));
  let hovered;
  addEventListener("pointermove", ({ clientX, clientY }) => {
    const mention = bench.mentionAt(byParagraph, clientX, clientY)?.mention;
    if (mention?.id === hovered) return;
    hovered = mention?.id;
    highlights.hovered.clear();
    if (mention) highlights.hovered.add(range(mention));
  });
  bench.subject = {
    isVisible: () => true,
    targets: () => bench.mentionsOnScreen(byParagraph),
    isHovered: (id) => hovered === id,
  };
}
