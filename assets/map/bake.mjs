/**
 * Bakes the outlines of the map: reads the world's countries, projects them, simplifies them, and writes `outlines.txt`
 * beside this file. It is run by hand, once; no build runs it. It needs Node 20 or later and the npm package
 * `world-atlas` 2.0.2, unpacked anywhere outside the repository:
 *
 *     npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
 *     node assets/map/bake.mjs package
 *
 * The first line of `outlines.txt` is the path data of the land, the second that of the borders between countries; both
 * can be used as they are in the `d` of an SVG path. README.md tells of their units. Antarctica is left out.
 *
 * world-atlas is under the ISC licence, copyright 2013-2019 Michael Bostock. Its data come from Natural Earth
 * (https://www.naturalearthdata.com) and are in the public domain.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

/** The width of the whole world. It is 180° to both sides of Greenwich, measured at the equator. */
const UNITS = 8000;

/** How far a dropped point may lie from the line that replaces it, in units. */
const TOLERANCE = 0.75;

/** Rings that are smaller than this in both directions are dropped. In units. */
const SMALLEST = 3;

/** ISO 3166 codes of the countries that are left out. */
const LEFT_OUT = new Set(["010"]);

/** The constants of Equal Earth: Šavrič, Patterson and Jenny, 2018. */
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];

/** Equal Earth, of degrees, on a globe of radius 1. The y grows to the north. */
function equalEarth([lon, lat]) {
  const radians = Math.PI / 180;
  const theta = Math.asin((Math.sqrt(3) / 2) * Math.sin(lat * radians));
  const slope = 9 * A4 * theta ** 8 + 7 * A3 * theta ** 6 + 3 * A2 * theta ** 2 + A1;
  const x = (2 * Math.sqrt(3) * lon * radians * Math.cos(theta)) / (3 * slope);
  const y = A4 * theta ** 9 + A3 * theta ** 7 + A2 * theta ** 3 + A1 * theta;
  return [x, y];
}

const EAST = equalEarth([180, 0])[0];
const NORTH = equalEarth([0, 90])[1];

/** Where a place of so many degrees lies on the map, in units, not yet rounded. The y grows to the south. */
function project(place) {
  const [x, y] = equalEarth(place);
  const scale = UNITS / (2 * EAST);
  return [(x + EAST) * scale, (NORTH - y) * scale];
}

/** The places of an arc in degrees. In the file each is an integer step from the one before. */
function decode(arc, { scale, translate }) {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
}

/**
 * Cuts an arc where it crosses the antimeridian: the parts end and begin at 180° east or west. The file has Russia and
 * Fiji in one piece, and uncut their rings would run across the whole map.
 */
function cut(places) {
  const parts = [[places[0]]];
  for (let i = 1; i < places.length; i++) {
    const [[lon, lat], [nextLon, nextLat]] = [places[i - 1], places[i]];
    if (Math.abs(nextLon - lon) > 180) {
      const edge = Math.sign(lon) * 180;
      const whole = nextLon + 2 * edge - lon;
      const crossing = whole === 0 ? lat : lat + ((nextLat - lat) * (edge - lon)) / whole;
      parts.at(-1).push([edge, crossing]);
      parts.push([[-edge, crossing]]);
    }
    parts.at(-1).push(places[i]);
  }
  return parts;
}

