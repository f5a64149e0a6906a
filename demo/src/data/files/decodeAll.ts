import type { DroppedFile, SkippedFile } from '../imageSet.ts';
import { greyOf, isGrey } from '../images/colour.ts';
import type { ImageStack } from '../images/imageStack.ts';
import { decodeImage } from './decode.ts';
import { readingProblem, requireSize } from './fileBytes.ts';
import { folderClasses, folderName } from './folders.ts';

/** Number of images decoded at once; browsers decode on their own threads. */
const atOnce = 8;

/**
 * Decodes image files to one stack of squares, labelled by their folders; in grey if no image has a
 * colour.
 *
 * @param side of the squares, in pixels
 * @param onFile called after each file
 */
export async function decodeAll(
  files: readonly DroppedFile[],
  side: number,
  onFile: (file: DroppedFile) => void,
): Promise<{ readonly stack: ImageStack | undefined; readonly skipped: readonly SkippedFile[] }> {
  const skipped: SkippedFile[] = [];
  const usable: string[] = [];
  const length = side * side * 3;
  const pixels = new Uint8Array(files.length * length);
  for (let start = 0; start < files.length; start += atOnce) {
    const group = files.slice(start, start + atOnce);
    const results = await Promise.allSettled(group.map((file) => decodeFile(file, side)));
    for (const [i, result] of results.entries()) {
      const file = group[i] as DroppedFile;
      if (result.status === 'fulfilled') {
        pixels.set(result.value, usable.length * length);
        usable.push(file.path);
      } else skipped.push({ name: file.path, reason: readingProblem(result.reason) });
      onFile(file);
    }
  }
  const count = usable.length;
  if (count === 0) return { stack: undefined, skipped };
  const name = folderName(usable);
  const labels = folderClasses(usable);
  const stack = { name, count, width: side, height: side, labels };
  const kept = pixels.subarray(0, count * length);
  if (!isGrey(kept)) return { stack: { ...stack, channels: 3, pixels: kept }, skipped };
  return { stack: { ...stack, channels: 1, pixels: greyOf(kept) }, skipped };
}

async function decodeFile({ file }: DroppedFile, side: number): Promise<Uint8Array> {
  requireSize(file.size, 'image');
  return decodeImage(file, side);
}
