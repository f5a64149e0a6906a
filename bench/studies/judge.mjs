// @ts-check
/**
 * Which of five models do figures without labels prefer, and do figures with labels agree? MNIST VAEs of the same
 * networks: plain with 20 dimensions, at β 4, with 2 dimensions, with a VampPrior, and untrained. Prints
 * a Markdown table of figures, one of ranks, and the rank correlations of each figure without labels with a linear probe and
 * with neighbours.
 *
 *     npm run build && node bench/studies/judge.mjs --epochs 15 --limit 20000 --seed 1 --seed 2 --seed 3
 */
import { Command } from 'commander';
import { mean, rankCorrelation } from '../lib/statistics.mjs';
import {
  backendOption,
  builtEvaluation,
  builtLibrary,
  builtNodeLibrary,
  seedOption,
  studyDevice,
  whole,
} from '../lib/study.mjs';
import { figure, markdown } from '../table.mjs';

/** @import { VAE } from '../../src/index.ts' */

const BATCH = 128;
/** Rows whose posteriors are refined, which takes longest. */
const REFINED = 256;

/** @type {Record<string, { latent: number, beta?: number, vamp?: boolean, untrained?: boolean }>} */
const MODELS = {
  plain: { latent: 20 },
  'β 4': { latent: 20, beta: 4 },
  '2 dimensions': { latent: 2 },
  VampPrior: { latent: 20, vamp: true },
  untrained: { latent: 20, untrained: true },
};

/**
 * Figures without labels, and if a higher one is better.
 *
 * @type {Record<string, { higher: boolean }>}
 */
const UNLABELLED = {
  ELBO: { higher: false },
  'variance explained': { higher: true },
  regret: { higher: false },
  'samples told from data': { higher: false },
  UDR: { higher: true },
  'neighbours of other seeds': { higher: true },
};
const LABELLED = ['linear probe', 'neighbours'];
/** Figures that tell the shape of a code, but not if it is good. */
const SHAPE = ['active units', 'intrinsic dimension', 'total correlation'];

/**
 * @typedef {object} Given
 * @property {number} epochs
 * @property {number} limit
 * @property {number} judged
 * @property {number} hidden
 * @property {number} components
 * @property {number[]} [seed]
 * @property {import('../lib/study.mjs').Backend} backend
 */

const program = new Command('judge')
  .description('Trains five MNIST VAEs, and judges them without labels and with labels.')
  .option('--epochs <n>', 'epochs of every training', whole(1), 15)
  .option('--limit <rows>', 'images to train on', whole(1), 20_000)
  .option('--judged <rows>', 'training and test images that figures are of', whole(16), 1000)
  .option('--hidden <units>', 'of encoder and decoder', whole(1), 400)
  .option('--components <n>', 'of the VampPrior', whole(1), 100)
  .addOption(seedOption())
  .addOption(backendOption())
  .action(study);

