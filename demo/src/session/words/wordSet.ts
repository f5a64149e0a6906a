import type { ImageSet } from '../../data/imageSet.ts';

/** Images with labels, and a word for each label: label 3 is `words[3]`. */
export interface WordSet {
  readonly images: ImageSet;
  readonly words: readonly string[];
}

const DIGITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
] as const;

/** Undefined for images without labels, or all of one class. A digit gets its English word, any other class its name. */
export function wordSetOf(images: ImageSet | undefined): WordSet | undefined {
  const classes = images?.classes ?? [];
  if (!images?.train.labels || classes.length < 2) return undefined;
  const words = classes.map(
    (name) => (/^\d$/.test(name) ? DIGITS[Number(name)] : undefined) ?? name,
  );
  return { images, words };
}

/** The classes that a text names by words or by their names, one after the other, and what it says besides. */
export function readWords(
  text: string,
  { words, images: { classes = [] } }: WordSet,
): { readonly labels: readonly number[]; readonly unknown: readonly string[] } {
  const names = [words, classes].map((list) => list.map((name) => name.toLowerCase()));
  const given = text.toLowerCase();
  // A name may have spaces in it: commas part such names.
  const split = given.split(given.includes(',') ? ',' : /\s+/);
  const parts = split.map((part) => part.trim()).filter(Boolean);
  const found = parts.map((part) => labelOf(part, names));
  return {
    labels: found.filter((label) => label !== undefined),
    unknown: parts.filter((_, i) => found[i] === undefined),
  };
}

function labelOf(text: string, names: readonly (readonly string[])[]): number | undefined {
  return names.map((list) => list.indexOf(text)).find((label) => label >= 0);
}
