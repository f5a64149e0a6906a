import { describe, expect, test } from 'vitest';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import {
  givenNoise,
  inputsOf,
  recordedModel,
  runRecorded,
  sourceOf,
} from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { tally } from '../support/tally.ts';
import type { Objective } from '../support/vaeModel.ts';

const INPUT = 5;
const CONDITION = 3;
const LATENT = 2;
const ROWS = 4;
const config = { input: INPUT, condition: CONDITION, hidden: [4], latent: LATENT } as const;
const small = recordedModel({ ...config, activation: 'tanh' });

describe.each<[string, Pick<Objective, 'bound' | 'samples'>]>([
  ['the evidence lower bound', { bound: 'elbo', samples: 1 }],
  ['the importance-weighted bound', { bound: 'iwae', samples: 3 }],
])('a conditional model under %s', (_, objective) => {
  const { samples } = objective;
  const inputs = inputsOf(small, ROWS, samples);
  const noise = givenNoise(ROWS * samples, LATENT);
  const training = small.model.trainingPlan(sourceOf(ROWS), noise, ADAM_DEFAULTS, objective);
  const { reconstruction, kl, bound } = training.outputs;

  /** Nats of the first `rowCount` rows. */
  function loss(rowCount: number): number {
    const found = runRecorded(small, training, inputs, step(rowCount));
    const terms = bound ? [bound] : [reconstruction, kl];
    return terms.reduce((sum, term) => sum + (found.values(term)[0] ?? Number.NaN), 0);
  }

  test.each([ROWS, ROWS - 1])('has the gradients of finite differences, %i rows', (rowCount) => {
    const run = runRecorded(small, training, inputs, step(rowCount));
    // All gradients before the first loss, since its run writes gradients to the same store.
    const gradients = small.model.store.parameters.map(
      ({ name }) => [name, run.values(`d(${name})`).slice()] as const,
    );
    const h = 1e-5;
    for (const [name, found] of gradients) {
      const { value } = small.store.parameter(name);
      for (const [i, own] of value.entries()) {
        value[i] = own + h;
        const above = loss(rowCount);
        value[i] = own - h;
        const below = loss(rowCount);
        value[i] = own;
        expect(found[i]).toBeCloseTo((above - below) / (2 * h), 6);
      }
      tally('gradients checked', found.length);
    }
  });
});

test('every sample is decoded under the condition of its own row', () => {
  const samples = 3;
  const boundPlan = (rows: number) =>
    small.model.boundPlan(sourceOf(rows), givenNoise(rows * samples, LATENT), samples);
  const inputs = inputsOf(small, ROWS, samples);
  const together = runRecorded(small, boundPlan(ROWS), inputs, step(ROWS)).values('bound');
  const width = INPUT + CONDITION;
  const one = boundPlan(1);
  const alone = Array.from({ length: ROWS }, (_, row) => {
    const own = {
      data: inputs.data.slice(row * width, (row + 1) * width),
      row_index: [0],
      noise: inputs.noise.slice(row * samples * LATENT, (row + 1) * samples * LATENT),
    };
    return runRecorded(small, one, own, step(1)).values('bound')[0];
  });
  expect(new Set(alone).size).toBe(ROWS);
  expect([...together]).toEqual(alone);
});

test('a decoder plan takes z and the condition, a sampler plan the condition', () => {
  const names = (tensors: readonly { readonly name: string }[]) => tensors.map(({ name }) => name);
  expect(names(small.model.decoderPlan(ROWS).inputs)).toEqual(['z', 'condition']);
  const noise = { kind: 'counter', stream: 5 } as const;
  expect(names(small.model.samplerPlan(ROWS, noise).inputs)).toEqual(['condition']);
});

test('nothing of the condition is modelled: the likelihood is of x alone', () => {
  const inputs = inputsOf(small, 1);
  const plan = small.model.evaluationPlan(sourceOf(1), givenNoise(1, LATENT));
  const run = runRecorded(small, plan, inputs, step(1));
  expect([...run.values('condition')]).toEqual([...inputs.data.slice(INPUT)]);
  // Cross entropy by its definition, from the logits.
  const nats = [...run.values('fc4')].reduce((sum, logit, k) => {
    const x = inputs.data[k] ?? Number.NaN;
    const p = 1 / (1 + Math.exp(-logit));
    return sum - x * Math.log(p) - (1 - x) * Math.log(1 - p);
  }, 0);
  expect(run.values('reconstruction')[0]).toBeCloseTo(nats, 10);
});
