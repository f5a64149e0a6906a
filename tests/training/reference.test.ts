import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { useGpu } from '../support/gpu.ts';
import { smallVae } from '../support/smallVae.ts';
import {
  relativeDistance,
  type TrainedRun,
  trainOnDevice,
  trainReference,
} from '../support/train.ts';

const gpu = useGpu();

/**
 * Absolute error of a KL near zero, in addition to the relative one: the KL is a difference of
 * numbers near 1, in which exp(logvar) has an error of 3 ulp, for each of the 7 x 3 latent values.
 */
const KL_ERROR = 7 * 3 * 4 * 2 ** -23;

/** Differences beyond 1e-5: of a step's loss, or of a whole parameter or moment. */
function differences(actual: TrainedRun, expected: TrainedRun): string[] {
  const losses = expected.losses.flatMap((terms, step) =>
    terms.map((wanted, term) => {
      const error = Math.abs((actual.losses[step]?.[term] ?? Number.NaN) - wanted);
      const explained = term === 1 ? KL_ERROR : 0;
      return [`loss ${term} of step ${step}`, (error - explained) / Math.abs(wanted)] as const;
    }),
  );
  const state = [...expected.state].map(([name, wanted]) => {
    const got = actual.state.get(name) ?? wanted.map(() => Number.NaN);
    return [name, relativeDistance(got, wanted)] as const;
  });
  return [...losses, ...state].flatMap(([name, difference]) =>
    difference <= 1e-5 ? [] : [`${name}: ${difference}`],
  );
}

const variants: [string, (plan: Plan) => Plan][] = [
  ['as recorded', (plan) => plan],
  ['fused', fuse],
];

describe.each(variants)('ten steps of a VAE of odd sizes, %s', (_, rewrite) => {
  test('agree with the reference in float64: losses, parameters and moments', async () => {
    const vae = smallVae();
    const plan = rewrite(vae.training.plan);
    const trained = await trainOnDevice(gpu(), vae, plan);
    expect(differences(trained, trainReference(vae, plan))).toEqual([]);
  });

  // Proof that the comparison detects a small error in one step of ten.
  test('differ from a reference that was given one wrong noise value', async () => {
    const vae = smallVae();
    const plan = rewrite(vae.training.plan);
    const trained = await trainOnDevice(gpu(), vae, plan);
    const noise = vae.steps[4]?.noise;
    if (noise) noise[0] = (noise[0] ?? 0) + 0.01;
    expect(differences(trained, trainReference(vae, plan))).not.toEqual([]);
  });
});
