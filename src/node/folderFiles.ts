import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { couldNotRead } from './couldNotRead.ts';

/** A label is a byte. */
const MAX_CLASSES = 256;

/**
 * Paths of all files within a folder, sorted; none whose name, or a folder's, begins with a dot.
 * @throws DataError for a folder that cannot be read
 */
export async function filesWithin(folder: string): Promise<readonly string[]> {
  const found = readdir(folder, { recursive: true, withFileTypes: true });
  const entries = await found.catch((error: unknown) => {
    throw couldNotRead(folder, error);
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path.split(sep).every((part) => !part.startsWith('.')))
    .sort();
}

/** The first folder of a path; empty for a file that lies in none. */
export function classOf(path: string): string {
  const [first = '', ...others] = path.split(sep);
  return others.length > 0 ? first : '';
}

/** Sorted names of the folders that hold all files; undefined unless there are 2 to 256. */
export function classesOf(paths: readonly string[]): readonly string[] | undefined {
  const names = [...new Set(paths.map(classOf))].sort();
  const usable = names.length >= 2 && names.length <= MAX_CLASSES && !names.includes('');
  return usable ? names : undefined;
}
