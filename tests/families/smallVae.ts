import { expect } from 'vitest';
import type { Model, ObjectiveRequest } from '../../src/families/model.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { Graph } from '../../src/graph/graph.ts';
import type { ArchitectureChoice, VAE } from '../../src/index.ts';
import type { LayerChoice } from '../../src/layers/registry.ts';
import { givenNoise } from '../../src/ops/noise.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { expectAgreement } from '../ops/fixtures.ts';
import { checkGradients } from '../support/gradients.ts';
import { TestRandom } from '../support/random.ts';
import { sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';
import { createVae, loadVae, sameBits, tensorsOf } from '../training/models.ts';

export const COLUMNS = 5;
export const SIZE = 3;
export const ROWS = 4;

export const TANH = [{ kind: 'dense', units: 4, activation: 'tanh' }] as const;

/** A small VAE with another code of `SIZE` dimensions. */
export const smallVae = (latent: object, encoder: readonly LayerChoice[] = TANH) =>
  ({
    family: 'vae',
    input: COLUMNS,
    encoder,
    latent: { size: SIZE, ...latent },
    decoder: TANH,
  }) satisfies ArchitectureChoice;

/** Builds a small VAE. */
export async function builtVae(latent: object, encoder?: readonly LayerChoice[]): Promise<Model> {
  const family = await loadFamily('vae');
  return family.build(await family.resolve(smallVae(latent, encoder)));
}

/** The objective of a small VAE in training, and drawn inputs for it. */
export async function recordedVae(
  latent: object,
  {
    random,
    options = {},
    encoder,
  }: {
    random: TestRandom;
    options?: object;
    encoder?: readonly LayerChoice[] | undefined;
  },
) {
  const family = await loadFamily('vae');
  const model = await builtVae(latent, encoder);
  const graph = new Graph(model.store, { ring: 1 });
  const all: ObjectiveRequest['options'] = { ...family.defaults, ...options };
  const { samples = 1 } = all as { samples?: number };
  await family.loadOptions?.(all);
  const objective = model.objective(graph, {
    source: sourceOf(ROWS),
    mode: 'train',
    noise: givenNoise(),
    options: all,
  });
  return { model, graph, ...objective, inputs: inputsOf(random, samples) };
}

/** Drawn rows, and noise for the samples of each. */
export function inputsOf(random: TestRandom, samples: number) {
  return {
    data: random.uniform(ROWS * COLUMNS, 0, 1),
    row_index: Float64Array.from({ length: ROWS }, (_, i) => i),
    noise: random.normal(ROWS * samples * SIZE),
  };
}

/**
 * Compares the gradients of what a recorded VAE minimises with its finite differences.
 * @param scalars of the step, beside its weights
 */
export function expectGradients(
  { model, graph, terms, inputs }: Awaited<ReturnType<typeof recordedVae>>,
  scalars: Parameters<typeof step>[1] = {},
): void {
  const minimised = terms.bound ? ['bound'] : ['reconstruction', 'kl'];
  const tensors = minimised.flatMap((name) => terms[name]?.tensor ?? []);
  // The loss takes the mean over samples, of terms that have them.
  const weights = minimised.map((name) => 1 / (terms[name]?.samples ?? 1));
  expectAgreement(
    checkGradients({
      graph,
      terms: tensors,
      sources: model.store.parameters,
      inputs,
      step: step(ROWS, { ...scalars, loss_weights: weights.map(() => 1) }),
      lossStep: step(ROWS, { ...scalars, loss_weights: weights }),
    }),
  );
}

/** Drawn parameters, the same for all models with the same tensors. */
export function drawnStore(model: Model): ReferenceStore {
  const store = new ReferenceStore(model.store);
  const own = new TestRandom(5);
  for (const { name } of model.store.parameters) {
    const { value } = store.parameter(name);
    value.set(own.uniform(value.length, -0.7, 0.7));
  }
  return store;
}

/** A small VAE that was trained, and its parameters before that. */
interface Trained {
  readonly vae: VAE;
  readonly before: ReadonlyMap<string, Float32Array>;
  /** `[48, COLUMNS]` */
  readonly data: Float32Array;
}

/**
 * Trains a small VAE and expects that its ELBO falls, and that training goes on from a file to the bit.
 * @param fall of the mean ELBO from the first third of the epochs to the last, at least
 */
export async function expectTraining(latent: object, fall: number): Promise<Trained> {
  const data = Float32Array.from({ length: 48 * COLUMNS }, (_, i) => ((i * 5) % 7) / 7);
  const architecture: ArchitectureChoice = smallVae(latent);
  const options = { config: undefined, architecture, batchSize: 16, learningRate: 1e-2 };
  const vae = await createVae(options);
  const before = tensorsOf(await vae.save());
  const { epochs } = await vae.fit(data, { epochs: 30 });
  const meanOf = (part: typeof epochs): number =>
    part.reduce((sum, { train }) => sum + train.elbo, 0) / part.length;
  expect(meanOf(epochs.slice(-10))).toBeLessThan(meanOf(epochs.slice(0, 10)) - fall);
  const part = await createVae(options);
  await part.fit(data, { epochs: 20 });
  const resumed = await loadVae(await part.save());
  await resumed.fit(data, { epochs: 10 });
  expect(await sameBits(resumed, vae)).toBe(true);
  return { vae, before, data };
}
