// @ts-check
import { slotChoices } from './combinations.mjs';

/** @import { Problem, ShaderFile } from './types.ts' */

/**
 * The rules about several files: slots exist, the choices of a slot are interchangeable, and every
 * file is used.
 *
 * @param {ReadonlyMap<string, ShaderFile>} files
 * @param {ReadonlySet<ShaderFile>} imported every shared module that is imported somewhere
 * @returns {Problem[]}
 */
export function lintSlots(files, imported) {
  const all = [...files.values()];
  const declared = all.flatMap((file) => file.slots.map((slot) => ({ file, ...slot })));
  const used = new Set(declared.map(({ name }) => name));
  return [
    ...declared.flatMap(({ file, name, choice, line }) => {
      if (slotChoices(name, files).has(choice)) return [];
      const message = `slot "${name}": no file shaders/slots/${name}/${choice}.wgsl for its default choice`;
      return [{ file: file.file, line, message }];
    }),
    ...[...used].flatMap((name) => [
      ...sameSignatures(name, [...slotChoices(name, files).values()]),
    ]),
    ...all.flatMap((file) => {
      const unused =
        (file.kind === 'shared' && !imported.has(file)) ||
        (file.kind === 'slot' && !used.has(file.path.split('/')[1] ?? ''));
      return unused ? [{ file: file.file, line: 1, message: 'no kernel uses this file' }] : [];
    }),
  ];
}

/**
 * @param {string} slot
 * @param {ShaderFile[]} choices
 */
function* sameSignatures(slot, [first, ...others]) {
  if (!first) return;
  for (const other of others) {
    for (const [name, { text, line }] of first.signatures) {
      const theirs = other.signatures.get(name);
      if (theirs?.text === text) continue;
      yield {
        file: other.file,
        line: theirs?.line ?? 1,
        message:
          `slot "${slot}": expected "fn ${name}${text}" as in ${first.file}:${line}, ` +
          (theirs ? `got "fn ${name}${theirs.text}"` : 'found no such function'),
      };
    }
    for (const [name, { line }] of other.signatures) {
      if (!first.signatures.has(name)) {
        const message = `slot "${slot}": function "${name}" is not in ${first.file}; every choice defines the same functions`;
        yield { file: other.file, line, message };
      }
    }
  }
}
