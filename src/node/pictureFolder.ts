import { basename, join, sep } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import { type PictureOptions, PictureRows } from '../data/pictureRows.ts';
import { pictureDecoder } from './decodePicture.ts';
import { classesOf, classOf, filesWithin } from './folderFiles.ts';

/** Pictures of a folder, with the names of their classes if they have some. */
export interface PictureFolder {
  readonly train: Dataset;
  readonly test?: Dataset;
  readonly classes?: readonly string[];
}

/** Folders that hold a test set beside `train`; the first that is there is taken. */
const TEST_FOLDERS = ['test', 'val', 'valid', 'validation'];

/** Pictures that are decoded at a time, by sharp's threads. */
const AT_ONCE = 16;

/**
 * Pictures below a folder, in the order of their paths; undefined if there are none. Files and folders
 * whose names begin with a dot are left out.
 *
 * @throws DataError when the package that decodes is missing, or a picture cannot be read or has
 *   another size
 */
export async function readPictureFolder(
  folder: string,
  options: PictureOptions,
): Promise<PictureFolder | undefined> {
  const found = (await filesWithin(folder)).filter(isPicture);
  if (found.length === 0) return undefined;
  const parts = partsOf(found);
  const classes = classesOf(parts.flatMap(({ paths }) => paths));
  const decode = await pictureDecoder();
  const name = basename(folder);
  const sets: Dataset[] = [];
  for (const [i, { under, paths }] of parts.entries()) {
    const own = parts.length > 1 ? `${name} ${i === 0 ? 'train' : 'test'}` : name;
    const rows = new PictureRows(own, paths.length, options);
    for (let first = 0; first < paths.length; first += AT_ONCE) {
      const some = paths.slice(first, first + AT_ONCE).map((path) => join(folder, under, path));
      const pictures = await Promise.all(some.map(decode));
      for (const [k, picture] of pictures.entries()) {
        rows.set(first + k, some[k] as string, picture);
      }
    }
    const labels = classes && Uint8Array.from(paths, (path) => classes.indexOf(classOf(path)));
    sets.push(rows.dataset(labels));
  }
  const [train, test] = sets as [Dataset, Dataset?];
  return { train, ...(test && { test }), ...(classes && { classes }) };
}

/** Pictures of a training or a test set: paths within a folder of the data. */
interface Part {
  readonly under: string;
  readonly paths: readonly string[];
}

const isPicture = (path: string): boolean => /\.(png|jpe?g)$/i.test(path);

/** The whole folder, or its folders `train` and `test`. */
function partsOf(paths: readonly string[]): Part[] {
  const within = (under: string): Part => {
    const own = paths.filter((path) => path.startsWith(under + sep));
    return { under, paths: own.map((path) => path.slice(under.length + 1)) };
  };
  const train = within('train');
  const test = TEST_FOLDERS.map(within).find((part) => part.paths.length > 0);
  return train.paths.length > 0 && test ? [train, test] : [{ under: '', paths }];
}
