/**
 * What measures inside a page: it runs before the page's own scripts, as `globalThis.bench`.
 *
 * A page that is measured sets `bench.subject`:
 *   isVisible()    whether every annotation is loaded and those of the first screen are in the page
 *   isComplete()   whether all that the page does at its start is done; where it is left out, it is when all is visible
 *   targets()      the mentions on the screen: `[{ id, x, y }]`
 *   isHovered(id)  whether what is drawn next shows that the pointer is over the mention
 */
globalThis.bench = (() => {
  const frame = () => new Promise(requestAnimationFrame);

  /** When the frame is drawn whose callbacks run now: what is posted in them comes after style, layout and paint. */
  const drawn = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(0);
    });

  const bench = { subject: undefined, longTasks: [], interactions: [], errors: [], elements: new Map() };

  // What a resize observer leaves to the next frame is told as an error, and is none.
  addEventListener("error", ({ message }) => message.startsWith("ResizeObserver loop") || bench.errors.push(message));
  addEventListener("unhandledrejection", ({ reason }) => bench.errors.push(String(reason)));
  const observe = (type, hear, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type, buffered: true, ...options });
  observe("longtask", ({ startTime, duration }) => bench.longTasks.push({ start: startTime, duration }));
  // Clicks, and not the keys between them.
  observe("event", ({ interactionId, name, duration }) => interactionId && !name.startsWith("key") && bench.interactions.push(duration), { durationThreshold: 16 });

  const until = async (is, limit) => {
    const end = performance.now() + limit;
    while (!is()) {
      if (performance.now() > end) return false;
      await frame();
    }
    return true;
  };

  /** Two frames after the first one in which all is there, so that it is painted. */
  bench.visible = (limit) =>
    until(() => document.readyState !== "loading" && bench.subject?.isVisible(), limit).then(async (is) => {
      if (!is) return null;
      await frame();
      await frame();
      return performance.now();
    });

  bench.complete = (limit) => until(() => bench.subject.isComplete?.() ?? true, limit);

  /** Waits until frames come in time for so long. */
  bench.settled = async (quiet = 400, limit = 30_000) => {
    const start = performance.now();
    let [last, busy] = [start, start];
    while (last - busy <= quiet && last - start <= limit) {
      await frame();
      const now = performance.now();
      if (now - last > 25) busy = now;
      last = now;
    }
    return busy;
  };

  /** Begins to watch: `answered` is the time from the next event of this type until a frame is drawn that shows its result. */
  bench.watch = (type, isShown, limit = 4000) => {
    let at;
    const hear = ({ timeStamp }) => (at ??= timeStamp);
    addEventListener(type, hear, { capture: true });
    bench.answered = (async () => {
      const is = await frame().then(() => until(() => at !== undefined && isShown(), limit));
      removeEventListener(type, hear, { capture: true });
      return is ? (await drawn()) - at : null;
    })();
  };
  bench.watchHover = (id) => bench.watch("pointermove", () => bench.subject.isHovered(id));

  bench.countFrames = () => {
    const times = [];
    let goesOn = true;
    (async () => {
      while (goesOn) times.push(await frame());
    })();
    bench.frames = () => {
      goesOn = false;
      return times;
    };
  };

  /** Begins to watch a resize: `resized` is the moment after which frames come in time again. */
  bench.watchResize = () => {
    const heard = new Promise((resolve) => addEventListener("resize", resolve, { once: true, capture: true }));
    bench.resized = heard.then(async () => {
      const first = await drawn();
      const busy = await bench.settled(350, 60_000);
      return performance.timeOrigin + Math.max(first, busy);
    });
  };

  // How pages find the mentions on the screen.

  // Few: in a large page, finding out what is at a point takes milliseconds.
  const points = function* () {
    for (let y = 60; y < innerHeight - 40; y += 23) for (let x = 20; x < innerWidth - 20; x += 40) yield [x, y];
  };

  /** By hit tests, for what is an element. */
  bench.elementsOnScreen = (selector, idOf) => {
    bench.elements.clear();
    const found = [];
    for (const [x, y] of points()) {
      const element = document.elementFromPoint(x, y)?.closest(selector);
      const id = element && idOf(element);
      if (id == null || bench.elements.has(id)) continue;
      bench.elements.set(id, element);
      // The middle of its line if it is there as well: a point at its edge may hit something else the next time.
      const middles = [...element.getClientRects()].filter(({ left, right }) => left <= x && x <= right).map(({ top, bottom }) => Math.round((top + bottom) / 2));
      const [middle] = middles.sort((one, other) => Math.abs(one - y) - Math.abs(other - y));
      const isThere = middle !== undefined && document.elementFromPoint(x, middle)?.closest(selector) === element;
      found.push({ id, x, y: isThere ? middle : y });
    }
    return found;
  };

  /** A name for an element that has none. */
  const ids = new WeakMap();
  let named = 0;
  bench.idOf = (element) => {
    if (!ids.has(element)) ids.set(element, `element ${(named += 1)}`);
    return ids.get(element);
  };

  const overlap = (one, other) => one !== other && one.start <= other.end && other.start <= one.end;

  /** By the letter that is hit in `p[data-paragraph]`, for what is painted over the text: the middle of each mention that touches no other. */
  bench.mentionsOnScreen = (byParagraph) => {
    const found = new Map();
    for (const [x, y] of points()) {
      const { mention, node, shift } = bench.mentionAt(byParagraph, x, y) ?? {};
      if (!mention || found.has(mention.id) || byParagraph[mention.paragraph].some((other) => overlap(mention, other))) continue;
      const range = document.createRange();
      range.setStart(node, mention.start - shift);
      range.setEnd(node, mention.end - shift);
      const { left, top, width, height } = range.getClientRects()[0];
      found.set(mention.id, { id: mention.id, x: Math.round(left + width / 2), y: Math.round(top + height / 2) });
    }
    return [...found.values()].filter(({ y }) => y > 40 && y < innerHeight - 20);
  };

  /** The shortest mention at a point, and where its text is: offsets in the paragraph less `shift` are those in the node. */
  bench.mentionAt = (byParagraph, x, y) => {
    const caret = document.caretPositionFromPoint(x, y);
    const node = caret?.offsetNode;
    const paragraph = node?.parentElement?.closest("p[data-paragraph]");
    if (!paragraph || node.nodeType !== Node.TEXT_NODE) return undefined;
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, caret.offset);
    const offset = before.toString().length;
    const here = (byParagraph[Number(paragraph.dataset.paragraph)] ?? []).filter(({ start, end }) => start <= offset && offset <= end);
    const [mention] = here.sort((a, b) => a.end - a.start - (b.end - b.start));
    return mention && { mention, node, shift: offset - caret.offset };
  };

  bench.isUnderPointer = (id) => bench.elements.get(id)?.matches(":hover") ?? false;

  // The article, as the pages of others need it.

  bench.article = async () => {
    const size = new URLSearchParams(location.search).get("size");
    const [rows, texts] = await Promise.all([`data/${size}.rows.json`, `data/${size}.texts.json`].map(async (url) => (await fetch(url)).json()));
    const mentions = rows.mentions.map(([paragraph, start, end, kind], n) => ({ id: `m${n}`, paragraph, start, end, kind: rows.kinds[kind] }));
    const byParagraph = Object.groupBy(mentions, ({ paragraph }) => paragraph);
    return { texts, mentions, byParagraph, kinds: rows.kinds };
  };

  /** The mentions by their offsets in the whole text, in which so many characters stand between two paragraphs. */
  bench.inWholeText = ({ texts, mentions }, between) => {
    let sum = 0;
    const begins = texts.map((text) => {
      const begin = sum;
      sum += text.length + between;
      return begin;
    });
    return mentions.map((mention) => ({ ...mention, start: begins[mention.paragraph] + mention.start, end: begins[mention.paragraph] + mention.end }));
  };

  /** Without those that share letters with an earlier one, for pages that can show no such. */
  bench.apart = (mentions) => {
    let last = 0;
    return mentions.filter(({ start, end }) => {
      const is = start >= last;
      if (is) last = end;
      return is;
    });
  };

  return bench;
})();
