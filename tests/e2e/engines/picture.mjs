/** Looking at what an engine painted: a picture of the view, and what is said of colours in it. */
import { PNG } from "pngjs";

/** How far two colours are from each other, by the channel that differs most. */
export const apart = (one, other) => Math.max(...one.map((channel, n) => Math.abs(channel - other[n])));

export class Picture {
  #png;

  constructor(bytes) {
    this.#png = PNG.sync.read(Buffer.from(bytes));
  }

  get width() {
    return this.#png.width;
  }

  at(x, y) {
    const place = (y * this.#png.width + x) * 4;
    return [...this.#png.data.subarray(place, place + 3)];
  }

  /** The colours in a box, row by row. */
  rows({ left, top, right, bottom }) {
    const { width, height } = this.#png;
    const range = (from, to, end) => {
      const [first, last] = [Math.max(Math.round(from), 0), Math.min(Math.round(to), end)];
      return Array.from({ length: Math.max(0, last - first) }, (_, n) => first + n);
    };
    return range(top, bottom, height).map((y) => range(left, right, width).map((x) => this.at(x, y)));
  }

  /** What part of a box has a colour, so nearly that no eye sees the difference. */
  share(box, colour) {
    const all = this.rows(box).flat();
    return all.filter((pixel) => apart(pixel, colour) <= 4).length / all.length;
  }

  /**
   * What part of a box's columns a line of this colour runs through: it is far from the ground there, and towards the
   * colour, for a thin line is painted half.
   */
  line(box, colour, ground) {
    const rows = this.rows(box);
    const way = colour.map((channel, n) => channel - ground[n]);
    const length = Math.hypot(...way);
    const isOfLine = (pixel) => {
      const step = pixel.map((channel, n) => channel - ground[n]);
      const along = step.reduce((sum, channel, n) => sum + channel * way[n], 0) / length;
      const beside = Math.sqrt(Math.max(0, Math.hypot(...step) ** 2 - along ** 2));
      return along > length * 0.35 && beside < length * 0.2;
    };
    return rows[0].filter((_, x) => rows.some((row) => isOfLine(row[x]))).length / rows[0].length;
  }
}
