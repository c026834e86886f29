/**
 * How marks look: as the engine computed it, and as it painted it. Both must hold. An engine that takes a declaration and
 * paints nothing is no better than one that drops it.
 */
import { expect } from "./test.mjs";

/** Of each first line of these elements: the box of its words, that of what is under them, and the colours that are asked for there. Runs in the page. */
function measure(elements) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  // What paper is, and the window under a page that has no ground.
  const around = (element) => (element ? [...around(element.parentElement ?? element.getRootNode().host), element] : []);
  return elements.map((element) => {
    const style = getComputedStyle(element);
    const { left, right, top, bottom } = [...element.getClientRects()].find(({ width }) => width > 1);
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = canvas.measureText("x");
    const baseline = bottom - ((bottom - top) * descent) / (ascent + descent);
    const grounds = ["white", ...around(element).map((element) => getComputedStyle(element).backgroundColor)];
    return {
      words: element.textContent,
      kind: element.dataset.kind,
      line: style.textDecorationLine,
      style: style.textDecorationStyle,
      thickness: parseFloat(style.textDecorationThickness) / parseFloat(style.fontSize),
      lineColour: over([...grounds, style.textDecorationColor]),
      ground: over(grounds),
      paper: over(grounds.slice(0, -1)),
      box: { left: left + 2, right: right - 2, top: top + 2, bottom: baseline },
      under: { left: left + 2, right: right - 2, top: baseline + 1, bottom: baseline + 0.85 * parseFloat(style.fontSize) },
    };
  });
}

/** Looks at elements: what was asked for, and what part of each has the ground, and the line under it, that were. */
export async function looks(page, target) {
  const asked = await page.all(target, measure);
  const picture = await page.picture();
  return asked.map((one) => ({
    ...one,
    tinted: picture.share(one.box, one.ground),
    underlined: picture.line(one.under, one.lineColour, one.paper),
  }));
}

/** Waits until what is painted fits what is looked for: engines paint a moment after they compute. */
export async function paints(page, target, fits) {
  await expect(async () => {
    const all = await looks(page, target);
    expect(all.length).toBeGreaterThan(0);
    for (const one of all) fits(one);
  }).toPass({ timeout: 10_000 });
}
