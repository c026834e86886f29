/**
 * Other formats in the page: opening by the dialog, by dropping, by pasting and by an address, choosing, cancelling, and
 * saving the article in another format. Nothing leaves the browser.
 */
import { readFile } from "node:fs/promises";

import { violations } from "./axe.mjs";
import { embed, test as hosted } from "./hosts.mjs";
import { expect, FAILED_TO_LOAD, first, made, Reader, test } from "./reader.mjs";
import { Site } from "./site.mjs";

const ANN = "T1\tPER 0 5\tAlice\nT2\tPER 10 13\tBob\nT3\tMeet 6 9\tmet\nE1\tMeet:T3 Entity:T1 Entity2:T2\nA1\tMood T1 Happy\n";
const TEXT = "Alice met Bob.\n\nNobody else was there.\n";
const DOCCANO = ['{"text": "Alice ran.", "label": [[0, 5, "PER"]]}', '{"text": "Bob sat.", "label": [[0, 3, "PER"]]}'].join("\n");

const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const brat = [file("meeting.ann", ANN), file("meeting.txt", TEXT)];
const chooser = (page) => page.locator("input[type=file]:not([webkitdirectory])");
const notice = (page) => page.locator(".notice");
const title = (page) => page.getByRole("heading", { level: 1 });

/** Drops files on the page as a person does: names and texts. */
const drop = (page, files, selector = "body") =>
  page.evaluate(
    ([files, selector]) => {
      const data = new DataTransfer();
      for (const { name, text } of files) data.items.add(new File([text], name));
      const target = document.querySelector(selector);
      for (const type of ["dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer: data }));
      }
    },
    [files, selector],
  );

/** Pastes as a person does, where the focus is. */
const paste = (page, kinds) =>
  page.evaluate((kinds) => {
    const data = new DataTransfer();
    for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, composed: true, clipboardData: data }));
  }, kinds);

/** Saves the open article in a format, by the menu. */
async function save(reader, page, format) {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Save in another format…" }).click();
  await expect(reader.dialog).toBeVisible();
  await reader.dialog.getByRole("combobox").selectOption(format);
  const link = reader.dialog.getByRole("link", { name: "Save the file" });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("a text with annotations of brat is read, kept, and opens again", async ({ reader, page }) => {
  const requests = [];
  page.on("request", (request) => requests.push(request));
  await reader.start();
  await expect(page.getByText("Nothing is sent anywhere.")).toBeVisible();
  await chooser(page).setInputFiles(brat);
  await expect(title(page)).toHaveText("meeting");
  await expect(reader.card("Alice: met (Bob)")).toBeVisible();
  await expect(notice(page)).toContainText("Opened as brat standoff.");
  await notice(page).getByText("What was kept, changed and left out").click();
  await expect(notice(page)).toContainText("Left out: attributes “Mood”: 1 (meeting.ann, line 5)");
  await expect(page).toHaveURL(/\?file=\d+$/);
  // All that was fetched is of the reader itself, and nothing was sent.
  expect(requests.every((request) => request.method() === "GET" && request.url().startsWith(reader.host.url))).toBe(true);

  await page.reload();
  await expect(title(page)).toHaveText("meeting");
  await expect(reader.card("Alice: met (Bob)")).toBeVisible();
  await reader.start();
  await expect(page.getByRole("link", { name: "meeting" })).toBeVisible();
});

test("what is dropped anywhere is opened, and what to do is said meanwhile", async ({ reader, page }) => {
  await reader.open();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "x.txt"));
    document.body.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await expect(reader.root).toHaveAttribute("data-dropping", "Drop files or folders here to open them");
  await drop(page, [
    { name: "a.ann", text: ANN },
    { name: "a.txt", text: TEXT },
  ]);
  await expect(reader.root).not.toHaveAttribute("data-dropping");
  await expect(reader.card("Alice: met (Bob)")).toBeVisible();
  // Back leads to what was read before.
  await page.goBack();
  await expect(title(page)).toHaveText(first.title);
});

test("an article file is opened as it is", async ({ reader, page }) => {
  await reader.start();
  await chooser(page).setInputFiles(file("any.json", JSON.stringify(made("overlaps.json"))));
  await expect(title(page)).toHaveText(made("overlaps.json").title);
  await expect(notice(page)).toHaveCount(0);
});

