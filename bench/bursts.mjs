// @ts-check
/**
 * How many bursts in flight hide the wait for what is read back. The loop of the library trains with
 * 1 to 4 on a queue that takes as long for a burst as a GPU, and tells of its end some milliseconds
 * late, as a busy browser does. Nothing is computed. Prints milliseconds a burst.
 *
 *     node bench/bursts.mjs
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { figure, markdown } from './table.mjs';

/** @import { BurstRun } from '../src/runtime/bursts.ts' */

const DEPTHS = [1, 2, 3, 4];
const LATE_MS = [0, 4, 16, 32, 100];
/** The duration of a burst on a GPU, and the number of bursts. */
const BURST_MS = 10;
const BURSTS = 40;

const source = fileURLToPath(new URL('../src/runtime/bursts.ts', import.meta.url));

/** The loop with so many bursts in flight. @param {number} depth */
async function loopWith(depth) {
  /** @type {{ module: typeof import('../src/runtime/bursts.ts') }} */
  const { module } = await runnerImport(source, {
    configFile: false,
    plugins: [{ name: 'depth', transform: (code, id) => withDepth(code, id, depth) }],
  });
  if (module.IN_FLIGHT !== depth) throw new Error('IN_FLIGHT is not defined as it was');
  return module.runBursts;
}

/** @param {string} code @param {string} id @param {number} depth */
function withDepth(code, id, depth) {
  return id === source ? code.replace(/(IN_FLIGHT =) \d+/, `$1 ${depth}`) : undefined;
}

/** A run of bursts of one step each, on a queue that works them off in order. @param {number} late */
function runOn(late) {
  let free = 0;
  const executable = {
    plan: { step: [], burst: [] },
    capacity: 1,
    run: async () => {
      free = Math.max(free, performance.now()) + BURST_MS;
      await new Promise((resolve) => setTimeout(resolve, free + late - performance.now()));
      return [];
    },
  };
  return /** @type {BurstRun} */ (
    /** @type {unknown} */ ({
      executable,
      feed: { prepare: () => 0 },
      batches: Array.from({ length: BURSTS }, (_, i) => ({ first: i, rows: 1 })),
      scalars: () => ({}),
      sums: [],
      sizer: { next: () => ({ steps: 1, submits: 1 }), start: () => () => {}, burstMs: BURST_MS },
      onBurst: () => {},
      assertLive: () => {},
      giveWay: () => undefined,
    })
  );
}

const loops = await Promise.all(DEPTHS.map(loopWith));
const rows = [];
for (const late of LATE_MS) {
  const cells = [String(late)];
  for (const loop of loops) {
    const start = performance.now();
    await loop(runOn(late));
    cells.push(figure((performance.now() - start) / BURSTS));
  }
  rows.push(cells);
}
console.log(markdown(['late by, ms', ...DEPTHS.map((depth) => `${depth} in flight`)], rows));
