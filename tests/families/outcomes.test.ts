import { expect, test } from 'vitest';
import { toDataset } from '../../src/data/dataset.ts';
import { ConfigError } from '../../src/errors.ts';
import { bootstrap, treatmentOutcomes } from '../../src/evaluation/index.ts';
import { loadFamily } from '../../src/families/registry.ts';
import type { VAE } from '../../src/index.ts';
import { TestRandom } from '../support/random.ts';
import { createVae, loadVae } from '../training/models.ts';

const ROWS = 600;
const columns = [
  { name: 'age', mean: 60, deviation: 10 },
  { name: 'drug', kind: 'category', levels: ['none', 'weak', 'strong'] },
  { name: 'died', kind: 'binary' },
] as const;
const architecture = {
  family: 'table',
  columns,
  outcomes: ['died'],
  hidden: [8],
  activation: 'tanh',
  latent: 2,
} as const;
const smokes = { name: 'smokes', kind: 'binary' } as const;
const gap = Number.NaN;
const training = { config: undefined, architecture, batchSize: 100, learningRate: 3e-2 };

/** The true probability of death. */
const risk = (age: number, drug: number): number =>
  1 / (1 + Math.exp(-((age - 60) / 10 - ([0, 0.5, 2][drug] ?? 0))));

/** A trial whose drugs are given by chance. */
function trial(): Float32Array {
  const random = new TestRandom(7);
  const ages = random.normal(ROWS);
  const chances = random.uniform(ROWS, 0, 1);
  return Float32Array.from(
    [...ages].flatMap((z, row) => {
      const [age, drug] = [60 + 10 * z, row % 3];
      return [age, drug, Number((chances[row] as number) < risk(age, drug))];
    }),
  );
}

const patients = Float32Array.of(50, Number.NaN, Number.NaN, 75, Number.NaN, Number.NaN);

test('an outcome is learned given the other columns: its probability is near the true one', async () => {
  const vae = await createVae(training);
  await vae.fit(trial(), { epochs: 25 });
  const asked = Float32Array.from(
    [50, 60, 70].flatMap((age) => [0, 1, 2].flatMap((drug) => [age, drug, Number.NaN])),
  );
  const filled = await vae.impute(asked, { probabilities: true });
  for (let row = 0; row < 9; row++) {
    const [age = 0, drug = 0, found = 0] = filled.subarray(3 * row);
    // 200 rows of a drug leave a standard error of about 0.05 in its mean.
    expect(Math.abs(found - risk(age, drug))).toBeLessThan(0.15);
  }
  // A condition is told and not learned: it stays missing, and no drawn row has it.
  const [age, drug, died] = await vae.impute(patients);
  expect([age, drug]).toEqual([50, Number.NaN]);
  expect([0, 1]).toContain(died);
  const drawn = await vae.sample(2, { condition: Float32Array.of(1, 0, 0, 1) });
  expect([...drawn.subarray(0, 2)]).toEqual([Number.NaN, Number.NaN]);
  const again = await loadVae(await vae.save());
  expect(again.architecture).toEqual(vae.architecture);
  expect(await again.impute(asked, { probabilities: true })).toEqual(filled);
  const rebuilt = await vae.reconstruct(asked);
  expect(rebuilt.filter((value) => Number.isNaN(value))).toHaveLength(18);
});

test('an ensemble finds which drug helps, and by how much, with intervals', async () => {
  const rows = toDataset(trial(), 3);
  const models: VAE[] = [];
  for (let seed = 1; seed <= 3; seed++) {
    const vae = await createVae({ ...training, seed });
    await vae.fit(bootstrap(rows, seed), { epochs: 8 });
    models.push(vae);
  }
  const asked = { treatment: 'drug', outcome: 'died', level: 0.5, samples: 16 };
  const sample = trial().subarray(0, 3 * 200);
  const found = await treatmentOutcomes(models, sample, asked);
  expect(found.treatments).toEqual(['none', 'weak', 'strong']);
  const { mean, low, high } = found.meanChange;
  expect([mean[0], low[0], high[0]]).toEqual([0, 0, 0]);
  const ages = [...sample].filter((_, cell) => cell % 3 === 0);
  for (const drug of [1, 2]) {
    const truth = ages.reduce((sum, age) => sum + risk(age, drug) - risk(age, 0), 0) / 200;
    expect(Math.abs((mean[drug] ?? 0) - truth)).toBeLessThan(0.12);
  }
  // The strong drug helps surely.
  expect(high[2]).toBeLessThan(0);
  // The rows' own drug and outcome are not read.
  const blank = sample.map((value, cell) => (cell % 3 === 0 ? value : Number.NaN));
  const other = await treatmentOutcomes(models, blank, { ...asked, reference: 'strong' });
  expect(other.outcome.mean).toEqual(found.outcome.mean);
  expect(other.meanChange.mean[0]).toBeCloseTo(-Number(mean[2]), 10);
}, 120_000);

