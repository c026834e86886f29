/** Files that the tests make: small articles with a point, large ones, and files that are no article. */

/** An article with these parts, and the least that must stand beside them. */
const article = (parts) =>
  JSON.stringify({
    format: "whowhen/1",
    id: "made",
    title: "Made for a test",
    language: "en",
    blocks: [{ id: "b", kind: "paragraph", text: "Mali and France." }],
    ...parts,
  });

/** So many paragraphs in which nobody is named. */
const nothing = (length) =>
  Array.from({ length }, (_, n) => ({ id: `p${n}`, kind: "paragraph", text: "Nothing of it stands here. ".repeat(12) }));

/**
 * An article of so many mentions, ten words a mention; 5% nested, 5% overlapping; an event for every ten mentions.
 */
export function large(mentions) {
  const kinds = ["person", "state", "military", "armed_group", "media", "public", "place", "organisation"];
  const actors = Array.from({ length: 40 }, (_, n) => ({ id: `a${n}`, kind: kinds[n % kinds.length], name: `Actor ${n}` }));
  const blocks = [];
  const marks = [];
  const events = [];
  let block;
  let text = "";
  const end = () => {
    // A word of each paragraph is stressed and one is a link, as in real articles.
    const styles = [
      { start: 0, end: 5, kind: "emphasis" },
      { start: 6, end: 7, kind: "link", href: "https://example.org/" },
    ];
    if (block) blocks.push({ ...block, text, marks: styles });
  };
  for (let n = 0; n < mentions; n++) {
    if (n % 10 === 0) {
      end();
      const place = blocks.length;
      if (place % 12 === 0) {
        blocks.push({ id: `h${place}`, kind: "heading", level: 2, text: `Part ${place / 12 + 1}` });
      }
      block = { id: `b${n}`, kind: "paragraph" };
      text = "";
    }
    const actor = actors[(n * 7) % actors.length];
    const start = text.length;
    const name = `${actor.name} of the river`;
    text += `${name} went on with what the day before had left undone. `;
    marks.push({ actor: actor.id, form: "name", at: [{ block: block.id, start, end: start + actor.name.length, quote: actor.name }] });
    if (n % 20 === 0) {
      marks.push({ actor: actors[(n + 1) % 40].id, form: "alias", at: [{ block: block.id, start, end: start + name.length, quote: name }] });
    } else if (n % 20 === 10) {
      const from = start + actor.name.length - 2;
      marks.push({ actor: actors[(n + 3) % 40].id, form: "alias", at: [{ block: block.id, start: from, end: from + 8, quote: text.slice(from, from + 8) }] });
    }
    if (n % 10 === 0) {
      const sentence = text.slice(start).trimEnd();
      events.push({
        id: `e${n}`,
        kind: "statement",
        title: `Event ${n}`,
        when: String(1000 + (n % 1000)),
        participants: [{ actor: actor.id, role: "agent" }],
        evidence: [{ block: block.id, start, end: start + sentence.length, quote: sentence }],
      });
    }
  }
  end();
  return article({ id: "large", title: "A large article", blocks, actors, mentions: marks, events });
}

/** A line for each kind of actor, with a name that goes nowhere below the line of writing, so that what is painted there is an underline. */
export const KINDS = { person: "Anna", public: "women", state: "Rumania", government: "ministers", military: "marines", armed_group: "rebels", organisation: "union", company: "Acme", media: "news", place: "Rome", other: "others" };

function kinds() {
  const mention = (actor, form, block, quote) => ({ actor, form, at: [{ block, quote }] });
  const entries = Object.entries(KINDS);
  const line = (id, text) => ({ id, kind: "paragraph", text });
  return article({
    id: "kinds",
    title: "A line for each kind",
    blocks: [...entries.map(([kind, name]) => line(kind, `We saw ${name} on the road.`)), line("pronoun", "We saw them on the road."), line("nested", "We saw ministers in Rumania on the road.")],
    actors: entries.map(([kind, name]) => ({ id: kind, kind, name })),
    mentions: [
      ...entries.map(([kind, name]) => mention(kind, "name", kind, name)),
      mention("state", "pronoun", "pronoun", "them"),
      mention("government", "name", "nested", "ministers in Rumania"),
      mention("state", "name", "nested", "Rumania"),
    ],
    events: [{ id: "seen", title: "They are seen", evidence: [{ block: "state", quote: "We saw Rumania on the road." }] }],
  });
}

