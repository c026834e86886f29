/**
 * What must be seen of an article file, worked out from the file alone, by code points, and by the plainest way there
 * is: so that it shares no mistake with the reader. For sound files only.
 */

/** Where a span of the file lies: `[start, end]` in code points of its block. */
function place(span, text) {
  if (span.start !== undefined) return [span.start, span.end];
  const quote = [...span.quote];
  const starts = text.flatMap((_, at) => (quote.every((letter, n) => text[at + n] === letter) ? [at] : []));
  const start = starts[(span.nth ?? 1) - 1];
  return [start, start + quote.length];
}

/** The blocks of a file: `{ id, text, letters, mentions, evidence }`, with `[place in the file, start, end]` of each. */
export function blocks(article) {
  const blocks = article.blocks.map(({ id, text }) => ({ id, text, letters: [...text], mentions: [], evidence: [] }));
  const find = (id) => blocks.find((block) => block.id === id);
  const put = (spans, list, at) =>
    spans.forEach((span) => {
      const block = find(span.block);
      block[list].push([at, ...place(span, block.letters)]);
    });
  (article.mentions ?? []).forEach((mention, at) => put(mention.at, "mentions", at));
  (article.events ?? []).forEach((event, at) => put(event.evidence ?? [], "evidence", at));
  return blocks;
}

/** Runs of neighbours for which `key` says the same. */
function runs(letters, key) {
  const runs = [];
  letters.forEach((letter, at) => {
    const now = JSON.stringify(key(at));
    const last = runs.at(-1);
    if (last?.[0] === now) last[1] += letter;
    else runs.push([now, letter]);
  });
  return runs.map(([key, text]) => ({ text, ...JSON.parse(key) }));
}

/**
 * The text of each block as its mentions cut it: `{ [block]: [{ text, mentions, actor, kind }] }`. The innermost is the
 * shortest; of two as long, the one that begins later, then the one that comes later in the file.
 */
export function marks(article) {
  const actor = (mention) => article.actors.find(({ id }) => id === article.mentions[mention].actor);
  const cut = ({ letters, mentions }) =>
    runs(letters, (at) => {
      const here = mentions.filter(([, start, end]) => start <= at && at < end);
      if (here.length === 0) return { mentions: [] };
      here.sort(([n, start, end], [m, from, to]) => end - start - (to - from) || from - start || m - n);
      const { id, kind } = actor(here[0][0]);
      const covering = new Set(here.map(([mention]) => mention));
      return { mentions: [...covering].sort((n, m) => n - m), actor: id, kind: kind ?? "other" };
    });
  return Object.fromEntries(blocks(article).map((block) => [block.id, cut(block)]));
}

/** The words that prove an event, in the order of the text: `[[block, words]]`. What touches or overlaps is one. */
export function evidence(article, id) {
  const event = article.events.findIndex((event) => event.id === id);
  return blocks(article).flatMap(({ id, letters, evidence }) => {
    const mine = evidence.filter(([of]) => of === event);
    const lit = runs(letters, (at) => ({ lit: mine.some(([, start, end]) => start <= at && at < end) }));
    return lit.filter(({ lit }) => lit).map(({ text }) => [id, text]);
  });
}

/** The places in the file's `mentions` of those of an actor, in the order of the text. */
export function mentionsOf(article, actor) {
  const first = (mention) => {
    const at = article.mentions[mention].at.map((span) => {
      const block = article.blocks.findIndex(({ id }) => id === span.block);
      return [block, ...place(span, [...article.blocks[block].text])];
    });
    return at.sort(([a, b], [c, d]) => a - c || b - d)[0];
  };
  const mine = article.mentions.flatMap((mention, at) => (mention.actor === actor ? [at] : []));
  const key = new Map(mine.map((mention) => [mention, first(mention)]));
  return mine.sort((n, m) => {
    const [a, b] = [key.get(n), key.get(m)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  });
}
