// @ts-check
/**
 * Counts of genes: held-out ELBO beside PyTorch, clusters beside principal components, and what is left of batches.
 *
 *     npm run build && node bench/studies/counts.mjs FILE --cells cells.csv --class TYPE --batches BATCH --out FOLDER
 *     OMP_NUM_THREADS=1 /usr/bin/python3 bench/studies/counts.py FOLDER
 *
 * Trains the family `counts` on the genes that differ most (2000), once as it is and, where there are batches, once
 * with them; every tenth cell is held out. Writes counts, codes and figures for `counts.py`, which trains the same models in
 * PyTorch and prints the tables.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import {
  backendOption,
  builtFormatsLibrary,
  builtLibrary,
  builtNodeLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';

/**
 * @typedef {object} Given
 * @property {string} [cells]
 * @property {string} [class]
 * @property {string} [batches]
 * @property {boolean} [genesInRows]
 * @property {string} [layer]
 * @property {number} genes
 * @property {number} hidden
 * @property {number} latent
 * @property {'none' | 'inflated'} zeros
 * @property {number} batchSize
 * @property {number} epochs
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 * @property {string} out
 */

const program = new Command('counts')
  .description('Trains models of counts, and writes counts, codes and figures for counts.py.')
  .argument('<file>', 'a folder with matrix.mtx, or a file .mtx, .csv, .tsv or .h5ad')
  .option('--cells <file>', 'a table of the cells')
  .option('--class <column>', 'their known classes')
  .option('--batches <column>', 'their batches')
  .option('--genes-in-rows', 'a line of the table is a gene')
  .option('--layer <name>', 'of an .h5ad file')
  .option('--genes <n>', 'that differ most', whole(2), 2000)
  .option('--hidden <n>', 'width of the hidden layer', whole(1), 128)
  .option('--latent <n>', 'size of the code', whole(1), 10)
  .option('--zeros <kind>', 'none or inflated', 'none')
  .option('--batch-size <n>', 'cells a step', whole(1), 32)
  .option('--epochs <n>', 'of every training', whole(1), 100)
  .addOption(seedOption())
  .addOption(backendOption())
  .option('--out <folder>', 'for counts.py', 'out/counts')
  .action(study);

/**
 * @param {string} file
 * @param {Given} given
 */
async function study(file, given) {
  const {
    genes: most,
    hidden,
    latent,
    zeros,
    batchSize,
    epochs,
    seed = [1, 2],
    backend,
    out,
  } = given;
  const device = await studyDevice(backend);
  const { oneHotLabels, toDataset, VAE, withCondition } = await builtLibrary();
  const { loadCounts } = await builtNodeLibrary();
  const { writeNpy } = await builtFormatsLibrary();
  const loaded = await loadCounts(file, {
    most,
    ...(given.cells && { cells: given.cells }),
    ...(given.genesInRows && { genesInRows: true }),
    ...(given.layer && { layer: given.layer }),
  });
  const count = loaded.rows.rows;
  const width = loaded.genes.length;
  const classes = numbered(loaded.about, given.class);
  const batches = numbered(loaded.about, given.batches);
  mkdirSync(out, { recursive: true });
  /** @type {(name: string, values: Float32Array, columns: number) => void} */
  const write = (name, values, columns) =>
    writeFileSync(join(out, name), writeNpy(values, [values.length / columns, columns]));
  const counts = denseOf(loaded.rows);
  write('counts.npy', counts, width);

  const runs = [];
  for (const known of batches ? [false, true] : [false]) {
    const names = known ? batches?.names : undefined;
    const rows = toDataset(counts, width);
    const data = names
      ? withCondition(rows, oneHotLabels(batches?.labels ?? [], names.length))
      : rows;
    const train = everyTenth(data, false);
    const test = everyTenth(data, true);
    for (const each of seed) {
      const vae = await VAE.create({
        ...device.options,
        architecture: {
          ...{ family: 'counts', input: width, hidden: [hidden], latent, zeros },
          condition: names?.length ?? 0,
        },
        batchSize,
        seed: each,
      });
      const before = process.cpuUsage();
      await vae.fit(toDataset(train.values, data.columns), { epochs });
      const { user, system } = process.cpuUsage(before);
      const { elbo } = await vae.evaluate(toDataset(test.values, data.columns));
      const { mu } = await vae.encode(data);
      const codes = `codes-${known ? 'batches' : 'plain'}-${each}.npy`;
      write(codes, mu, latent);
      const seconds = (user + system) / 1e6;
      runs.push({ batches: known, seed: each, elbo, seconds, codes });
      console.log(
        `${known ? 'with' : 'without'} batches, seed ${each}: test ELBO ${elbo?.toFixed(2)} nats a cell, ${seconds.toFixed(1)} s of processors`,
      );
      vae.dispose();
    }
  }
  const model = { hidden, latent, zeros, batchSize, epochs };
  const content = {
    file,
    device: device.name,
    cells: count,
    genes: width,
    model,
    classes,
    batches,
    runs,
  };
  writeFileSync(join(out, 'study.json'), JSON.stringify(content));
}

/**
 * A column of the cells, as numbers.
 * @param {Readonly<Record<string, readonly string[]>>} about
 * @param {string | undefined} column
 */
function numbered(about, column) {
  if (column === undefined) return undefined;
  const own = about[column];
  if (!own) throw new Error(`no column "${column}"; there are: ${Object.keys(about).join(', ')}`);
  const names = [...new Set(own)].sort();
  return { names, labels: own.map((name) => names.indexOf(name)) };
}

/**
 * The cells that are held out, or the others.
 * @param {{ readonly rows: number, readonly columns: number, readonly data: Uint8Array | Float32Array }} data
 * @param {boolean} held
 */
function everyTenth({ rows, columns, data }, held) {
  const places = Array.from({ length: rows }, (_, row) => row).filter(
    (row) => (row % 10 === 9) === held,
  );
  const values = new Float32Array(places.length * columns);
  for (const [i, row] of places.entries()) {
    values.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
  }
  return { values };
}

/** @param {import('../../src/index.ts').SparseRows} rows */
function denseOf(rows) {
  const { rows: count, columns, data } = rows;
  const floats = new Float32Array(data.buffer, data.byteOffset, data.length);
  const dense = new Float32Array(count * columns);
  for (let row = 0; row < count; row++) {
    for (let word = Number(data[row]); word < Number(data[row + 1]); word += 2) {
      dense[row * columns + Number(data[word])] = Number(floats[word + 1]);
    }
  }
  return dense;
}

await program.parseAsync();
