import { DataError } from 'webgpu-vae/formats';
import type { LabelVector } from './files/arrayImages.ts';
import { chooseRows } from './files/chooseRows.ts';
import { decodeAll } from './files/decodeAll.ts';
import { readFileBytes, readingProblem } from './files/fileBytes.ts';
import { kindByName } from './files/fileKind.ts';
import { joinAsBytes } from './files/joinAsBytes.ts';
import { MAX_IMAGES } from './files/limits.ts';
import { makeSet } from './files/makeSet.ts';
import { matchLabels } from './files/matchLabels.ts';
import { readArrayFile } from './files/readArrayFile.ts';
import type { DroppedFile, ImageSet, SkippedFile } from './imageSet.ts';
import type { ImageStack } from './images/imageStack.ts';
import type { NumberStack } from './images/numberStack.ts';
import type { DataRequest } from './protocol.ts';

/** Share of the work for reading; the rest is scaling. */
const readingShare = 0.8;

/**
 * Reads the images in the user's files as a set of square images.
 *
 * @param request the files, the side of the squares, and how to read numbers
 * @param report called with the finished share, 0 to 1
 * @throws {DataError} when they contain no usable images, with the reason for every file
 */
export async function readFiles(
  { files, side, reading }: Omit<DataRequest & { readonly kind: 'files' }, 'kind'>,
  report: (share: number) => void,
): Promise<ImageSet> {
  const skipped: SkippedFile[] = [];
  const total = files.reduce((sum, { file }) => sum + file.size, 0) || 1;
  let read = 0;
  const onFile = ({ file }: DroppedFile) => {
    read += file.size;
    report((readingShare * read) / total);
  };
  const isImage = ({ path, file }: DroppedFile) => kindByName(path, file.type) === 'image';
  const images = chooseImages(files.filter(isImage), skipped);
  const decoded = await decodeAll(images, side, onFile);
  skipped.push(...decoded.skipped);

  const stacks: (ImageStack | NumberStack)[] = decoded.stack ? [decoded.stack] : [];
  const vectors: LabelVector[] = [];
  for (const dropped of files.filter((file) => !isImage(file))) {
    try {
      const bytes = await readFileBytes(dropped.path, dropped.file);
      const found = readArrayFile(dropped.path, bytes);
      if (found.stack) stacks.push(found.stack);
      if (found.vector) vectors.push(found.vector);
      skipped.push(...found.skipped);
    } catch (error) {
      skipped.push({ name: dropped.path, reason: readingProblem(error) });
    }
    onFile(dropped);
  }
  const matched = matchLabels(stacks, vectors);
  skipped.push(...matched.skipped);
  if (matched.stacks.length === 0) throw nothingUsable(skipped);
  const { joined, numbers } = joinAsBytes(matched.stacks, reading);
  const onShare = (share: number) => report(readingShare + (1 - readingShare) * share);
  try {
    const set = makeSet(joined, side, onShare);
    return { ...set, ...(numbers && { numbers }), skipped: [...skipped, ...set.skipped] };
  } catch (error) {
    if (!(error instanceof DataError) || skipped.length === 0) throw error;
    throw new DataError(`${error.message}\n${listed(skipped)}`, { cause: error });
  }
}

/** Decodes no more files than are kept. */
function chooseImages(files: readonly DroppedFile[], skipped: SkippedFile[]): DroppedFile[] {
  const chosen = chooseRows(files.length, MAX_IMAGES);
  if (chosen.length < files.length) {
    const reason = `of ${files.length} image files a random ${chosen.length} were taken`;
    skipped.push({ name: 'image files', reason });
  }
  return Array.from(chosen, (index) => files[index] as DroppedFile);
}

function nothingUsable(skipped: readonly SkippedFile[]): DataError {
  const message =
    'no usable images: expected image files, IDX (plain or .gz), .npy or .csv files, got ';
  return new DataError(
    skipped.length === 0
      ? `${message}no files`
      : `${message}none that could be read\n${listed(skipped)}`,
  );
}

function listed(skipped: readonly SkippedFile[]): string {
  return skipped.map(({ name, reason }) => `${name}: ${reason}`).join('\n');
}
