import { MAX_CLASSES } from './limits.ts';

/**
 * The folder that each file lies in, as its class, so that `train/7/a.png` and `test/7/b.png` are of
 * one class.
 *
 * @param paths '/' separated
 * @returns [paths]; undefined when a file lies in none, or there are not 2 to 256 folders
 */
export function folderClasses(paths: readonly string[]): string[] | undefined {
  const folders = paths.map((path) => path.split('/').at(-2) ?? '');
  const distinct = new Set(folders);
  const usable = distinct.size >= 2 && distinct.size <= MAX_CLASSES && !distinct.has('');
  return usable ? folders : undefined;
}

/** What a set of image files is called: the folder they all lie in, or how many they are. */
export function folderName(paths: readonly string[]): string {
  const [top, ...others] = new Set(paths.map((path) => path.split('/', 1)[0] as string));
  if (top !== undefined && others.length === 0) return top;
  return `${paths.length} images`;
}