/** Links around mentions: a link that is one, one inside one, one around one. */
function links() {
  const text = "Read the Ministry of Defence report on Mali today.";
  const block = (id, start, end) => ({ id, kind: "paragraph", text, marks: [{ start, end, kind: "link", href: `https://example.org/${id}` }] });
  const mention = (block) => ({ actor: "ministry", form: "name", at: [{ block, start: 9, end: 28, quote: "Ministry of Defence" }] });
  return article({
    id: "links",
    title: "Links",
    blocks: [block("same", 9, 28), block("within", 21, 28), block("around", 5, 40)],
    actors: [{ id: "ministry", kind: "government", name: "Ministry of Defence" }],
    mentions: ["same", "within", "around"].map(mention),
  });
}

/** Words that have no place to break, wherever a file may have words. */
function unbroken() {
  const word = (start) => start + "abcdefghij".repeat(16);
  return article({
    id: "unbroken",
    title: word("T"),
    subtitle: word("S"),
    authors: [word("A")],
    source: { title: word("O"), license: word("L") },
    actors: [
      { id: "one", kind: "person", name: word("N"), aliases: [word("I")], description: word("D"), links: [{ url: `https://example.org/${word("u")}` }], member_of: ["group"] },
      { id: "group", kind: word("K"), name: word("G") },
    ],
    mentions: [{ actor: "one", form: "name", at: [{ block: "b", quote: "Mali" }] }],
    events: [
      {
        id: "event",
        kind: word("E"),
        title: word("V"),
        summary: word("M"),
        when: "2012",
        when_text: word("W"),
        where: { name: word("P") },
        status: word("X"),
        participants: [{ actor: "one", role: word("R") }],
        evidence: [{ block: "b", quote: "Mali" }],
        sources: [{ url: `https://example.org/${word("s")}`, title: word("Q") }],
      },
    ],
  });
}

/** One block of so many sentences, as files without line ends have it: every fourth names somebody. */
function oneBlock(sentences) {
  const mentions = [];
  let text = "";
  for (let n = 0; n < sentences; n++) {
    const start = text.length;
    text += n % 4 ? "The river went on as it had the day before. " : "Mali and its neighbours waited for the rain. ";
    if (n % 4 === 0) mentions.push({ actor: "mali", form: "name", at: [{ block: "all", start, end: start + 4, quote: "Mali" }] });
  }
  return article({ id: "one-block", title: "One block", blocks: [{ id: "all", kind: "paragraph", text }], actors: [{ id: "mali", kind: "state", name: "Mali" }], mentions });
}

/** Blocks of three thousand letters, more than a screen each. */
function longBlocks(number) {
  const text = "The river went on as it had the day before. ".repeat(68).trim();
  return article({ id: "long-blocks", title: "Long blocks", blocks: Array.from({ length: number }, (_, n) => ({ id: `b${n}`, kind: "paragraph", text })) });
}