test('intervals of bootstrapped models hold the truth as often as they say', async () => {
  const columns = [
    { name: 'drug', kind: 'binary' },
    { name: 'gain', kind: 'real' },
  ];
  /** A model that expects the mean of what it was trained on, and 2 more under the drug. */
  const modelOf = (values: Float32Array) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
      architecture: { family: 'table', columns },
      impute: async (rows: Float32Array) =>
        rows.map((value, cell) => (cell % 2 === 0 ? value : mean + 2 * (rows[cell - 1] ?? 0))),
    };
  };
  let held = 0;
  const sets = 150;
  const random = new TestRandom(11);
  for (let set = 0; set < sets; set++) {
    const data = toDataset(Float32Array.from(random.normal(50)), 1);
    const models = Array.from({ length: 39 }, (_, i) =>
      modelOf(bootstrap(data, 39 * set + i).data as Float32Array),
    );
    const row = Float32Array.of(Number.NaN, Number.NaN);
    const asked = { treatment: 'drug', outcome: 'gain' };
    const { outcome, change } = await treatmentOutcomes(models, row, asked);
    held += Number(Number(outcome.low[0]) < 0 && Number(outcome.high[0]) > 0);
    // All models say the same of the change.
    for (const end of [change.mean, change.low, change.high]) expect(end[1]).toBeCloseTo(2, 5);
  }
  // 0.9 with a standard error of 0.025, and a bootstrap of 50 values is a little too narrow.
  expect(held / sets).toBeGreaterThan(0.8);
  expect(held / sets).toBeLessThan(0.97);
});

test('a bootstrap has as many rows, of which about 63 % are different', () => {
  const rows = Float32Array.from({ length: 2000 }, (_, i) => i);
  const drawn = bootstrap(toDataset(rows, 2), 3);
  expect(drawn.rows).toBe(1000);
  const firsts = [...drawn.data].filter((_, cell) => cell % 2 === 0);
  for (const [row, first] of firsts.entries()) expect(drawn.data[2 * row + 1]).toBe(first + 1);
  // The standard deviation of the share is 0.01.
  expect(Math.abs(new Set(firsts).size / 1000 - (1 - 1 / Math.E))).toBeLessThan(0.05);
  expect(bootstrap(toDataset(rows, 2), 3).data).toEqual(drawn.data);
  expect(bootstrap(toDataset(rows, 2), 4).data).not.toEqual(drawn.data);
});

test('a told cell that is missing is none of its values', async () => {
  const vae = await createVae({
    ...training,
    architecture: { ...architecture, columns: [columns[0], smokes, columns[2]] },
  });
  await vae.fit(
    trial().map((value, cell) => (cell % 3 === 1 ? Math.min(value, 1) : value)),
    { epochs: 5 },
  );
  const asked = Float32Array.from([0, 1, gap].flatMap((value) => [60, value, gap]));
  const filled = await vae.impute(asked, { probabilities: true, samples: 4096 });
  const [without = 0, under = 0, missing = 0] = [2, 5, 8].map((cell) => filled[cell] as number);
  // Halfway between both values, where the networks are near straight.
  const part = (missing - without) / (under - without);
  expect(part).toBeGreaterThan(0.25);
  expect(part).toBeLessThan(0.75);
});

test('what does not fit is refused by name', async () => {
  const resolving = async (outcomes: unknown, message: string) => {
    const family = await loadFamily('table');
    const asked = { ...architecture, outcomes } as never;
    await expect(family.resolve(asked)).rejects.toThrow(ConfigError);
    await expect(family.resolve(asked)).rejects.toThrow(message);
  };
  await resolving([], 'outcomes must name some of the columns');
  await resolving(['die'], 'no column "die", did you mean "died"?');
  await resolving(['died', 'died'], 'repeats one');
  await resolving(['age', 'drug', 'died'], 'leave it out to learn them all');
  const vae = await createVae(training);
  await expect(vae.sample(1)).rejects.toThrow('decodes under a condition of 4 values');
  const models = Array.from({ length: 19 }, () => vae);
  const asked = { treatment: 'drug', outcome: 'died' };
  const refused = async (list: typeof models, options: object, message: string) => {
    const asking = treatmentOutcomes(list, patients, { ...asked, ...options });
    await expect(asking).rejects.toThrow(ConfigError);
    await expect(treatmentOutcomes(list, patients, { ...asked, ...options })).rejects.toThrow(
      message,
    );
  };
  await refused(models.slice(1), {}, 'level 0.9 takes 19 models or more, got 18');
  await refused(models, { level: 0.95 }, 'level 0.95 takes 39 models or more');
  for (const level of [1, '0.5', [0.5]]) {
    await refused(models, { level } as never, 'level must be a number between 0 and 1');
  }
  await refused(models, { treatment: 'drugs' }, 'did you mean "drug"?');
  await refused(models, { treatment: 'age' }, 'must be one of "binary", "category"');
  await refused(models, { outcome: 'drug' }, 'the column "drug" must be');
  await refused(models, { reference: 'week' }, 'did you mean "weak"?');
  const other = async (changed: object) =>
    createVae({ ...training, architecture: { ...architecture, ...changed } });
  await refused(models, { treatment: 'died' }, 'outcome: the column "died" is the treatment');
  await refused(
    models,
    { outcome: 'age' },
    'outcome: the model is told the column "age" and does not learn it; it learns: died',
  );
  const both = await other({
    columns: [{ ...smokes, name: 'cured' }, ...columns.slice(1)],
    outcomes: ['cured', 'died'],
  });
  await refused(
    Array.from(models, () => both),
    { treatment: 'cured' },
    'treatment: the column "cured" is learned as an outcome',
  );
  const renamed = await other({
    columns: [columns[0], { ...columns[1], levels: ['none', 'strong', 'weak'] }, columns[2]],
  });
  await refused([...models.slice(1), renamed], {}, 'have the same columns, but number 19 has');
  const scaled = { ...columns[0], mean: 50 };
  const joint = await other({ columns: [scaled, ...columns.slice(1)], outcomes: ['died', 'age'] });
  await refused([...models.slice(1), joint], {}, 'have the same outcomes');
  await expect(treatmentOutcomes(models, patients.subarray(1), asked)).rejects.toThrow(
    'a multiple of 3 values',
  );
});