/** @param {Given} given */
async function study({ epochs, limit, judged, hidden, components, seed: given, backend }) {
  const device = await studyDevice(backend);
  const { VAE, subset } = await builtLibrary();
  const evaluation = await builtEvaluation();
  const { loadMnist } = await builtNodeLibrary();
  const data = await loadMnist();
  const train = subset(data.train, limit);
  const seeds = given ?? [1, 2, 3];
  console.log(
    `${device.name}; ${limit} images, 784-${hidden}-code-${hidden}-784, ${epochs} epochs, ` +
      `seeds ${seeds.join(', ')}; figures on ${judged} test images\n`,
  );
  /** @type {Map<string, Record<string, number>>} */
  const found = new Map();
  for (const [name, { latent, beta = 1, vamp, untrained }] of Object.entries(MODELS)) {
    const started = performance.now();
    const layers = [{ kind: /** @type {const} */ ('dense'), units: hidden }];
    const runs = [];
    for (const seed of seeds) {
      const vae = await VAE.create({
        architecture: {
          family: 'vae',
          input: 784,
          encoder: layers,
          latent: {
            size: latent,
            ...(vamp && { prior: { kind: /** @type {const} */ ('vamp'), components } }),
          },
          decoder: layers,
        },
        ...device.options,
        beta,
        batchSize: BATCH,
        seed,
      });
      if (!untrained) await vae.fit(train, { epochs });
      runs.push(
        await judge(vae, { train: subset(train, judged), test: subset(data.test, judged) }),
      );
      vae.dispose();
    }
    const codes = runs.map(({ codes }) => codes);
    const apart = codes.flatMap((one, i) =>
      codes.slice(i + 1).map((other) => evaluation.neighbourAgreement(one, other)),
    );
    const udr = seeds.length > 1 ? evaluation.disentanglementRanking(codes).scores : [];
    found.set(name, {
      ...overRuns(runs.map(({ figures }) => figures)),
      ...(seeds.length > 1 && { UDR: mean([...udr]), 'neighbours of other seeds': mean(apart) }),
    });
    console.error(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }

  /** @param {VAE} vae @param {{ train: typeof train, test: typeof train }} rows */
  async function judge(vae, rows) {
    const [known, held] = [
      await vae.encode(rows.train),
      await vae.encode(rows.test, { sample: true }),
    ];
    const columns = held.mu.length / rows.test.rows;
    const { activeDimensions: active, activeUnits } = await vae.diagnose(rows.test);
    const codes = { data: held.mu, columns, active };
    const labelled = /** @type {const} */ ([
      { data: known.mu, columns, labels: rows.train.labels ?? new Uint8Array() },
      { data: held.mu, columns, labels: rows.test.labels ?? new Uint8Array() },
    ]);
    // Codes of samples beside codes of test images: any prior has them.
    const samples = await vae.sample(rows.test.rows, 1);
    const drawn = { data: (await vae.encode(samples, { sample: true, seed: 1 })).z, columns };
    const { elbo } = await vae.evaluate(rows.test);
    const { regret = new Float32Array() } = await vae.score(subset(rows.test, REFINED), {
      regret: { steps: 100, samples: 2 },
    });
    const { accuracy } = evaluation.classifierTwoSampleTest({ data: held.z, columns }, drawn);
    return {
      codes,
      figures: {
        ELBO: elbo,
        'variance explained': explained(rows.test.data, await vae.reconstruct(rows.test)),
        regret: mean([...regret]),
        'samples told from data': accuracy,
        'linear probe': evaluation.linearProbe(...labelled).accuracy,
        neighbours: evaluation.neighbourAccuracy(...labelled),
        'active units': activeUnits,
        'intrinsic dimension': evaluation.intrinsicDimension(codes).twoNearest,
        'total correlation': evaluation.totalCorrelation(held, columns, held.z),
      },
    };
  }

  report(found);
}

/** The share of the variance of bytes that pictures explain. @param {ArrayLike<number>} bytes @param {Float32Array} pictures */
function explained(bytes, pictures) {
  const columns = 784;
  const rows = pictures.length / columns;
  let [left, whole] = [0, 0];
  for (let column = 0; column < columns; column++) {
    let [sum, squares] = [0, 0];
    for (let i = column; i < pictures.length; i += columns) {
      const value = /** @type {number} */ (bytes[i]) / 255;
      sum += value;
      squares += value * value;
      left += (value - /** @type {number} */ (pictures[i])) ** 2;
    }
    whole += squares - (sum * sum) / rows;
  }
  return 1 - left / whole;
}

/** The mean of each figure. @param {Record<string, number>[]} runs @returns {Record<string, number>} */
function overRuns(runs) {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, mean(runs.map((run) => run[name] ?? 0))]));
}

/** @param {Map<string, Record<string, number>>} found figures of each model */
function report(found) {
  const models = [...found.keys()];
  const of = (/** @type {string} */ name) =>
    models.map((model) => found.get(model)?.[name] ?? Number.NaN);
  const known = (/** @type {string} */ name) => of(name).every(Number.isFinite);
  const judges = Object.keys(UNLABELLED).filter(known);
  const all = [...judges, ...SHAPE.filter(known), ...LABELLED];
  console.log(
    markdown(
      ['figure', ...models],
      all.map((name) => [name, ...of(name).map(figure)]),
    ),
  );
  // Rank 1 is the best.
  const worth = (/** @type {string} */ name) =>
    of(name).map((value) => (UNLABELLED[name]?.higher === false ? -value : value));
  const ranks = (/** @type {number[]} */ values) =>
    values.map((value) => 1 + values.filter((other) => other > value).length);
  const rows = [...judges, ...LABELLED].map((name) => [name, ...ranks(worth(name)).map(String)]);
  const means = models.map((_, i) => mean(judges.map((name) => ranks(worth(name))[i] ?? 0)));
  console.log(
    `\n${markdown(['rank by', ...models], [...rows, ['mean without labels', ...means.map(figure)]])}`,
  );
  const best = (/** @type {number[]} */ values) => models[values.indexOf(Math.max(...values))];
  console.log(
    `\nWithout labels: ${best(means.map((rank) => -rank))}; ${LABELLED.map((name) => `by ${name}: ${best(of(name))}`).join('; ')}.\n`,
  );
  const agreeing = [
    ...judges.map((name) => ({ name, values: worth(name) })),
    { name: 'mean rank', values: means.map((rank) => -rank) },
  ];
  console.log(
    markdown(
      ['rank correlation of', ...LABELLED],
      agreeing.map(({ name, values }) => [
        name,
        ...LABELLED.map((label) => rankCorrelation(values, of(label)).toFixed(2)),
      ]),
    ),
  );
}

await program.parseAsync();
