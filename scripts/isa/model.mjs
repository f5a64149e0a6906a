// @ts-check
import { loopsOf } from './loops.mjs';
import { turnsOf } from './turns.mjs';

/** @import { Block, Chip, Instruction, SharedAccess } from './types.ts' */
/** @import { Loop } from './loops.mjs' */
/** @import { InvocationWork } from '../work/types.ts' */

// Cycles of RDNA 2 as they are commonly measured. They are not calibrated against these kernels.
const LANES = 64;
const MEMORY_LATENCY = 320;
const SCALAR_LATENCY = 120;
const SHARED_LATENCY = 64;
/** Bytes a cycle and compute unit. */
const MEMORY_RATE = 64;
const WIDEST = 16;
/** Cycles of an instruction for 64 lanes on a SIMD of 32, and of a slow one. */
const VECTOR = 2;
const SLOW = 8;
const SIMDS = 2;
const SLOW_OPS = /^v_((exp|log|rcp|rsq|sqrt|sin|cos)|.*_[ubfi]64|mul_(lo|hi))/;

/** Turns after which a loop has found its pace; further turns take as long as the last. */
const WARM = 3;

/**
 * @typedef {object} Code
 * @property {readonly Block[]} blocks
 * @property {readonly Loop[]} loops
 * @property {ReadonlyMap<Loop, number>} turns
 * @property {{ read: number, write: number }} cost in cycles of an access of 16 bytes to workgroup memory
 * @property {number} lanes of a wave that have work
 */

/** The state of one wave. */
class Wave {
  time = 0;
  vector = 0;
  memory = 0;
  shared = 0;
  memoryFree = 0;
  sharedFree = 0;
  stored = 0;
  /** @type {number[]} when loads from memory arrive */
  loads = [];
  /** @type {number[]} when scalar loads and those from workgroup memory arrive */
  counted = [];
}

/**
 * A rough time of a launch in microseconds, for ranking alone: follows one wave in order through
 * AMD's instructions with the real number of turns of each loop, then takes the longest of: that
 * wave, and what all waves of a compute unit need of its arithmetic, memory and workgroup memory.
 *
 * @param {object} launch
 * @param {readonly Block[]} launch.blocks
 * @param {InvocationWork} launch.work
 * @param {readonly SharedAccess[]} launch.accesses
 * @param {number} launch.workgroups
 * @param {number} launch.invocations of a workgroup
 * @param {Chip & { ghz: number }} launch.chip
 */
export function modelledTime({ blocks, work, accesses, workgroups, invocations, chip }) {
  const wave = new Wave();
  const wavesOfGroup = Math.ceil(invocations / LANES);
  const read = sharedCycles(accesses, 'read') / wavesOfGroup;
  const cost = { read, write: sharedCycles(accesses, 'write') / wavesOfGroup };
  const loops = loopsOf(blocks);
  const turns = turnsOf(blocks, loops, work);
  const lanes = Math.min(LANES, invocations);
  const code = { blocks, loops, turns, cost, lanes };
  walk(wave, code, { from: 0, to: blocks.length - 1 }, new Set());
  const waves = wavesOfGroup * Math.ceil(workgroups / chip.units);
  const cycles = Math.max(
    wave.time,
    Math.ceil(waves / SIMDS) * wave.vector,
    waves * wave.memory,
    waves * wave.shared,
  );
  return cycles / chip.ghz / 1000;
}

/**
 * Cycles in which a workgroup executes an access of 16 bytes, on average.
 *
 * @param {readonly SharedAccess[]} accesses
 * @param {'read' | 'write'} way
 */
function sharedCycles(accesses, way) {
  const chosen = accesses.filter((access) => access.way === way);
  const executions = chosen.reduce((sum, access) => sum + access.executions, 0);
  return executions === 0 ? 0 : chosen.reduce((sum, { cycles }) => sum + cycles, 0) / executions;
}

/**
 * @param {Wave} wave
 * @param {Code} code
 * @param {Loop} range of blocks
 * @param {ReadonlySet<Loop>} inside the loops that are being walked
 */
function walk(wave, code, { from, to }, inside) {
  for (let place = from; place <= to; place++) {
    const loop = code.loops.find(
      (each) => each.from === place && each.to <= to && !inside.has(each),
    );
    if (!loop) {
      execute(wave, code.blocks[place]?.instructions ?? [], code);
      continue;
    }
    const turns = code.turns.get(loop) ?? 1;
    const sums = /** @type {const} */ (['time', 'vector', 'memory', 'shared']);
    let before = sums.map((name) => wave[name]);
    for (let turn = 0; turn < Math.min(turns, WARM); turn++) {
      before = sums.map((name) => wave[name]);
      walk(wave, code, loop, new Set([...inside, loop]));
    }
    const left = turns - WARM;
    if (left > 0) {
      for (const [i, name] of sums.entries()) wave[name] += left * (wave[name] - (before[i] ?? 0));
      Object.assign(wave, { memoryFree: wave.time, sharedFree: wave.time, loads: [], counted: [] });
    }
    place = loop.to;
  }
}

/**
 * @param {Wave} wave
 * @param {readonly Instruction[]} instructions
 * @param {Code} code
 */
function execute(wave, instructions, { cost, lanes }) {
  for (const { op, args, work, bytes } of instructions) {
    wave.time++;
    if (op.startsWith('s_waitcnt')) wait(wave, op, args);
    else if (work === 'load') {
      const cycles = (bytes * lanes) / MEMORY_RATE;
      wave.memory += cycles;
      wave.memoryFree = Math.max(wave.memoryFree, wave.time) + cycles;
      wave.loads.push(wave.memoryFree - cycles + MEMORY_LATENCY);
    } else if (work === 'store') {
      wave.memory += (bytes * lanes) / MEMORY_RATE;
      wave.stored = wave.time + MEMORY_LATENCY;
    } else if (work === 'sharedLoad' || work === 'sharedStore') {
      const each = work === 'sharedLoad' ? cost.read : cost.write;
      const cycles = (bytes / WIDEST) * each;
      wave.shared += cycles;
      wave.sharedFree = Math.max(wave.sharedFree, wave.time) + cycles;
      wave.counted.push(wave.sharedFree + SHARED_LATENCY);
    } else if (/^s_(buffer_)?load/.test(op)) wave.counted.push(wave.time + SCALAR_LATENCY);
    else if (op.startsWith('v_')) {
      const cycles = SLOW_OPS.test(op) ? SLOW : VECTOR;
      wave.vector += cycles;
      wave.time += cycles - 1;
    }
  }
}

/** @param {Wave} wave @param {string} op @param {string} args */
function wait(wave, op, args) {
  const pending = /** @type {const} */ ([
    [wave.loads, /vmcnt\((\d+)\)/],
    [wave.counted, /lgkmcnt\((\d+)\)/],
  ]);
  for (const [arrivals, pattern] of pending) {
    const allowed = Number(pattern.exec(args)?.[1] ?? Number.POSITIVE_INFINITY);
    while (arrivals.length > allowed) wave.time = Math.max(wave.time, arrivals.shift() ?? 0);
  }
  if (op === 's_waitcnt_vscnt') wave.time = Math.max(wave.time, wave.stored);
}
