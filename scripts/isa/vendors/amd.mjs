// @ts-check
import { figure } from './figure.mjs';

/** @import { Block, Instruction, Vendor } from '../types.ts' */

const MULTIPLY_ADD = /^v_(pk_)?(fma|fmac|mac|mad|fmamk|fmaak|madmk|madak)_(f32|legacy)/;

/** SIMDs of a compute unit, and invocations of a wave. */
const SIMDS = 2;
const WAVE = 64;

/** RADV with ACO. @type {Vendor} */
export const amd = {
  driver: 'radeon',
  shim: 'amdgpu',
  chips: {
    navi21: { id: 'navi21', units: 60, unit: 'compute units', ghz: 2.1 },
    navi10: { id: 'navi10', units: 40, unit: 'compute units', ghz: 1.8 },
    navi31: { id: 'navi31', units: 96, unit: 'compute units' },
  },
  environment: ({ id }) => ({ AMDGPU_GPU_ID: id, RADV_DEBUG: 'shaderstats,asm' }),
  listings: 'stderr',
  parse(report) {
    const listing = report.split('disasm:\n')[1]?.split('\n\n')[0] ?? '';
    const waves = figure(report, /^Subgroups per SIMD: (\d+)/m);
    return {
      registers: figure(report, /^VGPRs: (\d+)/m),
      spills: figure(report, /^Spilled VGPRs: (\d+)/m) + figure(report, /^Spilled SGPRs: (\d+)/m),
      inFlight: `${waves} waves/SIMD`,
      invocationsInFlight: waves * SIMDS * WAVE,
      codeBytes: figure(report, /^Code size: (\d+)/m),
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
  return listing.split(/^(?=BB\d+:)/m).map((text, i, all) => {
    const instructions = text.split('\n').flatMap(instructionsOf);
    const jumps = instructions.filter(({ op }) => /^s_c?branch/.test(op));
    const last = instructions.at(-1);
    const falls = last && !/^s_(branch|endpgm)/.test(last.op) ? nameOf(all[i + 1] ?? '') : [];
    return {
      name: nameOf(text)[0] ?? '',
      instructions,
      next: [...jumps.flatMap(({ args }) => args.match(/BB\d+/) ?? []), ...falls],
    };
  });
}

/** @param {string} text */
function nameOf(text) {
  return text.match(/^BB\d+/) ?? [];
}

/**
 * @param {string} line
 * @param {number} number
 * @param {string[]} lines
 * @returns {Instruction[]}
 */
function instructionsOf(line, number, lines) {
  const repeated = /repeated (\d+) times/.exec(line);
  if (repeated) {
    const before = instructionsOf(lines[number - 1] ?? '', number - 1, lines);
    return Array.from({ length: Number(repeated[1]) }, () => before).flat();
  }
  const [, op, args = ''] = /^\t(\S+)\s*(.*?)\s*(;.*)?$/.exec(line) ?? [];
  return op === undefined ? [] : [{ op, args, ...workOf(op, args) }];
}

/**
 * @param {string} op
 * @param {string} args
 * @returns {Pick<Instruction, 'work' | 'bytes' | 'times'>}
 */
function workOf(op, args) {
  const moves = /^(buffer|global|flat|scratch|ds)_(load|read|store|write)/.exec(op);
  if (moves) {
    const [, where = '', way = ''] = moves;
    const loads = way === 'load' || way === 'read';
    const bytes = bytesOf(op) * (/read2|load_2addr|write2|store_2addr/.test(op) ? 2 : 1);
    if (where === 'scratch') return { work: 'spill', bytes, times: 1 };
    if (where === 'ds') return { work: loads ? 'sharedLoad' : 'sharedStore', bytes, times: 1 };
    return { work: loads ? 'load' : 'store', bytes, times: 1 };
  }
  if (/^v_dual_/.test(op)) {
    const pairs = `${op} ${args}`.match(/v_dual_(fma|mac)\w*/g) ?? [];
    const work = pairs.length > 0 ? 'multiplyAdd' : 'other';
    return { work, bytes: 0, times: Math.max(1, pairs.length) };
  }
  const work = MULTIPLY_ADD.test(op) ? 'multiplyAdd' : 'other';
  return { work, bytes: 0, times: op.startsWith('v_pk_') ? 2 : 1 };
}

/** @param {string} op */
function bytesOf(op) {
  if (/x4|b128/.test(op)) return 16;
  if (/x3|b96/.test(op)) return 12;
  if (/x2|b64/.test(op)) return 8;
  if (/(ubyte|sbyte|[ui]8)/.test(op)) return 1;
  return /(short|[ui]16|b16)/.test(op) ? 2 : 4;
}
