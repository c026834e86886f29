// The reader, by what its documents promise of its page.
bench.subject = (() => {
  const isOnScreen = (element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const root = () => document.querySelector("[data-whowhen][data-state=ready]");
  const marks = document.getElementsByTagName("mark");
  // The start page is a static page as well, with marks in its example, and has no article.
  const isOwnPage = () => Boolean(document.querySelector("[data-static] [data-article]"));
  const anyOnScreen = () => {
    for (const mark of marks) if (isOnScreen(mark)) return true;
    return false;
  };
  const inView = (range) => {
    const { top, bottom, width } = range.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight;
  };
  const evidence = () => CSS.highlights.get("whowhen-evidence") ?? [];

  // When the reader says that it is ready, and when it made its first mark.
  const at = {};
  let wasOwnPage = false;
  new MutationObserver((_, observer) => {
    wasOwnPage ||= isOwnPage();
    const is = root();
    if (is) at.ready ??= performance.now();
    if (is?.querySelector("mark")) at.firstMark ??= performance.now();
    if (at.firstMark) observer.disconnect();
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });

  return {
    isVisible: () => (wasOwnPage || root()) && anyOnScreen(),
    isComplete: () => Boolean(root()?.querySelector("mark")),
    targets: () =>
      bench.elementsOnScreen("mark[data-mentions]", (mark) => `${mark.dataset.mentions} in ${mark.closest("[data-block]").dataset.block}`),
    isHovered: (id) => bench.elements.get(id)?.hasAttribute("data-active"),
    /** The titles of the events' cards in view: where to click. */
    events: () =>
      [...document.querySelectorAll("[data-event]")]
        .filter(isOnScreen)
        .map((card) => card.querySelector(":is(h2, h3, h4, h5, h6) button").getBoundingClientRect())
        .filter(({ top, bottom, width }) => width > 0 && top > 150 && bottom < innerHeight - 20)
        .map(({ left, top, height }) => ({ x: left + 10, y: top + height / 2 })),
    isEvidenceInView: () => [...evidence()].some(inView),
    phases: () => {
      const file = performance.getEntriesByType("resource").find(({ name }) => name.includes("bench-") && name.endsWith(".json"));
      return { lastByte: file?.responseEnd, ...at };
    },
  };
})();

// The module's memory is no part of the heap that the browser tells: it is kept in sight here.
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...args) => {
    const result = await original.apply(WebAssembly, args);
    const { exports } = result.instance ?? result;
    bench.memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
    return result;
  };
}