export const files = {
  "links.json": links,
  "unbroken.json": unbroken,
  "one-block.json": () => oneBlock(6_000),
  "long-blocks.json": () => longBlocks(60),
  "kinds.json": kinds,
  "sound.json": () => article({}),
  "plain.json": () => article({ title: "Nobody and nothing" }),
  "large-20000.json": () => large(20_000),
  // Two thousand events under one heading
  "undated-2000.json": () => {
    const file = JSON.parse(large(20_000));
    for (const event of file.events) delete event.when;
    return JSON.stringify({ ...file, id: "undated", blocks: file.blocks.filter(({ kind }) => kind !== "heading") });
  },
  "large-2000.json": () => large(2_000),
  "large-400.json": () => large(400),
  "empty.json": () => "",
  "other-notes.txt": () => "The second text tells of something else, and it is as short as the first.\n",
  "notes.txt": () => "A quiet day\n\nIt was a quiet evening, and nobody expected what came the next morning.\n",
  "page.json": () => "<!doctype html><title>Not found</title><h1>Not found</h1>",
  "truncated.json": () => article({}).slice(0, -30),
  "null.json": () => "null",
  "list.json": () => "[1, 2, 3]",
  "deep.json": () => "[".repeat(200_000),
  "deep-within.json": () => article({}).replace(/}$/, `,"more":${"[".repeat(200_000)}`),
  "wrong-type.json": () => article({ blocks: [{ id: "b", kind: "paragraph", text: 5 }] }),
  "wrong-deep.json": () =>
    article({
      actors: [{ id: "mali", kind: "state", name: "Mali" }],
      events: [{ id: "e" }, { id: "f", participants: [{ actor: "mali" }, { actor: ["mali"], role: "agent" }] }],
    }),
  "no-blocks.json": () => article({ blocks: [] }),
  "version.json": () => article({ format: "whowhen/2" }),
  "utf16.json": () => Buffer.from(`\ufeff${article({})}`, "utf16le"),
  "random.json": () => Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 197 + (n >> 3) * 31 + 128) % 256)),
  "bom.json": () => `\ufeff${article({ title: "With a mark" })}`,
  "problems.json": () =>
    article({
      actors: [{ id: "mali", kind: "state", name: "Mali", links: [{ url: "javascript:alert(1)", title: "no" }] }],
      mentions: [
        { actor: "mali", form: "name", at: [{ block: "b", quote: "Mali" }] },
        { actor: "nobody", form: "name", at: [{ block: "b", quote: "France" }] },
        { actor: "mali", form: "name", at: [{ block: "b", start: 90, end: 99 }] },
      ],
      events: [{ id: "e", title: "An event", when: "last spring", evidence: [{ block: "b", quote: "Mali" }] }],
    }),
  "markup.json": () =>
    article({
      title: "<b>Bold</b> & <script>window.ran = 1</script>",
      blocks: [
        { id: "<i>", kind: "paragraph", text: "<img src=x onerror=\"window.ran = 1\"> & <script>window.ran = 1</script>" },
        {
          id: "b\" onclick=\"x",
          kind: "paragraph",
          text: "A link, a stress, a weight.",
          marks: [
            { start: 2, end: 6, kind: "link", href: "https://example.org/?a=1&b=\"2\"" },
            { start: 10, end: 16, kind: "emphasis" },
            { start: 20, end: 26, kind: "strong" },
          ],
        },
      ],
      actors: [{ id: "a\"]><b>", kind: "<kind>", name: "<b>Img</b>" }],
      mentions: [{ actor: "a\"]><b>", form: "name", at: [{ block: "<i>", start: 0, end: 4, quote: "<img" }] }],
      events: [{ id: "e&=?#", title: "<em>An event</em>", evidence: [{ block: "<i>", start: 0, end: 4 }] }],
    }),
  "cut-evidence.json": () => {
    const many = nothing(30);
    return article({
      blocks: [{ id: "first", kind: "paragraph", text: "One came and two left." }, ...many, { id: "last", kind: "paragraph", text: "And so it was told." }],
      events: [
        { id: "whole", title: "All of it", evidence: [{ block: "first", quote: "One came and two left." }, { block: "last", quote: "so it was told" }] },
        { id: "part", title: "A part of it", evidence: [{ block: "first", quote: "two" }] },
      ],
    });
  },
  // A mention in two pieces of one block with another between, and one after.
  "pieces.json": () =>
    article({
      blocks: [{ id: "b", kind: "paragraph", text: "The army of Mali came, with its own, and France left." }],
      actors: [
        { id: "army", kind: "military", name: "Army" },
        { id: "mali", kind: "state", name: "Mali" },
        { id: "france", kind: "state", name: "France" },
      ],
      mentions: [
        { actor: "army", form: "pronoun", at: [{ block: "b", quote: "The army" }, { block: "b", quote: "its own" }] },
        { actor: "mali", form: "name", at: [{ block: "b", quote: "Mali" }] },
        { actor: "france", form: "name", at: [{ block: "b", quote: "France" }] },
      ],
    }),
  // An event of which the text does not speak, and an actor whom it names late.
  "unspoken.json": () => {
    const many = nothing(40);
    return article({
      // A tag of a language that the format lets pass and the browser refuses.
      language: "en-a",
      blocks: [...many, { id: "last", kind: "paragraph", text: "Mali came last." }],
      actors: [{ id: "mali", kind: "state", name: "Mali" }, { id: "france", kind: "state", name: "France" }],
      mentions: [{ actor: "mali", form: "name", at: [{ block: "last", quote: "Mali" }] }],
      events: [{ id: "unspoken", kind: "other", title: "It is not said", when: "2012" }],
    });
  },
  "overlaps.json": () =>
    article({
      id: "overlaps",
      title: "Overlaps, emoji and combining marks",
      blocks: [
        { id: "h", kind: "heading", level: 2, text: "👩‍👩‍👧‍👦 of 🇲🇱" },
        {
          id: "b",
          kind: "paragraph",
          text: "👍🏽 The army of the Republic of Mali and France’s own, e\u0301tat-major first, met.",
          marks: [{ start: 7, end: 29, kind: "emphasis" }, { start: 36, end: 50, kind: "link", href: "https://example.org/" }],
        },
        { id: "i1", kind: "list_item", text: "军队进入巴马科。" },
        { id: "i2", kind: "list_item", text: "  Two  spaces,\r\nand a line." },
        { id: "q", kind: "quote", text: "Mali" },
        { id: "last", kind: "caption", text: "Nothing here." },
      ],
      actors: [
        { id: "mali", kind: "state", name: "Mali" },
        { id: "army", kind: "military", name: "Army" },
        { id: "both", kind: "griot", name: "Both armies" },
        { id: "nobody", name: "Nobody" },
      ],
      mentions: [
        { actor: "mali", form: "name", at: [{ block: "h", quote: "🇲🇱" }] },
        { actor: "both", form: "pronoun", at: [{ block: "h", quote: "👩‍👩‍👧‍👦" }] },
        // Three nested, and one that overlaps them without nesting.
        { actor: "mali", form: "name", at: [{ block: "b", quote: "Mali" }] },
        { actor: "mali", form: "name", at: [{ block: "b", quote: "the Republic of Mali" }] },
        { actor: "army", form: "name", at: [{ block: "b", quote: "The army of the Republic of Mali" }] },
        { actor: "both", form: "alias", at: [{ block: "b", quote: "Republic of Mali and France’s own" }] },
        // In pieces, around another.
        { actor: "both", form: "pronoun", at: [{ block: "b", quote: "The army of" }, { block: "b", quote: "and" }, { block: "b", quote: "own" }] },
        // Two of the same place, and one that begins with a letter of two code points.
        { actor: "army", form: "name", at: [{ block: "b", quote: "e\u0301tat-major" }] },
        { actor: "nobody", form: "name", at: [{ block: "b", quote: "e\u0301tat-major" }] },
        { actor: "army", form: "name", at: [{ block: "i1", start: 0, end: 2, quote: "军队" }] },
        { actor: "mali", form: "name", at: [{ block: "i1", start: 4, end: 7, quote: "巴马科" }] },
        { actor: "nobody", form: "name", at: [{ block: "i2", quote: "  Two  spaces,\r\nand" }] },
        { actor: "mali", form: "name", at: [{ block: "q", quote: "Mali" }] },
      ],
      events: [
        { id: "e1", kind: "battle", title: "They meet", when: "2012", evidence: [{ block: "b", quote: "army of the Republic of Mali and France’s" }] },
        { id: "e2", kind: "other", title: "They meet again", evidence: [{ block: "b", quote: "Mali and France’s own, e\u0301tat" }, { block: "h", quote: "of" }] },
      ],
    }),
  "arabic.json": () =>
    article({
      id: "arabic",
      title: "مالي وفرنسا",
      language: "ar",
      blocks: [{ id: "b", kind: "paragraph", text: "وصل الجنود الفرنسيون إلى مالي في يناير. قال الرئيس إن مالي طلبت العون. 👩‍👩‍👧‍👦🇲🇱" }],
      actors: [
        { id: "mali", kind: "state", name: "مالي" },
        { id: "president", kind: "person", name: "الرئيس" },
        { id: "flag", kind: "other", name: "🇲🇱" },
      ],
      mentions: [
        { actor: "mali", form: "name", at: [{ block: "b", quote: "مالي" }] },
        { actor: "mali", form: "name", at: [{ block: "b", quote: "مالي", nth: 2 }] },
        { actor: "president", form: "name", at: [{ block: "b", quote: "الرئيس" }] },
        { actor: "flag", form: "name", at: [{ block: "b", quote: "🇲🇱" }] },
      ],
      events: [{ id: "e", kind: "deployment", title: "وصول الجنود", when: "2013-01", evidence: [{ block: "b", quote: "وصل الجنود الفرنسيون إلى مالي في يناير." }] }],
    }),
};
