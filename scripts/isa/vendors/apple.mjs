// @ts-check
import { figure } from './figure.mjs';

/** @import { Block, Instruction, Vendor, Work } from '../types.ts' */

/** Honeykrisp, the driver of Asahi Linux. @type {Vendor} */
export const apple = {
  driver: 'asahi',
  shim: 'asahi',
  chips: { m1: { id: 'm1', units: 8, unit: 'cores' } },
  environment: () => ({ AGX_MESA_DEBUG: 'shaders,shaderdb' }),
  listings: 'stdout',
  parse(report, listing) {
    const start = listing.search(/^ {3}0: /m);
    const before = start < 0 ? '' : listing.slice(0, start);
    const threads = figure(report, /(\d+) threads/);
    return {
      // It counts halves of registers.
      registers: Math.ceil(figure(report, /(\d+) gprs/) / 2),
      spills: figure(report, /(\d+):\d+ spills/) + figure(report, /\d+:(\d+) spills/),
      inFlight: `${threads} threads/core`,
      invocationsInFlight: threads,
      codeBytes: figure(report, /(\d+) code size/),
      // It prints the code after each of its passes; the last one has registers.
      blocks: blocksOf(before.slice(before.lastIndexOf('\nblock0 {'))),
      listing: start < 0 ? '' : (listing.slice(start).split('\n\n')[0] ?? ''),
    };
  },
};

/**
 * @param {string} text
 * @returns {Block[]}
 */
function blocksOf(text) {
  return [...text.matchAll(/^(block\d+) \{\n([^}]*)\}( ->.*)?$/gm)].map(
    ([, name = '', body = '', successors = '']) => ({
      name,
      instructions: body.split('\n').flatMap(instructionOf),
      next: successors.split(' from ')[0]?.match(/block\d+/g) ?? [],
    }),
  );
}

/** @type {Readonly<Record<string, Work>>} */
const WORK = {
  device_load: 'load',
  device_store: 'store',
  local_load: 'sharedLoad',
  local_store: 'sharedStore',
  stack_load: 'spill',
  stack_store: 'spill',
  ffma: 'multiplyAdd',
};

/**
 * @param {string} line
 * @returns {Instruction[]}
 */
function instructionOf(line) {
  const [, op, args = ''] = /^\s+(?:[^=]*\s=\s)?([a-z]\w*)\s*(.*)$/.exec(line) ?? [];
  if (op === undefined) return [];
  const work = WORK[op] ?? 'other';
  const parts = /, (x?y?z?w?), /.exec(args)?.[1]?.length ?? 1;
  const moves = work !== 'other' && work !== 'multiplyAdd';
  return [{ op, args, work, bytes: moves ? 4 * parts : 0, times: 1 }];
}
