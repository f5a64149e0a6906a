// @ts-check
import { figure } from './figure.mjs';

/** @import { Block, Instruction, Vendor, Work } from '../types.ts' */

/** Bytes of an encoded instruction. */
const ENCODED = 16;
const SECTION = 'NAK IR after calc_instr_deps:\n';

/** Invocations of a warp. */
const WARP = 32;

/** NVK with NAK. @type {Vendor} */
export const nvidia = {
  driver: 'nouveau',
  shim: 'nouveau',
  chips: {
    ga102: { id: '172', units: 82, unit: 'multiprocessors' },
    tu104: { id: '164', units: 46, unit: 'multiprocessors' },
  },
  environment: ({ id }) => ({ NOUVEAU_CHIPSET: id, NAK_DEBUG: 'print' }),
  listings: 'stderr',
  parse(report) {
    const listing = report.split(SECTION)[1]?.split('\n\n')[0] ?? '';
    const warps = figure(report, /^Max warps\/SM: (\d+)/m);
    return {
      registers: figure(report, /^Num GPRs: (\d+)/m),
      spills: figure(report, /^Spills to mem: (\d+)/m),
      inFlight: `${warps} warps/SM`,
      invocationsInFlight: warps * WARP,
      codeBytes: ENCODED * figure(report, /^Instruction count: (\d+)/m),
      blocks: blocksOf(listing),
      listing,
    };
  },
};

/**
 * @param {string} listing
 * @returns {Block[]}
 */
function blocksOf(listing) {
  return [...listing.matchAll(/^block\S* (\d+) .*\{\n([^}]*)\} -> \[(.*)\]/gm)].map(
    ([, name = '', body = '', next = '']) => ({
      name,
      instructions: body.split('\n').flatMap(instructionOf),
      next: next === '' ? [] : next.split(', '),
    }),
  );
}

/**
 * @param {string} line
 * @returns {Instruction[]}
 */
function instructionOf(line) {
  const text = line.replace(/\/\/.*$/, '').replace(/^@\S+/, '');
  const [, op, args = ''] = /^(?:[^=]*\s=\s)?\s*([a-z][\w.]*)\s*(.*?)\s*$/.exec(text) ?? [];
  if (op === undefined) return [];
  const [name, where = ''] = op.split('.');
  /** @type {Record<string, Work>} */
  const loads = { global: 'load', shared: 'sharedLoad', local: 'spill' };
  /** @type {Record<string, Work>} */
  const stores = { global: 'store', shared: 'sharedStore', local: 'spill' };
  const work = name === 'ld' ? loads[where] : name === 'st' ? stores[where] : undefined;
  if (work) {
    const bits = Number(/\.[bu](\d+)$/.exec(op)?.[1] ?? 32);
    return [{ op, args, work, bytes: bits / 8, times: 1 }];
  }
  return [{ op, args, work: name === 'ffma' ? 'multiplyAdd' : 'other', bytes: 0, times: 1 }];
}
