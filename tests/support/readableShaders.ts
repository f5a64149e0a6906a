import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripComments } from '../../scripts/catalogue/source.mjs';
import type { CataloguePart, PieceEntry } from '../../src/kernels/catalogue.types.ts';
import { catalogue } from './catalogue.ts';

/** The source of a shader without comments, names and spaces as they are written. */
function sourceOf(path: string): string {
  const file = new URL(`../../shaders/${path}.wgsl`, import.meta.url);
  return stripComments(readFileSync(fileURLToPath(file), 'utf8'));
}

/** Changes each value of an object. */
function mapped<T, U>(
  object: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(object).map(([name, each]) => [name, change(each, name)]),
  );
}

/** The whole catalogue with its code as it is written, for tools that read or change its text. */
export const readableShaders: CataloguePart = {
  modules: mapped(catalogue.modules, (_, path) => sourceOf(path)),
  slots: mapped<Readonly<Record<string, PieceEntry>>, Record<string, PieceEntry>>(
    catalogue.slots,
    (choices, slot) =>
      mapped(choices, (piece, choice) => ({ ...piece, code: sourceOf(`slots/${slot}/${choice}`) })),
  ),
  kernels: mapped(catalogue.kernels, (entry, kernel) => ({ ...entry, code: sourceOf(kernel) })),
};
