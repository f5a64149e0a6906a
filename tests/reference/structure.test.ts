import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FUSED_KERNELS } from '../../src/kernels/names.ts';
import { twins } from '../../src/reference/twins.ts';
import { catalogue } from '../support/catalogue.ts';

const source = new URL('../../src/', import.meta.url);

/** Every file that `entry` imports, itself included, by URL. */
function importedBy(entry: URL, known = new Set<string>()): Set<string> {
  if (known.has(entry.href)) return known;
  known.add(entry.href);
  for (const [, path = ''] of readFileSync(entry, 'utf8').matchAll(/from '(\.{1,2}\/[^']+)'/g)) {
    importedBy(new URL(path, entry), known);
  }
  return known;
}

function inFolder(urls: Iterable<string>, folder: string): string[] {
  return [...urls].filter((url) => url.startsWith(new URL(`${folder}/`, source).href));
}

test('every kernel has a twin, or stands for recorded ones that have', () => {
  const known = [...Object.keys(twins), ...FUSED_KERNELS];
  expect(known.sort()).toEqual(Object.keys(catalogue.kernels).sort());
});

test.each(Object.keys(twins))('%s has its twin in a file of its name', (kernel) => {
  const camelCase = kernel.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  expect(existsSync(new URL(`reference/twins/${camelCase}.ts`, source))).toBe(true);
});

test('the reference imports nothing of the device', () => {
  const folder = new URL('reference/', source);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const imported = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...importedBy(new URL(file, folder))]);
  expect(imported.length).toBeGreaterThan(files.length);
  expect(inFolder(imported, 'gpu')).toEqual([]);
});

test.each(['index.ts', 'node/index.ts', 'cli/main.ts'])('%s carries no reference', (entry) => {
  const imported = importedBy(new URL(entry, source));
  expect(imported.size).toBeGreaterThan(1);
  expect(inFolder(imported, 'reference')).toEqual([]);
});
