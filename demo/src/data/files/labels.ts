import { MAX_CLASSES } from './limits.ts';

/** Labels as numbers, with the same numbering in all parts of a set. */
export interface EncodedLabels {
  /** [classes], in number order. */
  readonly classes: readonly string[];
  /** The numbers of a part's labels, one per row. */
  encode(labels: readonly string[]): Uint8Array;
}

/** Numeric order, so that '10' follows '9'. */
const order = new Intl.Collator('en', { numeric: true });

/**
 * Numbers the classes from 0 in the order of their names.
 *
 * @returns undefined if there are not 2 to 256 classes
 */
export function encodeLabels(labels: Iterable<string>): EncodedLabels | undefined {
  const classes = [...new Set(labels)].sort(order.compare);
  if (classes.length < 2 || classes.length > MAX_CLASSES) return undefined;
  const numbers = new Map(classes.map((name, number) => [name, number]));
  return {
    classes,
    encode: (names) => Uint8Array.from(names, (name) => numbers.get(name) as number),
  };
}
