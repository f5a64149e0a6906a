import type { DroppedFile, SkippedFile } from '../imageSet.ts';
import type { ImageStack } from '../images/imageStack.ts';
import { decodeImage } from './decode.ts';
import { readingProblem, requireSize } from './fileBytes.ts';
import { folderClasses, folderName } from './folders.ts';

/** Number of images decoded at once; browsers decode on their own threads. */
const atOnce = 8;

/**
 * Decodes image files to one stack of squares, labelled by their folders.
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
  const pixels = new Uint8Array(files.length * side * side);
  for (let start = 0; start < files.length; start += atOnce) {
    const group = files.slice(start, start + atOnce);
    const results = await Promise.allSettled(group.map((file) => decodeFile(file, side)));
    for (const [i, result] of results.entries()) {
      const file = group[i] as DroppedFile;
      if (result.status === 'fulfilled') {
        pixels.set(result.value, usable.length * side * side);
        usable.push(file.path);
      } else skipped.push({ name: file.path, reason: readingProblem(result.reason) });
      onFile(file);
    }
  }
  const count = usable.length;
  if (count === 0) return { stack: undefined, skipped };
  const name = folderName(usable);
  const labels = folderClasses(usable);
  const kept = pixels.subarray(0, count * side * side);
  return { stack: { name, count, width: side, height: side, pixels: kept, labels }, skipped };
}

async function decodeFile({ file }: DroppedFile, side: number): Promise<Uint8Array> {
  requireSize(file.size, 'image');
  return decodeImage(file, side);
}
