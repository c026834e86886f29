/**
 * Generated articles, always the same for the same number of mentions: ten words a mention, 5% of the mentions nested in
 * another, 5% overlapping one, and an event for every ten.
 *
 * All text is ASCII, so that offsets in code points, UTF-16 units and bytes are the same number.
 */

const SEED = 42;

const KINDS = ["person", "organisation", "state", "place", "other"];
const EVENT_KINDS = ["diplomacy", "attack", "deployment", "statement", "election", "agreement"];
const ROLES = ["agent", "target", "place", "witness"];

const WORDS =
  "the of and to in a is that for it was on are as with they at be this from have or by one had not but what all were when we there can an their which said if do will each about how up out them then she many some so these would other into has more two like him see time could no make than first been its who now people made over did down only way find use may water long little very after called just where most know get through back much before go good new write our used man too any day same right look think also around another came come work three word must because does part even place well such here take things help put years different away again off went old number great tell men say small every found still between name should home big give air line set own under read last never us left end along while might next sound below saw something thought both few those always showed large often together asked house world going want school important until form food keep children feet land side without once life enough four head above kind began almost live page got earth need far hand high year mother light country father let night following picture being study second soon story since white ever paper hard near sentence better best across during today however sure means knew try told young sun whole hear example heard several change answer room sea against top turned learn point city play toward five himself usually government report agency council ministry market company official policy agreement election border region power court police army minister president trade energy budget evidence review".split(
    " ",
  );
const SYLLABLES =
  "ka lo mi ren to va sel dor an be ri no tas el gu ham ist jor kel lum mar nev os pra qui ros sta tel ur vin wes yar zan bel cor dan".split(
    " ",
  );

/** Numbers from 0 to 1 that are the same in every run (the xorshift generator of 32 bits). */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const capitalized = (word) => word[0].toUpperCase() + word.slice(1);

/**
 * An article with so many mentions: `paragraphs` as texts, `actors`, `mentions` with their paragraph and the offsets in it,
 * in the order of the text, and `events`, each with its evidence and its participants.
 */
export function generate(count) {
  const random = randomNumbers(SEED + count);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  // Frequent words are more frequent, as in any text.
  const word = () => WORDS[Math.floor(WORDS.length * random() ** 1.7)];
  const nameWord = () => capitalized(pick(SYLLABLES) + pick(SYLLABLES) + (random() < 0.4 ? pick(SYLLABLES) : ""));

  const actors = Array.from({ length: Math.max(10, Math.round(count / 20)) }, (_, n) => ({
    id: `a${n}`,
    kind: pick(KINDS),
    name: [nameWord(), nameWord(), nameWord()],
  }));

  // The text is a row of slots, each with one mention; some of those carry another one.
  const riders = Math.round(count * 0.05);
  const slots = count - 2 * riders;
  const every = Math.floor(slots / Math.max(1, riders));
  const words = count * 10;
  const paragraphs = [];
  const mentions = [];
  for (let slot = 0; slot < slots; ) {
    const tokens = [];
    const spans = [];
    const enough = 60 + below(41);
    while (slot < slots && tokens.length < enough) {
      const length = Math.floor(((slot + 1) * words) / slots) - Math.floor((slot * words) / slots);
      const turn = slot % every;
      const isNested = turn === 0 && slot / every < riders;
      const isOverlapping = turn === every >> 1 && Math.floor(slot / every) < riders;
      const size = Math.max(isNested || isOverlapping ? 2 : 1, 1 + below(3));
      const start = tokens.length + below(length - size);
      const actor = pick(actors);
      const at = { start, end: start + size, actor };
      spans.push(at);
      if (isNested) spans.push({ start: start + below(size), actor: pick(actors), size: 1 });
      if (isOverlapping) spans.push({ start: at.end - 1, actor: pick(actors), size: 2 });
      for (let n = tokens.length, end = n + length; n < end; n++) {
        tokens.push(n >= at.start && n < at.end ? actor.name[n - at.start] : word());
      }
      slot++;
    }
    for (const span of spans) span.end ??= span.start + span.size;
    const { text, starts, sentences } = written(tokens, spans, below);
    const place = paragraphs.length;
    paragraphs.push({ text, sentences });
    for (const { start, end, actor } of spans) {
      mentions.push({ paragraph: place, start: starts[start], end: starts[end - 1] + tokens[end - 1].length, actor });
    }
  }
  mentions.sort((a, b) => a.paragraph - b.paragraph || a.start - b.start || b.end - a.end);
  const events = eventsOf(paragraphs, mentions, Math.round(count / 10), { below, pick });
  return {
    paragraphs: paragraphs.map(({ text }) => text),
    actors: actors.map(({ id, kind, name }) => ({ id, kind, name: name.join(" ") })),
    mentions: mentions.map(({ actor, ...at }) => ({ ...at, actor: actor.id, kind: actor.kind })),
    events,
  };
}

