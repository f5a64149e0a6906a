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
 * @param {string} listing
 * @returns {Block[]}
 */
function blocksOf(listing) {
  const body = listing.slice(listing.indexOf('\n') + 1);
  /** @type {{ name: string, instructions: Instruction[], next: string[] }[]} */
  const blocks = [{ name: 'start', instructions: [], next: [] }];
  for (const line of body.split('\n')) {
    const label = /^(l\d+):/.exec(line);
    const last = blocks.at(-1);
    if (label?.[1] !== undefined) {
      last?.next.push(label[1]);
      blocks.push({ name: label[1], instructions: [], next: [] });
      continue;
    }
    const instruction = instructionOf(line);
    if (!instruction || !last) continue;
    last.instructions.push(instruction);
    last.next.push(...(instruction.args.match(/(?<=#)l\d+/g) ?? []));
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
