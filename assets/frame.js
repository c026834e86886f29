/**
 * The reader in a frame: what is asked for stands in the address of frame.html, and the page around it learns of its height
 * and of what is held.
 *
 *     frame.html?src=https://example.org/one.json&view=event&event=coup
 *
 * The names are the attributes of `<who-when>`, and `origin`: whom to tell. Messages go to that origin alone; without it, to
 * the one that the browser says the frame stands in, or that led here; where there is none, to nobody. docs/embedding.md tells
 * what they say, and how the page around it asks for something to be held: that, too, is taken from that origin alone.
 */
const asked = new URLSearchParams(location.search);
const reader = document.querySelector("who-when");
const names = ["src", "article", "library", "event", "actor", "view", "order", "theme", "marks", "lang", "height"];
for (const name of names) if (asked.has(name)) reader.setAttribute(name, asked.get(name));
if (!asked.has("height") && !/^(event|quote)$/.test(asked.get("view"))) reader.setAttribute("height", "100dvh");

/** What is said if the frame was opened as a file, without a server, in the language of the browser. */
const NEEDS_SERVER = {
  en: "This page was opened as a file. It needs a web server: in its folder, run “python3 -m http.server”, then open http://localhost:8000/frame.html.",
  fr: "Cette page a été ouverte comme un fichier. Il lui faut un serveur web : dans son dossier, exécutez « python3 -m http.server », puis ouvrez http://localhost:8000/frame.html.",
  ar: "فُتحت هذه الصفحة كملف، وهي تحتاج إلى خادم ويب: شغّل في مجلدها الأمر ‎python3 -m http.server‎ ثم افتح ‎http://localhost:8000/frame.html‎.",
};

/** What is said if nothing is asked for. */
const NEEDS_ARTICLE = {
  en: "This frame needs an article. Add ?src= and the address of an article file, or ?article= and the id of an article of the library, to the address of the frame.",
  fr: "Ce cadre a besoin d’un article. Ajoutez à son adresse ?src= et l’adresse d’un fichier d’article, ou ?article= et l’identifiant d’un article de la bibliothèque.",
  ar: "يحتاج هذا الإطار إلى مقال. أضف إلى عنوانه ‎?src=‎ وعنوان ملف مقال، أو ‎?article=‎ ومعرّف مقال في المكتبة.",
};
const isFile = location.protocol === "file:";
if (isFile || !["src", "article", "library"].some((name) => asked.get(name))) {
  const texts = isFile ? NEEDS_SERVER : NEEDS_ARTICLE;
  const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => texts[tag]) ?? "en";
  const words = Object.assign(document.createElement("p"), { textContent: texts[language], lang: language, dir: language === "ar" ? "rtl" : "ltr" });
  words.setAttribute("role", "alert");
  words.className = "asks";
  reader.replaceWith(words);
}

const look = new CSSStyleSheet();
look.replaceSync("body { margin: 0 } who-when { --whowhen-radius: 0 } .asks { max-width: 32em; margin: 2em auto; padding: 0 1em; font: 1em/1.5 system-ui, sans-serif }");
document.adoptedStyleSheets = [look];

/** The origin of an address; none where it is no address. */
const origin = (address) => (URL.canParse(address) ? new URL(address).origin : undefined);
const host = origin(asked.get("origin")) ?? location.ancestorOrigins?.[0] ?? origin(document.referrer);

/** Tells the page around us. Not itself: it may be opened alone. */
const tell = (what, more) => {
  if (parent !== window && host && host !== "null") parent.postMessage({ whowhen: what, ...more }, host);
};

let height = 0;
new ResizeObserver(() => {
  const now = Math.ceil(reader.getBoundingClientRect().height);
  if (now !== height) tell("height", { height: (height = now) });
}).observe(reader);

reader.addEventListener("whowhen-ready", ({ detail }) => {
  document.title = detail.article.title;
  tell("ready", { id: detail.article.id, title: detail.article.title });
});
reader.addEventListener("whowhen-select", ({ detail }) => tell("select", detail));
reader.addEventListener("whowhen-error", ({ detail }) => tell("error", detail));

// The reader is all that there is here: a key that is pressed before anything has the focus is for it.
addEventListener("keydown", (event) => {
  const root = event.target === document.body && reader.shadowRoot?.querySelector("[data-whowhen]");
  if (root && !root.dispatchEvent(new KeyboardEvent("keydown", event))) event.preventDefault();
});

addEventListener("message", ({ source, origin, data }) => {
  if (source === parent && origin === host && data?.whowhen === "select") {
    const { event = null, actor = null } = data;
    reader.select({ event, actor });
  }
});