/** The words as sentences, which end in no mention: the text, where each word and each sentence is. */
function written(tokens, spans, below) {
  const inside = new Set();
  for (const { start, end } of spans) for (let n = start; n < end - 1; n++) inside.add(n);
  let text = "";
  let begin = 0;
  let left = 8 + below(13);
  const starts = [];
  const sentences = [];
  tokens.forEach((token, n) => {
    const isFirst = text.length === begin;
    if (n > 0) text += " ";
    if (isFirst) begin = text.length;
    starts.push(text.length);
    text += isFirst ? capitalized(token) : token;
    left--;
    if (n === tokens.length - 1 || (left <= 0 && !inside.has(n))) {
      text += ".";
      sentences.push({ start: begin, end: text.length });
      begin = text.length;
      left = 8 + below(13);
    }
  });
  return { text, starts, sentences };
}

/** Events spread over the text, which happened in another order than it tells them, each with one or two sentences and two to four of the actors whom they name. */
function eventsOf(paragraphs, mentions, count, { below, pick }) {
  const named = paragraphs.map(() => []);
  for (const mention of mentions) named[mention.paragraph].push(mention);
  return Array.from({ length: count }, (_, n) => {
    const paragraph = Math.floor((n * paragraphs.length) / count);
    const { sentences } = paragraphs[paragraph];
    const first = below(sentences.length);
    const last = Math.min(sentences.length - 1, first + below(2));
    const { start, end } = { start: sentences[first].start, end: sentences[last].end };
    const within = named[paragraph].filter((mention) => mention.start >= start && mention.end <= end);
    const among = within.length < 2 ? named[paragraph] : within;
    const chosen = new Set(Array.from({ length: 2 + below(3) }, () => pick(among).actor.id));
    const participants = [...chosen].map((actor, nth) => ({ actor, role: ROLES[nth] }));
    return { id: `e${n}`, kind: pick(EVENT_KINDS), when: String(1900 + ((n * 71) % 120)), paragraph, start, end, participants };
  });
}

/** The article in the reader's own format. */
export function asFile(article, id) {
  const at = ({ paragraph, start, end }) => ({ block: `b${paragraph}`, start, end, quote: article.paragraphs[paragraph].slice(start, end) });
  return {
    format: "whowhen/1",
    id,
    title: `${article.mentions.length} mentions`,
    language: "en",
    blocks: article.paragraphs.map((text, n) => ({ id: `b${n}`, kind: "paragraph", text })),
    actors: article.actors,
    mentions: article.mentions.map((mention) => ({ actor: mention.actor, form: "name", at: [at(mention)] })),
    events: article.events.map((event, n) => ({
      id: event.id,
      kind: event.kind,
      title: `Event ${n}`,
      when: event.when,
      participants: event.participants,
      evidence: [at(event)],
    })),
  };
}

/** The article as the other pages fetch it: small, so that reading it is no part of what is compared. */
export function asRows(article) {
  return {
    kinds: KINDS,
    lengths: article.paragraphs.map((text) => text.length),
    mentions: article.mentions.map(({ paragraph, start, end, kind }) => [paragraph, start, end, KINDS.indexOf(kind)]),
  };
}
