// @ts-check
/**
 * The outcome of a treatment: does a patient of a trial of colon cancer die within five years? A VAE of the
 * table of covariates, treatment and outcome, whose outcome is a missing cell of new patients, an ensemble of
 * bootstrapped VAEs of the outcome that are told all else, and logistic regression. Cross-validated; prints a
 * Markdown table, and what the ensemble of all patients expects under each treatment, with intervals.
 *
 *     npm run build && node bench/studies/outcome.mjs --dataset colon.csv --seed 1 2
 *
 * The file is `colon` of the R package survival (Laurie et al. 1989, Moertel et al. 1990) as `write.csv` writes it.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { parse } from 'csv-parse/sync';
import { fillByMean, isNumber } from '../lib/imputation.mjs';
import { logistic } from '../lib/logistic.mjs';
import {
  builtEvaluation,
  builtLibrary,
  builtNodeLibrary,
  seedOption,
  studyGpu,
  whole,
} from '../lib/study.mjs';
import { markdown, percent } from '../table.mjs';

/** @typedef {import('../../src/families/table/columns.ts').TableColumn} Column */

const YEARS = 5 * 365.25;
const COVARIATES = [
  'sex',
  'age',
  'obstruct',
  'perfor',
  'adhere',
  'nodes',
  'differ',
  'extent',
  'surg',
];
const TREATMENT = 'rx';
const OUTCOME = 'died';
const FOLDS = 5;
/** The treatment that others are compared with. */
const REFERENCE = 'Obs';
/** Models of an ensemble: the fewest that give an interval of 90 %. */
const MODELS = 19;
/** Groups of patients of similar risk, whose deaths are compared with what was expected. */
const GROUPS = 5;

const program = new Command('outcome')
  .description('Predicts the outcome of a treatment and prints a Markdown table.')
  .requiredOption('--dataset <file>', 'colon.csv')
  .option('--epochs <n>', 'epochs of training of the VAE of all columns', whole(1), 200)
  .option('--outcome-epochs <n>', 'epochs of each model of the ensemble', whole(1), 40)
  .addOption(seedOption())
  .addOption(
    new Option('--backend <name>', 'what computes').choices(['webgpu', 'wasm']).default('wasm'),
  )
  .action(study);

/**
 * @typedef {object} Options
 * @property {string} dataset
 * @property {number} epochs
 * @property {number} outcomeEpochs
 * @property {number[]} [seed]
 * @property {'webgpu' | 'wasm'} backend
 */

/** @param {Options} options */
async function study({ dataset, epochs, outcomeEpochs, seed = [1], backend }) {
  const { VAE, permutation, toDataset } = await builtLibrary();
  const { bootstrap, treatmentOutcomes } = await builtEvaluation();
  const opened = backend === 'webgpu' ? await studyGpu() : undefined;
  const { rows, columns } = await patients(dataset);
  const { data } = rows;
  const width = columns.length;
  const outcome = columns.findIndex(({ name }) => name === OUTCOME);
  const treatment = columns.findIndex(({ name }) => name === TREATMENT);
  const deaths = Array.from({ length: rows.rows }, (_, row) => Number(data[row * width + outcome]));
  const asked = { treatment: TREATMENT, outcome: OUTCOME, reference: REFERENCE };
  const shared = { ...(opened ? { gpu: opened.gpu } : { backend }), batchSize: 64 };

  /** The VAE of all columns. @param {Float32Array} train @param {number} own */
  const joint = async (train, own) => {
    const model = await VAE.create({
      ...shared,
      architecture: { family: 'table', columns, hidden: [32], activation: 'tanh', latent: 4 },
      bound: 'iwae',
      samples: 10,
      learningRate: 2e-3,
      seed: own,
    });
    await model.fit(train, { epochs });
    return model;
  };
  /** VAEs of the outcome, each of its own bootstrap. @param {Float32Array} train @param {number} own */
  const ensemble = async (train, own) => {
    const models = [];
    for (let i = 0; i < MODELS; i++) {
      const model = await VAE.create({
        ...shared,
        architecture: {
          ...{ family: /** @type {const} */ ('table'), columns, outcomes: [OUTCOME] },
          ...{ hidden: [16], activation: 'tanh', latent: 2 },
        },
        learningRate: 2e-3,
        seed: own * MODELS + i,
      });
      const drawn = bootstrap(toDataset(train, width), own * MODELS + i);
      await model.fit(drawn, { epochs: outcomeEpochs });
      models.push(model);
    }
    return models;
  };
  /** Chances of death under the treatments that patients had. @param {Awaited<ReturnType<typeof ensemble>>} models @param {Float32Array} patients */
  const chancesOf = async (models, patients) => {
    const { outcome: found, treatments } = await treatmentOutcomes(models, patients, asked);
    return Array.from({ length: patients.length / width }, (_, row) =>
      Number(found.mean[row * treatments.length + Number(patients[row * width + treatment])]),
    );
  };

  /** @type {string[][]} */
  const lines = [];
  for (const own of seed) {
    const order = [...permutation(rows.rows, own, 0)];
    const vae = new Array(rows.rows).fill(0);
    const bagged = new Array(rows.rows).fill(0);
    const regression = new Array(rows.rows).fill(0);
    for (let fold = 0; fold < FOLDS; fold++) {
      const held = order.filter((_, i) => i % FOLDS === fold);
      const kept = order.filter((_, i) => i % FOLDS !== fold);
      const train = taken(data, width, kept);
      const unknown = taken(data, width, held);
      for (let row = 0; row < held.length; row++) unknown[row * width + outcome] = Number.NaN;

      const model = await joint(train, own);
      const filled = await model.impute(unknown, { samples: 1000, probabilities: true });
      model.dispose();
      for (const [i, row] of held.entries()) vae[row] = Number(filled[i * width + outcome]);

      const models = await ensemble(train, own);
      for (const [i, chance] of (await chancesOf(models, unknown)).entries()) {
        bagged[Number(held[i])] = chance;
      }
      for (const each of models) each.dispose();

      const features = featuresOf(columns, outcome);
      const whole = fillByMean(
        data.map((value, cell) => (cell % width === outcome ? 0 : value)),
        columns,
      );
      const inputs = (/** @type {number[]} */ of) =>
        of.map((row) => features(whole.subarray(row * width, (row + 1) * width)));
      const chance = logistic(
        inputs(kept),
        kept.map((row) => Number(deaths[row])),
        1,
      );
      for (const [i, x] of inputs(held).entries()) regression[Number(held[i])] = chance(x);
    }
    lines.push([`${own}`, 'VAE of all columns', ...figures(vae, deaths)]);
    lines.push(['', `${MODELS} VAEs of the outcome`, ...figures(bagged, deaths)]);
    lines.push(['', 'logistic regression', ...figures(regression, deaths)]);

    const models = await ensemble(data, own);
    const found = await treatmentOutcomes(models, data, asked);
    for (const each of models) each.dispose();
    const { treatments, meanOutcome, meanChange } = found;
    for (const [level, name] of treatments.entries()) {
      const dead = deaths.filter((_, row) => data[row * width + treatment] === level);
      const died = percent(dead.filter(Boolean).length / dead.length);
      const all = withInterval(meanOutcome, level);
      const less = withInterval(meanChange, level);
      process.stderr.write(
        `seed ${own}, all patients under ${name}: ${all}, against ${REFERENCE} ${less}; died: ${died}\n`,
      );
    }
  }
  opened?.release();
  const title =
    `${rows.rows} patients, ${deaths.filter(Boolean).length} died, ${FOLDS} folds, ${epochs} epochs of all ` +
    `columns, ${outcomeEpochs} of the outcome`;
  const head = ['seed', 'model', 'AUC', 'Brier score', 'calibration error'];
  process.stdout.write(`${title}\n\n${markdown(head, lines)}\n`);
}

