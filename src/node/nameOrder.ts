/**
 * The order of names that a file gives, for `sort`: first the numbers by their values, then the texts by their
 * characters. Numbers of one value, such as 1 and 1.0, are in the order of texts.
 */
export function nameOrder(a: string, b: string): number {
  const [left, right] = [numberIn(a), numberIn(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The value of a number; a text comes after all of them. */
function numberIn(name: string): number {
  const value = name.trim() === '' ? Number.NaN : Number(name);
  return Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
}
