// @ts-check
import { figure } from './figure.mjs';

/** @import { Block, Instruction, Vendor } from '../types.ts' */

/** Surfaces of the older messages: workgroup memory, and what was spilled. */
const SHARED = '254';
const SPILLED = '253';

/** ANV with BRW; its fake kernel driver is built from Mesa's source. @type {Vendor} */
export const intel = {
  driver: 'intel',
  shim: 'intel',
  chips: {
    tgl: { id: 'tgl', units: 6, unit: 'dual subslices' },
    dg2: { id: 'dg2', units: 32, unit: 'Xe cores' },
    lnl: { id: 'lnl', units: 8, unit: 'Xe cores' },
    bmg: { id: 'bmg', units: 20, unit: 'Xe cores' },
  },
  environment: ({ id }) => ({ INTEL_STUB_GPU_PLATFORM: id, INTEL_DEBUG: 'cs' }),
  listings: 'stderr',
  parse(report) {
    const listing = report.slice(report.lastIndexOf('Native code for'));
    return {
      registers: figure(listing, /GRF registers: (\d+)/),
      spills: figure(listing, /(\d+):\d+ spills/) + figure(listing, /\d+:(\d+) spills/),
      inFlight: `SIMD${figure(listing, /^SIMD(\d+) shader/m)}`,
      codeBytes: figure(listing, /Compacted \d+ to (\d+) bytes/),
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
  return [...listing.matchAll(/^ *START (B\d+)\b.*\n([\s\S]*?)^ *END B\d+(.*)$/gm)].map(
    ([, name = '', body = '', next = '']) => ({
      name,
      // The message of a `send` stands in the line after it.
      instructions: body
        .replace(/\n\s+(?=\S+ MsgDesc)/g, ' ')
        .split('\n')
        .flatMap(instructionOf),
      next: next.match(/(?<=->)B\d+/g) ?? [],
    }),
  );
}

/**
 * @param {string} line
 * @returns {Instruction[]}
 */
function instructionOf(line) {
  const [, op, args = ''] = /^(?:\(\S+\) )?([a-z][\w.]*)(?:\(\d+\))?\s*(.*)$/.exec(line) ?? [];
  if (op === undefined) return [];
  return [
    { op, args, times: 1, ...(/^sends?c?$/.test(op) ? messageOf(args) : arithmeticOf(op, args)) },
  ];
}

/**
 * @param {string} op
 * @param {string} args
 * @returns {Pick<Instruction, 'work' | 'bytes'>}
 */
function arithmeticOf(op, args) {
  const first = args.split(/\s+/)[0] ?? '';
  return { work: op.startsWith('mad') && first.endsWith('>F') ? 'multiplyAdd' : 'other', bytes: 0 };
}

/**
 * The data that a message to memory moves. `transpose` is a load for all invocations at once, which only
 * spills and uniform values use.
 *
 * @param {string} args
 * @returns {Pick<Instruction, 'work' | 'bytes'>}
 */
function messageOf(args) {
  const surface = /(?:Surface =|bti) (\d+)/.exec(args)?.[1];
  const older = /untyped surface (read|write).*Mask = 0x([0-9a-f])/.exec(args);
  if (older) {
    const left = [8, 4, 2, 1].filter((bit) => (Number.parseInt(older[2] ?? '0', 16) & bit) === 0);
    return { work: workOf(older[1] === 'read', surface === SHARED), bytes: 4 * left.length };
  }
  if (/OWORD block/.test(args)) return { work: surface === SPILLED ? 'spill' : 'other', bytes: 0 };
  const newer = /(ugm|slm|tgm) MsgDesc: \( (load|store)\w*, a\d+, d(\d+), V(\d+)(.*)\)/.exec(args);
  if (!newer) return { work: 'other', bytes: 0 };
  const [, where, way, bits, count, rest = ''] = newer;
  if (/ ss\b/.test(rest)) return { work: 'spill', bytes: 0 };
  if (rest.includes('transpose')) return { work: 'other', bytes: 0 };
  return {
    work: workOf(way === 'load', where === 'slm'),
    bytes: (Number(bits) / 8) * Number(count),
  };
}

/** @param {boolean} loads @param {boolean} shared */
function workOf(loads, shared) {
  if (shared) return loads ? 'sharedLoad' : 'sharedStore';
  return loads ? 'load' : 'store';
}
