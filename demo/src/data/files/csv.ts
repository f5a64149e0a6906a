import Papa from 'papaparse';
import { DataError } from 'webgpu-vae/formats';
import type { SkippedFile } from '../imageSet.ts';
import type { ImageStack } from '../images/imageStack.ts';
import { toBytes } from '../images/intensities.ts';
import { CsvTable } from './csvTable.ts';
import { MAX_CLASSES } from './limits.ts';

/**
 * Images from a table with one of them a line: a square number of intensities, and perhaps one more
 * column that holds the label or a row number. That column is the one that the header calls label,
 * class or target; without such a header it is the first or the last one, by what is in them. Lines
 * that hold something else are left out and named.
 *
 * @param name path of the file
 * @throws {DataError} when it is no table of images, or no line is usable
 */
export function readCsv(
  name: string,
  text: string,
): { readonly stack: ImageStack; readonly skipped: readonly SkippedFile[] } {
  const table = new CsvTable(name);
  Papa.parse<string[]>(text, {
    // Numbers and names of classes need no quotes, and without them it is several times as fast.
    fastMode: true,
    // Line by line: all fields of a large file at once would take gigabytes.
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
  const pixels = toBytes(values);
  const labels = label?.isLabel ? kept.map((row) => label.texts[row] as string) : undefined;
  return {
    stack: { name, count: kept.length, width: side, height: side, pixels, labels },
    skipped,
  };
}

interface Candidate {
  readonly column: number;
  readonly texts: readonly string[];
}

/**
 * The column that is not a pixel. Words are labels for sure; of numbers, the first column counts
 * before the last if it has 2 to 256 different ones. If neither has, the column is left out but
 * labels nothing: it is constant, or numbers the rows.
 */
function labelColumn(
  candidates: readonly Candidate[],
): (Candidate & { readonly isLabel: boolean }) | undefined {
  const fitting = candidates.filter(({ texts }) => fits(texts));
  const words = fitting.find(({ texts }) => texts.some((text) => Number.isNaN(Number(text))));
  const found = words ?? fitting[0];
  if (found) return { ...found, isLabel: true };
  // A column of row numbers has more values than any pixel.
  const [most] = [...candidates].sort((a, b) => new Set(b.texts).size - new Set(a.texts).size);
  return most && { ...most, isLabel: false };
}

function fits(texts: readonly string[]): boolean {
  const distinct = new Set(texts).size;
  return distinct >= 2 && distinct <= MAX_CLASSES;
}
