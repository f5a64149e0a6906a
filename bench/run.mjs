// @ts-check
/** The benchmark's command line; `node bench/run.mjs --help` lists the options. */
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CONTENDERS, MODEL_NAMES } from './cases.mjs';
import { compareResults } from './compare.mjs';
import { runBenchmark } from './lib/benchmark.mjs';
import { ensurePeers } from './lib/install.mjs';

const list = (/** @type {string[]} */ known) => (/** @type {string} */ text) => {
  const names = text.split(',');
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(
      `expected some of ${known.join(', ')}, got ${unknown.join(', ')}.`,
    );
  return names;
};
const count = (/** @type {string} */ text) => {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1)
    throw new InvalidArgumentError(`expected a whole number from 1, got "${text}".`);
  return n;
};
const names = Object.keys(CONTENDERS);

const program = new Command('bench')
  .description(
    'Trains the same VAE with webgpu-vae and its peers in headless Chrome, in interleaved rounds.',
  )
  .option('--quick', 'model seed at batch 128, short rounds: about three minutes')
  .option('--contenders <names>', `some of ${names.join(',')}`, list(names), names)
  .option('--models <names>', `some of ${MODEL_NAMES.join(',')}`, list(MODEL_NAMES))
  .option('--rounds <n>', 'rounds a case (default: 5, quick: 3)', count)
  .option('--all-variants', 'also products that a software adapter takes seconds to compile')
  .option('--browser <path>', 'Chrome or Chromium to use')
  .addOption(
    new Option('--adapter <kind>', 'what to compute on')
      .choices(['auto', 'hardware', 'software'])
      .default('auto'),
  )
  .option(
    '--out <file>',
    'where to write the results',
    path.join(import.meta.dirname, 'results', 'latest.json'),
  )
  .action(async (options) => {
    ensurePeers();
    await runBenchmark(options);
  });

program
  .command('compare <before> <after>')
  .description('shows two result files side by side')
  .action(async (before, after) => {
    process.stdout.write(await compareResults(before, after));
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
