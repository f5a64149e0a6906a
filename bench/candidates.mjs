// @ts-check
/**
 * Product variants that are no part of the library yet beside those that are, on the adapter at hand. Each file of
 * `bench/candidates` holds one, as `registerVariant` takes it; the tuner compares its results with the default's and times
 * it. Prints a Markdown table a model: microseconds a launch, and of the step before and after tuning.
 *
 *     npm run build && node bench/candidates.mjs
 *
 * A candidate that wins somewhere becomes a file of `shaders/slots/product` (CONTRIBUTING.md has the recipe); one that
 * loses everywhere goes.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { architectureOf } from './lib/architecture.mjs';
import { builtExtension, builtLibrary, builtNodeLibrary, studyGpu, whole } from './lib/study.mjs';
import { markdown } from './table.mjs';

const CASES = [
  { model: 'seed', batch: 128 },
  { model: 'seed', batch: 512 },
  { model: 'wide', batch: 128 },
];
/** Rows of MNIST, of which whole batches of every size are made. */
const ROWS = 10_240;
const BUDGET_MS = 60_000;

new Command('candidates')
  .description('Times product variants that are no part of the library yet.')
  .option('--folder <path>', 'of the files', path.join(import.meta.dirname, 'candidates'))
  .option('--steps <n>', 'measurements of a step', whole(1), 30)
  .addOption(
    new Option('--adapter <kind>', 'what to compute on')
      .choices(['auto', 'hardware', 'software'])
      .default('hardware'),
  )
  .action(run)
  .parseAsync();

/** @param {{ folder: string, steps: number, adapter: 'auto' | 'hardware' | 'software' }} given */
async function run({ folder, steps, adapter }) {
  const { VAE, subset } = await builtLibrary();
  const { registerVariant } = await builtExtension();
  const { loadMnist } = await builtNodeLibrary();
  const { gpu, info } = await studyGpu(adapter);
  console.log(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`);
  const candidates = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.wgsl'))) {
    const name = path.basename(file, '.wgsl');
    registerVariant({ name, wgsl: await readFile(path.join(folder, file), 'utf8') });
    candidates.push(name);
  }
  const data = subset((await loadMnist()).train, ROWS);
  for (const { model, batch } of CASES) {
    const vae = await VAE.create({
      architecture: architectureOf(model),
      batchSize: batch,
      gpu,
      backend: 'webgpu',
    });
    const stepMicroseconds = async () =>
      microseconds((await vae.profile(data, { mode: 'step', steps })).stepMs);
    const before = await stepMicroseconds();
    const { dispatches } = await vae.tune({ budgetMs: BUDGET_MS });
    const measured = dispatches.map(({ ms }) => new Map(Object.entries(ms)));
    const variants = [...new Set(measured.flatMap((ms) => [...ms.keys()]))];
    const rows = dispatches.map(({ label, variant }, i) => [
      label,
      ...variants.map((name) => microseconds(measured[i]?.get(name))),
      variant,
    ]);
    console.log(
      `\n**${model}, batch ${batch}**: a step takes ${before} µs, tuned ${await stepMicroseconds()}\n`,
    );
    console.log(markdown(['product', ...variants, 'chosen'], rows));
    vae.dispose();
  }
}

/** @param {number | undefined} ms */
function microseconds(ms) {
  return ms === undefined ? '–' : (1000 * ms).toFixed(1);
}