test("a text can be pasted: plain, as a page, or as annotations", async ({ reader, page }) => {
  await reader.start();
  await page.getByRole("textbox", { name: "Or paste a text here" }).focus();
  await paste(page, { "text/plain": TEXT });
  await expect(reader.text).toContainText("Nobody else was there.");
  await expect(notice(page)).toContainText("Opened as Plain text.");

  await reader.start();
  await paste(page, { "text/plain": "The fall Alice ran.", "text/html": "<h1>The fall</h1><p>Alice <em>ran</em>.</p><p>Bob sat.</p>" });
  await expect(title(page)).toHaveText("The fall");
  await expect(reader.text.locator("em")).toHaveText("ran");

  await reader.start();
  await paste(page, { "text/plain": JSON.stringify(made("overlaps.json")) });
  await expect(title(page)).toHaveText(made("overlaps.json").title);

  // What is pasted into another field is the field's.
  await reader.start();
  await page.getByRole("textbox", { name: "Address of an article file" }).focus();
  await paste(page, { "text/plain": TEXT });
  await expect(page.locator("[data-library]")).toBeVisible();
});

test("where there are several documents, one is chosen, also by keys", async ({ reader, page }) => {
  await reader.start();
  await chooser(page).setInputFiles(file("corpus.jsonl", DOCCANO));
  await expect(reader.dialog).toHaveAccessibleName("There are several documents. Which one do you want to read?");
  const choices = reader.dialog.getByRole("listitem").getByRole("button");
  await expect(choices).toHaveCount(2);
  await expect(choices.first()).toContainText("1 actor, 1 mention, 0 events");
  expect(await violations(page)).toEqual([]);
  await choices.nth(1).focus();
  await page.keyboard.press("Enter");
  await expect(reader.text).toContainText("Bob sat.");
  await expect(reader.dialog).toHaveCount(0);
});

test("what is opened while a question is open takes its place", async ({ reader, page }) => {
  await reader.start();
  await drop(page, [{ name: "corpus.jsonl", text: DOCCANO }]);
  await expect(reader.dialog).toBeVisible();
  await drop(page, [
    { name: "a.ann", text: ANN },
    { name: "a.txt", text: TEXT },
  ]);
  await expect(reader.card("Alice: met (Bob)")).toBeVisible();
  await expect(reader.dialog).toHaveCount(0);
  await expect(reader.alert).toHaveCount(0);
});

test("of several files, those that cannot be read are told", async ({ reader, page }) => {
  await reader.start();
  await drop(page, [
    { name: "a.ann", text: ANN },
    { name: "a.txt", text: TEXT },
    { name: "alone/b.jsonl", text: "{" },
    { name: "picture.bin", text: "\u0000" },
  ]);
  await expect(reader.card("Alice: met (Bob)")).toBeVisible();
  await notice(page).getByText("What was kept, changed and left out").click();
  await expect(notice(page)).toContainText("Left out: picture.bin, which has no known format");
  await expect(notice(page)).toContainText("b.jsonl");
});

