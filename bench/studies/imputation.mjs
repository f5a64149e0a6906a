// @ts-check
/**
 * Missing cells of a table, filled by a VAE (MIWAE, Mattei & Frellsen 2019), by the mean and by the nearest rows. Shares of
 * the cells are taken away at random; all ways see the rest alone. Prints a Markdown table: the root mean square
 * error of numbers, in deviations of their column, and the share of names that are wrong.
 *
 *     npm run build && node bench/studies/imputation.mjs --dataset letter.csv
 *     node bench/studies/imputation.mjs --dataset breast_cancer.csv --epochs 300 --seed 1 2
 */
import { Command, Option } from 'commander';
import { fillByMean, fillByNeighbours, isNumber } from '../lib/imputation.mjs';
import { builtLibrary, builtNodeLibrary, seedOption, studyGpu, whole } from '../lib/study.mjs';
import { figure, markdown, percent } from '../table.mjs';

/** @typedef {import('../../src/families/table/columns.ts').TableColumn} Column */

/** Shares of the cells that are taken away. */
const SHARES = [0.1, 0.3, 0.5];
/** Samples of the code of a row, in training and to fill its cells. */
const SAMPLES = { train: 10, fill: 1000 };

/**
 * @typedef {object} Options
 * @property {string} dataset
 * @property {string[]} without
 * @property {number} [limit]
 * @property {number} epochs
 * @property {number} batchSize
 * @property {number[]} [seed]
 * @property {'webgpu' | 'wasm'} backend
 */

const program = new Command('imputation')
  .description('Fills missing cells of a table in several ways and prints a Markdown table.')
  .requiredOption('--dataset <file>', 'a .csv file with a line of names')
  .option('--without <names...>', 'columns that are left out', [])
  .option('--limit <rows>', 'use only the first rows', whole(10))
  .option('--epochs <n>', 'epochs of training of the VAE', whole(1), 100)
  .option('--batch-size <n>', 'rows of a training step', whole(1), 64)
  .addOption(seedOption())
  .addOption(
    new Option('--backend <name>', 'what computes').choices(['webgpu', 'wasm']).default('wasm'),
  )
  .action(study);

/** @param {Options} options */
async function study({ dataset, without, limit, epochs, batchSize, seed = [1], backend }) {
  const { VAE, permutation } = await builtLibrary();
  const { loadTable } = await builtNodeLibrary();
  const opened = backend === 'webgpu' ? await studyGpu() : undefined;
  const table = await loadTable(dataset, { without });
  const rows = Math.min(limit ?? table.rows.rows, table.rows.rows);
  const whole = table.rows.data.slice(0, rows * table.columns.length);
  /** @type {string[][]} */
  const lines = [];
  for (const own of seed) {
    for (const share of SHARES) {
      const places = permutation(whole.length, own, 1).subarray(
        0,
        Math.round(share * whole.length),
      );
      const given = whole.slice();
      for (const cell of places) given[cell] = Number.NaN;
      const columns = rescaled(table.columns, given);
      const started = performance.now();
      const vae = await VAE.create({
        ...(opened ? { gpu: opened.gpu } : { backend }),
        architecture: {
          family: 'table',
          columns,
          hidden: [128, 128],
          activation: 'tanh',
          latent: 10,
        },
        batchSize: Math.min(batchSize, rows),
        bound: 'iwae',
        samples: SAMPLES.train,
        learningRate: 1e-3,
        seed: own,
      });
      await vae.fit(given, { epochs });
      const filled = await vae.impute(given, { samples: SAMPLES.fill });
      vae.dispose();
      const seconds = (performance.now() - started) / 1000;
      process.stderr.write(`seed ${own}, ${percent(share)}: VAE in ${figure(seconds)} s\n`);
      const ways = {
        VAE: filled,
        mean: fillByMean(given, columns),
        kNN: fillByNeighbours(given, columns),
      };
      lines.push([
        `${own}, ${percent(share)}`,
        ...Object.values(ways).map((found) => judged(found, whole, places, table.columns)),
      ]);
    }
  }
  opened?.release();
  const title = `${dataset}, ${rows} rows of ${table.columns.length} columns, ${epochs} epochs`;
  const head = ['seed, missing', 'VAE', 'mean', '10 nearest rows'];
  process.stdout.write(`${title}\n\n${markdown(head, lines)}\n`);
}

/** The columns with the mean and deviation of what is there. @param {readonly Column[]} columns @param {Float32Array} given */
function rescaled(columns, given) {
  return columns.map((column, c) => {
    if (!isNumber(column)) return column;
    const there = given.filter(
      (value, cell) => cell % columns.length === c && !Number.isNaN(value),
    );
    const values = column.kind === 'count' ? there.map(Math.log1p) : there;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { ...column, mean, deviation: Math.sqrt(variance) || 1 };
  });
}

/**
 * The error of numbers and of names, where the file has the cell.
 *
 * @param {Float32Array} found @param {Float32Array} whole @param {Uint32Array} places @param {readonly Column[]} columns
 */
function judged(found, whole, places, columns) {
  let [squares, numbers, wrong, names] = [0, 0, 0, 0];
  for (const cell of places) {
    const column = /** @type {Column} */ (columns[cell % columns.length]);
    const [own, right] = [Number(found[cell]), Number(whole[cell])];
    if (Number.isNaN(right)) continue;
    if (isNumber(column)) {
      squares += ((own - right) / column.deviation) ** 2;
      numbers += 1;
    } else {
      wrong += Number(own !== right);
      names += 1;
    }
  }
  return [
    ...(numbers > 0 ? [Math.sqrt(squares / numbers).toFixed(3)] : []),
    ...(names > 0 ? [`${percent(wrong / names)} wrong`] : []),
  ].join(', ');
}

await program.parseAsync();
