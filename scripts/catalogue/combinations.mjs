// @ts-check
import { resolveImports } from './imports.mjs';

/** @import { Combination, ShaderFile } from './types.ts' */

/**
 * The files of a slot's choices, by choice name.
 *
 * @param {string} slot
 * @param {ReadonlyMap<string, ShaderFile>} files
 * @returns {Map<string, ShaderFile>}
 */
export function slotChoices(slot, files) {
  const prefix = `slots/${slot}/`;
  return new Map(
    [...files.values()]
      .filter((file) => file.path.startsWith(prefix))
      .map((file) => [file.path.slice(prefix.length), file]),
  );
}

/**
 * True for the defaults and for each way with one other choice: they hold each choice once or more.
 *
 * @param {Combination} combination
 */
export function isNearDefaults({ kernel, slots }) {
  const others = slots.filter(({ slot, choice }) => {
    const preferred = kernel.slots.find(({ name }) => name === slot)?.choice;
    return choice.path !== `slots/${slot}/${preferred}`;
  });
  return others.length <= 1;
}

/**
 * Every way to fill the slots of a kernel; the first one has all the defaults.
 *
 * @param {ShaderFile} kernel
 * @param {ReadonlyMap<string, ShaderFile>} files
 * @returns {Combination[]}
 */
export function combinationsOf(kernel, files) {
  /** @type {Combination['slots'][]} */
  let fillings = [[]];
  for (const { name: slot, choice: preferred } of kernel.slots) {
    const choices = slotChoices(slot, files);
    const ordered = [...choices.keys()].sort(
      (a, b) => Number(b === preferred) - Number(a === preferred),
    );
    fillings = fillings.flatMap((filling) =>
      ordered.flatMap((name) => {
        const choice = choices.get(name);
        return choice ? [[...filling, { slot, choice }]] : [];
      }),
    );
  }
  return fillings.map((slots) => {
    const pieces = [kernel, ...slots.map(({ choice }) => choice)];
    const modules = new Set(pieces.flatMap((piece) => resolveImports(piece, files, [])));
    return { kernel, slots, modules: [...modules] };
  });
}
