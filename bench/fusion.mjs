// @ts-check
/**
 * The time to make a recorded step ready to compile: its rules, its arenas, its variants. Deep models
 * of some hundred to some thousand dispatches, no GPU needed; prints a Markdown table.
 *
 *     node bench/fusion.mjs --rounds 5
 */
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { runnerImport } from 'vite';
import { whole } from './lib/study.mjs';
import { figure, markdown } from './table.mjs';

/** Hidden layers on either side, for about 330, 650 and 1,300 recorded dispatches. */
const LAYERS = [40, 80, 160];

const { rounds } = new Command()
  .addOption(new Option('--rounds <n>', 'times to measure').argParser(whole(1)).default(5))
  .parse()
  .opts();

const source = fileURLToPath(new URL('lib/fusionSource.mjs', import.meta.url));
/** @type {{ module: typeof import('./lib/fusionSource.mjs') }} */
const { module } = await runnerImport(source);
const { ready, recordedPlan } = module;

const rows = [];
for (const layers of LAYERS) {
  const plan = recordedPlan(layers);
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    const fused = ready(plan);
    return { ms: performance.now() - start, left: fused.step.length };
  });
  const fastest = times.reduce((best, each) => (each.ms < best.ms ? each : best));
  const [first] = times;
  rows.push([
    figure(plan.step.length),
    figure(fastest.left),
    figure(first?.ms ?? 0),
    figure(fastest.ms),
  ]);
}
console.log(markdown(['recorded', 'fused', 'first, ms', 'fastest, ms'], rows));
