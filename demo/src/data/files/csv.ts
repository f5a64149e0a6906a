import Papa from 'papaparse';
import { DataError } from 'webgpu-vae/formats';
import type { SkippedFile } from '../imageSet.ts';
import { extentOf } from '../images/intensities.ts';
import type { NumberStack } from '../images/numberStack.ts';
import { CsvTable } from './csvTable.ts';
import { MAX_CLASSES } from './limits.ts';

/**
 * Reads images from a table with one image per line: a square number of intensities, optionally
 * with one more column for the label or a row number. The header may name this column label, class
 * or target; otherwise the contents show whether it is the first or the last column. Invalid lines
 * are left out and reported.
 *
 * @param name path of the file
 * @throws {DataError} when it is not a table of images, or no line is usable
 */
export function readCsv(
  name: string,
  text: string,
): { readonly stack: NumberStack; readonly skipped: readonly SkippedFile[] } {
  const table = new CsvTable(name);
  Papa.parse<string[]>(text, {
    // Numbers and class names need no quotes, and parsing without quotes is several times as fast.
    fastMode: true,
    // Line by line: all fields of a large file together would take gigabytes.
    step: ({ data }) => table.add(data),
  });
  const { side } = table;
  if (side === undefined) throw new DataError('it has no rows');
  const label = labelColumn(table.labelCandidates);
  const { values, kept } = table.pixels(label?.column);
  const skipped = table.leftOut();
  if (kept.length === 0) {
    const reasons = skipped.map(({ reason }) => reason).join('; ');
    throw new DataError(`none of its lines is usable: ${reasons}`);
  }
  const size = { width: side, height: side, channels: 1 } as const;
  const labels = label?.isLabel ? kept.map((row) => label.texts[row] as string) : undefined;
  return {
    stack: { name, count: kept.length, ...size, values, extent: extentOf(values), labels },
    skipped,
  };
}

interface Candidate {
  readonly column: number;
  readonly texts: readonly string[];
}

/**
 * Selects the column that is not a pixel. Words are always labels. A column of numbers is a label if
 * it has 2 to 256 distinct values and does not number the rows, or if the header names it. The last
 * column is preferred to the first if it has at most half as many distinct values, since pixels have
 * many. If neither qualifies, the column is dropped without giving labels: it is constant or numbers
 * the rows.
 */
function labelColumn(
  candidates: readonly Candidate[],
): (Candidate & { readonly isLabel: boolean }) | undefined {
  const many = candidates.filter(({ texts }) => fits(texts));
  const fitting = candidates.length > 1 ? many.filter(({ texts }) => !numbersRows(texts)) : many;
  const words = fitting.find(({ texts }) => texts.some((text) => Number.isNaN(Number(text))));
  const [first, last] = fitting;
  const isFewer = first && last && 2 * distinct(last.texts) <= distinct(first.texts);
  const found = words ?? (isFewer ? last : first);
  if (found) return { ...found, isLabel: true };
  // A column of row numbers has more distinct values than any pixel.
  const [most] = [...candidates].sort((a, b) => distinct(b.texts) - distinct(a.texts));
  return most && { ...most, isLabel: false };
}

function distinct(texts: readonly string[]): number {
  return new Set(texts).size;
}

function fits(texts: readonly string[]): boolean {
  return distinct(texts) >= 2 && distinct(texts) <= MAX_CLASSES;
}

/** True for 0, 1, 2, … or 1, 2, 3, …, unless there are so few that they may be labels. */
function numbersRows(texts: readonly string[]): boolean {
  const first = Number(texts[0]);
  return texts.length > 4 && first <= 1 && texts.every((text, row) => Number(text) === first + row);
}