/** How far a point is from the stretch between two others. */
function distance([x, y], [fromX, fromY], [toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const along = ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(x - fromX - part * dx, y - fromY - part * dy);
}

/** Drops points that are within the tolerance of the line without them, as Douglas and Peucker do. Both ends stay. */
function simplify(points) {
  const [first, last] = [points[0], points.at(-1)];
  let [farthest, most] = [0, TOLERANCE];
  for (let i = 1; i < points.length - 1; i++) {
    const off = distance(points[i], first, last);
    if (off > most) [farthest, most] = [i, off];
  }
  if (farthest === 0) return [first, last];
  return [...simplify(points.slice(0, farthest + 1)), ...simplify(points.slice(farthest)).slice(1)];
}

const same = ([x, y], [otherX, otherY]) => x === otherX && y === otherY;

/** Points without those that are where the one before is. */
const distinct = (points) => points.filter((point, i) => i === 0 || !same(point, points[i - 1]));

/** Points in whole units. */
const round = (points) => distinct(points.map(([x, y]) => [Math.round(x), Math.round(y)]));

/**
 * An arc as it is drawn: its parts, mostly one, each a list of points of whole units. It is drawn once for all that share
 * it, so neighbours have the same points.
 */
function draw(arc, transform) {
  return cut(decode(arc, transform)).map((part) => round(simplify(part.map(project))));
}

/** The parts of the arc with an index of the file. The complement of an index stands for its arc, backwards. */
function partsOf(index, arcs) {
  return index >= 0 ? arcs[index] : arcs[~index].map((part) => part.toReversed()).toReversed();
}

/** The closed lines that a ring of arcs makes: one, or one on each side of the antimeridian. */
function closedLines(ring, arcs) {
  const lines = [[]];
  for (const index of ring) {
    partsOf(index, arcs).forEach((part, i) => {
      if (i > 0) lines.push([]);
      lines.at(-1).push(...part);
    });
  }
  if (lines.length > 1) lines[0].unshift(...lines.pop());
  return lines.map(open);
}

/** A closed line without its last point, which is its first. */
function open(line) {
  const points = distinct(line);
  return same(points[0], points.at(-1)) ? points.slice(0, -1) : points;
}

/** The rings of a geometry, be it a polygon or several. */
function ringsOf({ type, arcs }) {
  return type === "Polygon" ? arcs : arcs.flat();
}

/** Whether a ring is too small to be seen. */
/** The indices of all arcs of a geometry, as the file has them. */
function arcsOf(geometry) {
  return ringsOf(geometry).flat();
}

function isSmall(points) {
  const extent = (values) => Math.max(...values) - Math.min(...values);
  return extent(points.map(([x]) => x)) < SMALLEST && extent(points.map(([, y]) => y)) < SMALLEST;
}

/** The indices of the arcs that two countries share. */
function sharedArcs(countries) {
  const owners = new Map();
  for (const country of countries) {
    for (const index of arcsOf(country)) {
      const arc = index < 0 ? ~index : index;
      owners.set(arc, (owners.get(arc) ?? new Set()).add(country));
    }
  }
  return [...owners].filter(([, { size }]) => size > 1).map(([arc]) => arc);
}

/**
 * Path data of lines. All is relative: the steps from point to point, and where a line begins, to where the pen is by
 * then. That is the end of the line before, or its beginning where `z` has closed it. Pairs after the one of an `m` are
 * steps of lines, and a minus needs no space before it.
 */
function path(lines, close) {
  let pen = [0, 0];
  const drawn = lines.map((points) => {
    const steps = points.flatMap(([x, y], i) => {
      const [fromX, fromY] = i === 0 ? pen : points[i - 1];
      return [x - fromX, y - fromY];
    });
    pen = close ? points[0] : points.at(-1);
    return `m${steps.join(" ").replaceAll(" -", "-")}${close}`;
  });
  return drawn.join("");
}

/** The land and the borders of the map: lists of lines, which are lists of points. */
function bake({ arcs, objects, transform }) {
  const drawn = arcs.map((arc) => draw(arc, transform));
  const countries = objects.countries.geometries.filter(({ id }) => !LEFT_OUT.has(id));
  const leftOut = new Set(objects.countries.geometries.filter(({ id }) => LEFT_OUT.has(id)).flatMap(arcsOf));
  const land = ringsOf(objects.land.geometries[0])
    .filter((ring) => !ring.some((arc) => leftOut.has(arc)))
    .flatMap((ring) => closedLines(ring, drawn))
    .filter((points) => points.length > 2 && !isSmall(points));
  const borders = sharedArcs(countries)
    .flatMap((arc) => drawn[arc])
    .filter((points) => points.length > 1 && !(same(points[0], points.at(-1)) && isSmall(points)));
  return { land, borders };
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Say where world-atlas is: node bake.mjs FOLDER");
const { land, borders } = bake(JSON.parse(readFileSync(join(folder, "countries-50m.json"), "utf8")));
const text = `${path(land, "z")}\n${path(borders, "")}\n`;
writeFileSync(new URL("outlines.txt", import.meta.url), text);

const count = (lines) => `${lines.length} lines of ${lines.flat().length} points`;
console.log(`land: ${count(land)}; borders: ${count(borders)}`);
console.log(`${text.length} bytes, ${brotliCompressSync(text).length} with brotli at quality 11`);
