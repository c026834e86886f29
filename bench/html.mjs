/** The pages of plain HTML that the others are compared with, and the frames in which other tools are shown. */

/** Of each kind of actor, and of what the pointer is over. */
export const COLOURS = { person: "#dbe9ff", organisation: "#ffe7c2", state: "#d6f5d6", place: "#f3dcff", other: "#ffd9d9" };
export const HOVERED = "#ff8c00";

const kinds = Object.entries(COLOURS);
const STYLE = `body{margin:0;font:17px/1.6 serif;color:#111;background:#fff}
main{max-width:720px;margin:0 auto;padding:24px 16px}
p{margin:0 0 1em}
mark{color:inherit}
${kinds.map(([kind, colour]) => `.${kind}{background:${colour}}`).join("")}
mark:hover{background:${HOVERED}}`;

export const SKIPPED_BLOCKS = "p{content-visibility:auto;contain-intrinsic-size:auto 200px}";
export const SKIPPED_GROUPS = "section{content-visibility:auto;contain-intrinsic-size:auto 3500px}";
export const HIGHLIGHTS = [...kinds, ["hovered", HOVERED]].map(([name, colour]) => `::highlight(${name}){background-color:${colour}}`).join("");

/** Blocks in a group. */
const GROUP = 20;

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** A text with its mentions as nested marks; one that overlaps another is cut in two. */
export function marked(text, mentions) {
  const edges = [...new Set(mentions.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  let html = "";
  let last = 0;
  const open = [];
  const begin = (mention) => {
    html += `<mark class=${mention.kind} data-id=${mention.id}>`;
    open.push(mention);
  };
  for (const edge of edges) {
    html += escaped(text.slice(last, edge));
    last = edge;
    const again = [];
    while (open.some(({ end }) => end === edge)) {
      const mention = open.pop();
      html += "</mark>";
      if (mention.end !== edge) again.unshift(mention);
    }
    again.forEach(begin);
    mentions.filter(({ start }) => start === edge).sort((a, b) => b.end - a.end).forEach(begin);
  }
  return html + escaped(text.slice(last));
}

/** The paragraphs, with marks or plain, each for itself or in groups. */
export function body(article, { marks = false, groups = false } = {}) {
  const mentions = article.mentions.map((mention, n) => ({ ...mention, id: `m${n}` }));
  const byParagraph = article.paragraphs.map(() => []);
  for (const mention of mentions) byParagraph[mention.paragraph].push(mention);
  const blocks = article.paragraphs.map((text, n) => `<p data-paragraph=${n}>${marks ? marked(text, byParagraph[n]) : escaped(text)}</p>`);
  if (!groups) return blocks.join("");
  const sections = Array.from({ length: Math.ceil(blocks.length / GROUP) }, (_, n) => blocks.slice(n * GROUP, (n + 1) * GROUP));
  return sections.map((section) => `<section>${section.join("")}</section>`).join("");
}

/** A whole page. */
export const page = ({ main = "", style = "", head = "", end = "" }) =>
  `<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width"><title>Bench</title><style>${STYLE}${style}</style>${head}<body><main id=text>${main}</main>${end}`;

/** The words of an article of the library as a bare page, in the browser's own style. */
export function bare({ title, subtitle, blocks }) {
  const element = (name, text) => (text ? `<${name}>${escaped(text)}</${name}>` : "");
  const all = blocks.map(({ kind, text }) => element(kind === "heading" ? "h2" : "p", text)).join("");
  return `<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width"><title>Bare</title>${element("h1", title)}${element("p", subtitle)}${all}`;
}