/** `45.4 % (41.0 % to 49.2 %)` @param {import('../../src/evaluation/index.ts').OutcomeInterval} interval @param {number} i */
const withInterval = ({ mean, low, high }, i) =>
  `${percent(Number(mean[i]))} (${percent(Number(low[i]))} to ${percent(Number(high[i]))})`;

/** The patients whose outcome is known: a row each. @param {string} file */
async function patients(file) {
  const { loadTable } = await builtNodeLibrary();
  /** @type {Record<string, string>[]} */
  const records = parse(readFileSync(file, 'utf8'), { columns: true });
  const known = records.filter(
    ({ etype, time, status }) => etype === '2' && (status === '1' || Number(time) >= YEARS),
  );
  const names = [...COVARIATES, TREATMENT, OUTCOME];
  const lines = known.map((record) => {
    const died = Number(record.status === '1' && Number(record.time) < YEARS);
    return [...COVARIATES, TREATMENT]
      .map((name) => record[name])
      .concat(String(died))
      .join(',');
  });
  const folder = mkdtempSync(join(tmpdir(), 'outcome-'));
  const path = join(folder, 'patients.csv');
  writeFileSync(path, [names.join(','), ...lines].join('\n'));
  try {
    return await loadTable(path, { kinds: { nodes: 'count' } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {Float32Array} data @param {number} width @param {readonly number[]} rows */
const taken = (data, width, rows) =>
  Float32Array.from(rows.flatMap((row) => [...data.subarray(row * width, (row + 1) * width)]));

/** The covariates and the treatment as a regression takes them: scaled numbers, one-hot levels. @param {readonly Column[]} columns @param {number} outcome */
function featuresOf(columns, outcome) {
  return (/** @type {Float32Array} */ row) =>
    columns.flatMap((column, c) => {
      const value = Number(row[c]);
      if (c === outcome) return [];
      if (column.kind === 'count') return [(Math.log1p(value) - column.mean) / column.deviation];
      if (isNumber(column)) return [(value - column.mean) / column.deviation];
      if (column.kind === 'binary') return [value];
      const levels = /** @type {readonly string[]} */ (column.levels);
      return levels.slice(1).map((_, level) => Number(value === level + 1));
    });
}

/** AUC, Brier score, and the mean distance of expected and observed shares in groups of similar risk. @param {number[]} chances @param {number[]} outcomes */
function figures(chances, outcomes) {
  const order = [...chances.keys()].sort((a, b) => Number(chances[a]) - Number(chances[b]));
  const deaths = outcomes.filter(Boolean).length;
  let [below, wins] = [0, 0];
  for (const row of order) {
    if (outcomes[row]) wins += below;
    else below += 1;
  }
  const brier =
    chances.reduce((sum, p, row) => sum + (p - Number(outcomes[row])) ** 2, 0) / chances.length;
  let apart = 0;
  for (let group = 0; group < GROUPS; group++) {
    const own = order.slice(
      Math.floor((group * order.length) / GROUPS),
      Math.floor(((group + 1) * order.length) / GROUPS),
    );
    const sum = own.reduce((total, row) => total + Number(chances[row]) - Number(outcomes[row]), 0);
    apart += Math.abs(sum) / order.length;
  }
  const auc = wins / (deaths * (outcomes.length - deaths));
  return [auc.toFixed(3), brier.toFixed(4), apart.toFixed(3)];
}

await program.parseAsync();
