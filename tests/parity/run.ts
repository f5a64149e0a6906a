import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { VAE, type VaeOptions } from '../../src/index.ts';
import type { Fixture, LossSums } from './fixture.ts';
import { modelOptions } from './modelOptions.ts';
import { dataOf, initialParameters, noiseOf } from './stream.ts';

/** The engine's results for a case: whole tensors under PyTorch's names. */
export interface Run {
  readonly losses: readonly LossSums[];
  /** Gradients of the first step. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
  /** Weights after the last step. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** Adam's 1 - beta1, rounded to f32. */
const FIRST_STEP = Math.fround(1 - 0.9);

/**
 * Trains the engine on a case's weights, batches and noise.
 *
 * The gradients are computed from Adam's first moment after step 1, m = (1 - beta1) g, which costs
 * one rounding. So they are the gradients that the optimizer used, whether or not the plan writes
 * them to memory.
 *
 * @param models receives the model, which the caller disposes of: Dawn shares the pipelines of
 *   equal models while one of them exists, and creating them takes most of the time
 */
export async function runCase(
  { parity }: Fixture,
  models: VAE[],
  options: VaeOptions,
): Promise<Run> {
  const initial = initialParameters(parity);
  const tensors = new Map(
    parity.parameters.map(({ name, shape }) => {
      const data = initial.get(name) ?? new Float32Array();
      return [name, { dtype: 'F32', shape, data }] as const;
    }),
  );
  const vae = await VAE.load(writeSafetensors(tensors, new Map()), {
    batchSize: parity.rows,
    learningRate: parity.learningRate,
    ...modelOptions(parity),
    ...options,
  });
  models.push(vae);
  const losses: LossSums[] = [];
  let gradients = new Map<string, Float32Array>();
  for (let step = 1; step <= parity.steps; step++) {
    const noise = noiseOf(parity, step);
    const { elbo, reconstruction, kl } = await vae.step(dataOf(parity, step), { noise });
    losses.push([elbo * parity.rows, reconstruction * parity.rows, kl * parity.rows]);
    if (step === 1) {
      gradients = firstGradients(await vae.save(), parity.parameters);
    }
  }
  return { losses, gradients, weights: saved(await vae.save(), parity.parameters, '') };
}

/** The gradients of step 1, by parameter, from a model saved after it. */
export function firstGradients(
  bytes: Uint8Array,
  parameters: readonly { name: string }[],
): Map<string, Float32Array> {
  const moments = saved(bytes, parameters, 'adam.m.');
  return new Map(
    [...moments].map(([name, moment]) => [name, moment.map((value) => value / FIRST_STEP)]),
  );
}

function saved(
  bytes: Uint8Array,
  parameters: readonly { name: string }[],
  prefix: string,
): Map<string, Float32Array> {
  const { tensors } = readSafetensors(bytes);
  return new Map(
    parameters.map(({ name }) => {
      const tensor = tensors.get(`${prefix}${name}`);
      if (!tensor) throw new Error(`the saved model lacks "${prefix}${name}"`);
      return [name, toFloat32(tensor)];
    }),
  );
}
