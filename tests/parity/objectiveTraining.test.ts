import { afterAll, describe, expect, it } from 'vitest';
import { ShapeError, VAE, type VaeOptions } from '../../src/index.ts';
import { useGpu } from '../support/gpu.ts';
import { tally } from '../support/tally.ts';
import { type Objective, type ObjectiveCase, objectiveCases, weightsFile } from './objective.ts';
import { firstGradients } from './run.ts';

const gpu = useGpu();
const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

const LOSS_BOUND = 1e-6;

/**
 * Bound relative to a gradient's largest element: PyTorch's own float32 differs from its float64 by
 * up to 1e-5.
 */
const GRADIENT_BOUND = 1e-5;

const BOUNDS = { iwae: 'bound', elbo: 'elbo' } as const satisfies Record<string, Objective>;
const CASES = objectiveCases();

async function modelOf(given: ObjectiveCase, options: VaeOptions): Promise<VAE> {
  const vae = await VAE.load(weightsFile(given), {
    device: gpu().device,
    batchSize: given.rows,
    samples: given.samples,
    ...options,
    config: { activation: given.activation },
  });
  models.push(vae);
  return vae;
}

/** The results of a model's first step, summed over the rows. */
async function stepped(vae: VAE, given: ObjectiveCase) {
  const { elbo, bound } = await vae.step(given.data, { noise: given.noise });
  const parameters = [...given.weights.keys()].map((name) => ({ name }));
  const gradients = firstGradients(await vae.save(), parameters);
  return { loss: (bound ?? elbo) * given.rows, gradients };
}

/** Largest difference of each gradient from PyTorch's, relative to its largest element. */
function gradientErrors(
  given: ObjectiveCase,
  objective: Objective,
  found: ReadonlyMap<string, Float32Array>,
): number[] {
  return [...given.objectives[objective].float64.gradients].map(([name, wanted]) => {
    const got = found.get(name) ?? new Float32Array();
    expect(got.length).toBe(wanted.length);
    const apart = wanted.map((value, i) => Math.abs((got[i] ?? Number.NaN) - value));
    tally('gradients of objectives compared', wanted.length);
    return Math.max(...apart) / Math.max(...wanted.map(Math.abs));
  });
}

describe.each(CASES)('the engine on $name', (given) => {
  const runs = (['iwae', 'elbo'] as const).flatMap((bound) =>
    [true, false].map((fuse) => ({ bound, fuse })),
  );

  it.each(runs)('gives what PyTorch gives: $bound, fuse: $fuse', async ({ bound, fuse }) => {
    const objective = BOUNDS[bound];
    const { loss, gradients } = await stepped(await modelOf(given, { bound, fuse }), given);
    const wanted = -given.objectives[objective].float64.values.reduce((a, b) => a + b, 0);
    expect(Math.abs(loss / wanted - 1)).toBeLessThan(LOSS_BOUND);
    expect(Math.max(...gradientErrors(given, objective, gradients))).toBeLessThan(GRADIENT_BOUND);
  });
});

describe('several samples of given noise', () => {
  const given = CASES.at(-1) as ObjectiveCase;

  it('leave rows to spare out, which come after the samples of those that count', async () => {
    const vae = await modelOf(given, { bound: 'iwae', batchSize: given.rows + 3 });
    const { loss, gradients } = await stepped(vae, given);
    const wanted = -given.objectives.bound.float64.values.reduce((a, b) => a + b, 0);
    expect(Math.abs(loss / wanted - 1)).toBeLessThan(LOSS_BOUND);
    expect(Math.max(...gradientErrors(given, 'bound', gradients))).toBeLessThan(GRADIENT_BOUND);
  });

  it('must be as many as the model takes', async () => {
    const vae = await modelOf(given, { bound: 'iwae' });
    const { rows, latent, samples } = given;
    const run = vae.step(given.data, { noise: new Float32Array(rows * latent) });
    await expect(run).rejects.toThrow(ShapeError);
    await expect(run).rejects.toThrow(`${samples} samples for each of ${rows} rows`);
  });

  it('are told apart: noise in another order gives another bound', async () => {
    const { loss } = await stepped(await modelOf(given, { bound: 'iwae' }), {
      ...given,
      noise: given.noise.toReversed(),
    });
    const wanted = -given.objectives.bound.float64.values.reduce((a, b) => a + b, 0);
    expect(Math.abs(loss / wanted - 1)).toBeGreaterThan(100 * LOSS_BOUND);
  });
});
