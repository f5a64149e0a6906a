// @ts-check
import { figure } from './figure.mjs';

/** @import { Block, Instruction, Vendor, Work } from '../types.ts' */

/** Bytes of an encoded instruction are two words. */
const WORD = 4;

/** Turnip. @type {Vendor} */
export const adreno = {
  driver: 'freedreno',
  shim: 'freedreno',
  chips: { a740: { id: '740', units: 6, unit: 'shader processors' } },
  environment: ({ id }) => ({ FD_GPU_ID: id, IR3_SHADER_DEBUG: 'cs' }),
  listings: 'stderr',
  parse(report) {
    const text = report.replaceAll('MESA: info: ', '');
    const listing = text.slice(text.indexOf('Native code for'));
    const blocks = blocksOf(listing);
    return {
      // It counts vectors of four.
      registers: 4 * figure(listing, /(\d+) full/),
      spills: blocks
        .flatMap(({ instructions }) => instructions)
        .filter(({ work }) => work === 'spill').length,
      inFlight: `${figure(listing, /(\d+) max_waves/)} waves`,
      codeBytes: WORD * figure(listing, /(\d+) dwords/),
      blocks,
      listing,
    };
  },
};

/**
 * Blocks begin at labels and after jumps.
 *
 * @param {string} listing
 * @returns {Block[]}
 */
function blocksOf(listing) {
  const body = listing.slice(listing.indexOf('\n') + 1);
  /** @type {{ name: string, instructions: Instruction[], next: string[] }} */
  let block = { name: 'start', instructions: [], next: [] };
  const blocks = [block];
  /** @param {string} name @param {boolean} falls */
  const begin = (name, falls) => {
    if (falls) block.next.push(name);
    block = { name, instructions: [], next: [] };
    blocks.push(block);
  };
  for (const line of body.split('\n')) {
    const label = /^(l\d+):/.exec(line)?.[1];
    if (label !== undefined) {
      begin(label, block.instructions.at(-1)?.op !== 'jump');
      continue;
    }
    const instruction = instructionOf(line);
    if (!instruction) continue;
    block.instructions.push(instruction);
    const target = /#(l\d+)/.exec(instruction.args)?.[1];
    if (target === undefined) continue;
    block.next.push(target);
    begin(`after ${blocks.length}`, instruction.op !== 'jump');
  }
  return blocks;
}

/** @type {Readonly<Record<string, Work>>} */
const WORK = {
  isam: 'load',
  ldib: 'load',
  ldg: 'load',
  stib: 'store',
  stg: 'store',
  ldl: 'sharedLoad',
  stl: 'sharedStore',
  ldp: 'spill',
  stp: 'spill',
  mad: 'multiplyAdd',
};

/**
 * @param {string} line
 * @returns {Instruction | undefined}
 */
function instructionOf(line) {
  const [, flags = '', op, args = ''] =
    /^((?:\([^)]*\))*)([a-z]\w*[\w.]*)\s*(.*)$/.exec(line) ?? [];
  if (op === undefined) return undefined;
  const name = op.split('.')[0] ?? '';
  const work = name === 'mad' && !op.includes('.f') ? 'other' : (WORK[name] ?? 'other');
  return {
    op,
    args,
    work,
    bytes: bytesOf(name, op, args),
    times: 1 + Number(/rpt(\d)/.exec(flags)?.[1] ?? 0),
  };
}

/** @param {string} name @param {string} op @param {string} args */
function bytesOf(name, op, args) {
  if (name === 'isam') return op.includes('.v') ? 4 * WORD : WORD;
  if (name === 'ldib' || name === 'stib') return WORD * Number(/\.u32\.(\d)/.exec(op)?.[1] ?? 1);
  if (/^(ld|st)[lpg]$/.test(name)) return WORD * Number(/, (\d)$/.exec(args)?.[1] ?? 1);
  return 0;
}
