import { MAX_CLASSES } from './limits.ts';

/**
 * The class of each file, which is the name of its folder: `train/7/a.png` and `test/7/b.png` have
 * the same class.
 *
 * @param paths '/' separated
 * @returns [paths]; undefined if a file is in no folder, or there are not 2 to 256 folders
 */
export function folderClasses(paths: readonly string[]): string[] | undefined {
  const folders = paths.map((path) => path.split('/').at(-2) ?? '');
  const distinct = new Set(folders);
  const usable = distinct.size >= 2 && distinct.size <= MAX_CLASSES && !distinct.has('');
  return usable ? folders : undefined;
}

/** Name of a set of image files: their common folder, or the number of files. */
export function folderName(paths: readonly string[]): string {
  const [top, ...others] = new Set(paths.map((path) => path.split('/', 1)[0] as string));
  if (top !== undefined && others.length === 0) return top;
  return `${paths.length} images`;
}
