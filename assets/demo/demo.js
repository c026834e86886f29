/**
 * What the page around the readers does: buttons that hold events, a line that says what is held, a frame that is as high
 * as what is in it, and the taking along of code. docs/embedding.md tells of the properties and the messages.
 */

// A reader that is told, and tells.
const reader = document.querySelector("#told");
const buttons = document.querySelectorAll("[data-go]");
for (const button of buttons) button.addEventListener("click", () => reader.select({ event: button.dataset.go || null }));
reader.addEventListener("whowhen-select", ({ detail }) => {
  const event = reader.article.events.find(({ id }) => id === detail.event);
  const actor = reader.article.actors.find(({ id }) => id === detail.actor);
  const held = [event?.title, actor?.name].filter(Boolean);
  document.querySelector(".held").textContent = held.length ? `Held: ${held.join("; ")}.` : "Nothing is held.";
  for (const button of buttons) if (button.dataset.go) button.ariaPressed = button.dataset.go === detail.event;
});

// A frame as high as its content. It is of this very site.
const frame = document.querySelector("iframe");
addEventListener("message", ({ origin, source, data }) => {
  if (origin !== location.origin || source !== frame.contentWindow) return;
  if (data?.whowhen === "height") frame.height = data.height;
});

// Each piece of code can be taken along.
for (const pre of document.querySelectorAll("pre")) {
  const name = pre.closest("section").querySelector("h2").textContent;
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "copy";
  copy.textContent = "Copy";
  copy.ariaLabel = `Copy the code: ${name}`;
  const place = document.createElement("div");
  place.className = "code";
  pre.replaceWith(place);
  place.append(copy, pre);
  copy.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(pre.textContent).then(() => "Copied", () => "Not copied");
    copy.textContent = done;
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  });
}
