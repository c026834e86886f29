/** Medians and what goes with them; values that are missing are left out. */

const present = (values) => values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);

export function median(values) {
  const sorted = present(values);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const least = (values) => present(values)[0];
export const most = (values) => present(values).at(-1);

/** The mean without the highest and the lowest fifth, for times that come in large steps. */
export function trimmedMean(values) {
  const sorted = present(values);
  const fifth = Math.floor(sorted.length / 5);
  const inner = sorted.slice(fifth, sorted.length - fifth);
  return inner.reduce((sum, value) => sum + value, 0) / inner.length;
}

/** Of each round in which both were measured, how many times the one is the other. */
export const ratios = (list, base, name) => list.map((figures, round) => figures[name] / base?.[round]?.[name]).filter(Number.isFinite);
