// @ts-check
/** The benchmark's command line; `node bench/run.mjs --help` lists the options. */
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CONTENDERS, IN_NODE, isOwn, MODEL_NAMES, OWN, TUNED, USUAL } from './cases.mjs';
import { assertSameAdapter, compareResults, slowerCases } from './compare.mjs';
import { runBenchmark } from './lib/benchmark.mjs';
import { runCalibration } from './lib/calibration/run.mjs';
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
const share = (/** @type {string} */ text) => {
  const n = Number(text);
  if (!(n > 0)) throw new InvalidArgumentError(`expected a number above 0, got "${text}".`);
  return n;
};
const names = Object.keys(CONTENDERS);

/** Contenders by default. @param {string} runtime @param {keyof typeof USUAL} backend */
const usual = (runtime, backend) => (runtime === 'node' ? [OWN] : USUAL[backend]);

/**
 * @param {{ models?: string[], contenders?: string[], backend: string, threads: boolean }} given
 * @throws Error for an option that a calibration would ignore
 */
function assertCalibrates({ models, contenders, backend, threads }) {
  const ignored = {
    '--models': models !== undefined,
    '--contenders': contenders !== undefined,
    '--backend wasm': backend === 'wasm',
    '--no-threads': !threads,
  };
  const named = Object.entries(ignored).flatMap(([name, is]) => (is ? [name] : []));
  if (named.length > 0)
    throw new Error(
      `--calibrate times dispatches of its own on an adapter of WebGPU, since \`predictStep\` describes a GPU; leave out ${named.join(', ')}`,
    );
}

const program = new Command('bench')
  .description(
    'Trains the same VAE with webgpu-vae and its peers in headless Chrome, in interleaved rounds; or in Node, without a browser.',
  )
  .option('--quick', 'model seed at batch 128, short rounds: about three minutes')
  .addOption(
    new Option('--runtime <name>', 'where to run; in Node, of the peers only those on WebGPU')
      .choices(['browser', 'node'])
      .default('browser'),
  )
  .addOption(
    new Option(
      '--backend <name>',
      'what this library computes on; wasm is measured beside the peers that compute in WebAssembly',
    )
      .choices(['webgpu', 'wasm'])
      .default('webgpu'),
  )
  .option('--no-threads', 'pages may not share memory, so that WebAssembly has one thread')
  .option(
    '--contenders <names>',
    `some of ${names.join(',')} (default: all but ${TUNED}, of those that --backend is beside; in Node ${OWN} alone)`,
    list(names),
  )
  .option('--models <names>', `some of ${MODEL_NAMES.join(',')}`, list(MODEL_NAMES))
  .option('--rounds <n>', 'rounds a case (default: 5, quick: 3)', count)
  .option(
    '--calibrate',
    'fit the constants of `predictStep` to the adapter of WebGPU instead, and tell their error; goes without --models, --contenders, --backend wasm and --no-threads',
  )
  .option('--units <n>', 'with --calibrate: units of the GPU, which no adapter tells', count)
  .option('--clock <ghz>', 'with --calibrate: its clock', share)
  .option('--all-variants', 'also products that a software adapter takes seconds to compile')
  .option('--browser <path>', 'Chrome or Chromium to use')
  .addOption(
    new Option('--adapter <kind>', 'what to compute on')
      .choices(['auto', 'hardware', 'software'])
      .default('auto'),
  )
  .option(
    '--out <file>',
    'where to write the results (default: bench/results/latest.json, with --calibrate out/calibration.json)',
  )
  .action(async ({ out, calibrate, ...options }) => {
    if (calibrate) {
      assertCalibrates(options);
      const root = path.join(import.meta.dirname, '..');
      await runCalibration({ ...options, out: out ?? path.join(root, 'out', 'calibration.json') });
      return;
    }
    if (options.units !== undefined || options.clock !== undefined)
      throw new Error('--units and --clock belong to --calibrate');
    const { runtime, backend, contenders = usual(runtime, backend) } = options;
    const lost = contenders.filter((/** @type {string} */ name) => !IN_NODE.includes(name));
    if (runtime === 'node' && lost.length > 0)
      throw new Error(
        `--runtime node: ${lost.join(', ')} needs a browser; there are ${IN_NODE.join(', ')}`,
      );
    if (!contenders.every(isOwn)) ensurePeers();
    const latest = path.join(import.meta.dirname, 'results', 'latest.json');
    await runBenchmark({ ...options, contenders, out: out ?? latest });
  });

program
  .command('compare <before> <after>')
  .description('shows two result files side by side')
  .option(
    '--fail-below <ratio>',
    'exit with code 1 if a case of this library is slower than so many times its throughput before, or is missing',
    share,
  )
  .option(
    '--across-adapters',
    'with --fail-below: also where the two files are of different adapters',
  )
  .action(async (before, after, { failBelow, acrossAdapters }) => {
    process.stdout.write(await compareResults(before, after));
    if (failBelow === undefined) return;
    if (!acrossAdapters) await assertSameAdapter(before, after);
    const slower = await slowerCases(before, after, failBelow);
    for (const line of slower) console.error(line);
    if (slower.length > 0) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
