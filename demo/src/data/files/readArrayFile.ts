import { readIdx, readNpy } from 'webgpu-vae/formats';
import type { SkippedFile } from '../imageSet.ts';
import type { NumberStack } from '../images/numberStack.ts';
import { imagesOf, isVector, type LabelVector, labelsOf, type NumberArray } from './arrayImages.ts';
import { readCsv } from './csv.ts';
import type { FileBytes } from './fileBytes.ts';

/** The contents of a file of numbers. */
export interface ArrayFile {
  readonly stack?: NumberStack;
  /** Labels for the images of another file. */
  readonly vector?: LabelVector;
  /** Omitted parts of the file. */
  readonly skipped: readonly SkippedFile[];
}

/**
 * Images or labels from an IDX, .npy or CSV file.
 *
 * @param name path of the file
 * @throws {DataError} when it contains neither
 * @throws {FormatError} when it is invalid
 */
export function readArrayFile(name: string, { kind, bytes }: FileBytes): ArrayFile {
  if (kind === 'csv') return readCsv(name, new TextDecoder().decode(bytes));
  const array: NumberArray = kind === 'npy' ? readNpy(bytes) : readIdx(bytes);
  return isVector(array)
    ? { vector: labelsOf(name, array), skipped: [] }
    : { stack: imagesOf(name, array), skipped: [] };
}