test("cancelling leaves everything as it was", async ({ reader, page }) => {
  await reader.open();
  await drop(page, [{ name: "corpus.jsonl", text: DOCCANO }]);
  await expect(reader.dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(reader.dialog).toHaveCount(0);
  await expect(title(page)).toHaveText(first.title);
  await expect(reader.root).toHaveAttribute("data-state", "ready");
  // And the next file opens.
  await drop(page, [
    { name: "a.ann", text: ANN },
    { name: "a.txt", text: TEXT },
  ]);
  await expect(reader.card("Alice: met (Bob)")).toBeVisible();
});

test("what cannot be read is told, and what was read before stays", async ({ reader, page }) => {
  await reader.open();
  await drop(page, [{ name: "alone.ann", text: ANN }]);
  await expect(reader.alert).toContainText("alone.ann: there are annotations, and the text that they belong to is missing.");
  await expect(reader.alert).toContainText("Open alone.txt together with alone.ann.");
  await expect(title(page)).toHaveText(first.title);
  await drop(page, [{ name: "picture.png", text: "\u0000\u0001" }, { name: "other.bin", text: "\u0000" }]);
  await expect(reader.alert).toContainText("None of the files has a known format.");
});

test("an address may lead to any format", async ({ reader, page }) => {
  await reader.open("?src=made/notes.txt");
  await expect(reader.text).toContainText("It was a quiet evening");
  await expect(notice(page)).toContainText("Opened as Plain text.");
});

test("the article is saved in other formats, and what they cannot hold is told before", async ({ reader, page }) => {
  await reader.open();
  const page1 = await save(reader, page, "Web page, in one file");
  expect(page1.name).toBe(`${first.id}.html`);
  expect(page1.text).toContain(first.events[0].title);
  expect(page1.text).not.toContain("<script");
  await reader.dialog.getByRole("combobox").selectOption("Table of events (CSV)");
  await expect(reader.dialog.getByRole("status")).toContainText("Left out:");
  const [download] = await Promise.all([page.waitForEvent("download"), reader.dialog.getByRole("link", { name: "Save the file" }).click()]);
  expect(download.suggestedFilename()).toBe(`${first.id}-events.csv`);
  const table = await readFile(await download.path(), "utf8");
  expect(table).toContain(first.events[0].title.split(",")[0]);
  expect(await violations(page)).toEqual([]);
  await reader.dialog.getByRole("combobox").selectOption("Whowhen (JSON)");
  await expect(reader.dialog.getByRole("status")).toContainText("Nothing of the article is left out.");
  const [own] = await Promise.all([page.waitForEvent("download"), reader.dialog.getByRole("link", { name: "Save the file" }).click()]);
  expect(JSON.parse(await readFile(await own.path(), "utf8"))).toEqual(first);
});

test("what is saved can be opened again", async ({ reader, page }) => {
  await reader.open();
  const saved = await save(reader, page, "W3C Web Annotation");
  await reader.dialog.getByRole("button", { name: "Close" }).click();
  await drop(page, [{ name: saved.name, text: saved.text }]);
  await expect(notice(page)).toContainText("Opened as W3C Web Annotation.");
  await expect(reader.text).toContainText(first.blocks.find(({ kind }) => kind === "paragraph").text.slice(0, 60));
});

test.describe("without a network", () => {
  test.use({ serviceWorkers: "allow" });

  test("other formats are opened once somebody has opened one; before, it is told that this needs the network", async ({ page, complaints }) => {
    complaints.allow(FAILED_TO_LOAD, /Failed to fetch|ERR_CONNECTION_REFUSED|Failed to load module script/);
    const site = new Site();
    await site.start();
    const reader = new Reader(page, site);
    const files = [
      { name: "a.ann", text: ANN },
      { name: "a.txt", text: TEXT },
    ];
    const isKept = (name) => page.evaluate(async (name) => (await Promise.all((await caches.keys()).map(async (key) => (await (await caches.open(key)).keys()).some(({ url }) => url.includes(name))))).some(Boolean), name);
    await reader.open();
    await expect.poll(() => isKept("whowhen-diagrams-")).toBe(true);
    await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);
    expect(await isKept("whowhen-converter-")).toBe(false);
    await site.stop();
    await drop(page, files);
    await expect(reader.alert).toContainText("The part of the reader that opens and saves other formats could not be loaded");
    await site.start();
    await page.reload();
    await reader.ready();
    await drop(page, files);
    await expect(reader.text).toContainText("Alice met Bob.");
    await site.stop();
    await page.goto(`${site.url}?article=${first.id}`);
    await reader.ready();
    await drop(page, files);
    await expect(reader.text).toContainText("Alice met Bob.");
    await site.end();
  });
});

hosted("in another page, any format is shown, what is dropped on the reader is opened, and the article is saved", async ({ theirs, page }) => {
  await theirs.visit(`<p id="theirs">Their words.</p>${embed({ src: theirs.at("made/notes.txt") })}`);
  await expect(theirs.text).toContainText("It was a quiet evening");
  const files = [
    { name: "a.ann", text: ANN },
    { name: "a.txt", text: TEXT },
  ];
  // What is dropped beside the reader is the page's.
  await drop(page, files, "#theirs");
  await expect(theirs.text).toContainText("It was a quiet evening");
  await page.evaluate((files) => {
    const data = new DataTransfer();
    for (const { name, text } of files) data.items.add(new File([text], name));
    const root = document.querySelector("who-when").shadowRoot.querySelector("[data-whowhen]");
    root.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, composed: true, dataTransfer: data }));
  }, files);
  await expect(theirs.text).toContainText("Alice met Bob.");
  const saved = await save({ dialog: theirs.element.getByRole("dialog") }, page, "Table of actors (CSV)");
  expect(saved.text).toContain("Alice");
});

hosted("two readers in a page each get their own document", async ({ theirs, page }) => {
  const one = embed({ id: "one", src: theirs.at("made/notes.txt") });
  await theirs.visit(one + embed({ id: "two", src: theirs.at("made/other-notes.txt") }));
  await expect(page.locator("#one article[data-article]")).toContainText("It was a quiet evening");
  await expect(page.locator("#two article[data-article]")).toContainText("The second text");
});
