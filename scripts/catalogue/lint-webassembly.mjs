// @ts-check
import { placeOfLine, withChoices } from './lint-combination.mjs';

/** @import { Assembled } from '../../src/kernels/assemble.ts' */
/** @import { Combination, Compile, Problem } from './types.ts' */

const TARGET = { shared: true, relaxed: true };

/**
 * WGSL that the compiler to WebAssembly does not know.
 *
 * @param {Combination} combination
 * @param {Assembled} assembled
 * @param {Compile} compile
 * @returns {Problem[]}
 */
export function lintWebAssembly(combination, { code }, compile) {
  const { kernel, slots } = combination;
  const files = [kernel, ...slots.map(({ choice }) => choice)];
  if (!files.every(({ runsOn }) => runsOn.webassembly)) return [];
  try {
    compile(code, kernel.path, TARGET);
    return [];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const text = error.message.replace(/^\d+:\d+ /, '');
    const message = `does not compile to WebAssembly: ${text}${withChoices(combination)}`;
    const { line = 1 } = /** @type {{ line?: number }} */ (error);
    return [{ ...placeOfLine(combination, line), message }];
  }
}
