import { describe, expect, it } from 'vitest';
import { tally } from '../support/tally.ts';
import { OBJECTIVES, type Objective, type ObjectiveCase, objectiveCases } from './objective.ts';

type Weights = ReadonlyMap<string, Float64Array>;

/** y = activate(W x + b), one row. */
function layer(
  weights: Weights,
  name: string,
  x: readonly number[],
  activate: (value: number) => number = (value) => value,
): number[] {
  const weight = weights.get(`${name}.weight`) ?? new Float64Array();
  const bias = weights.get(`${name}.bias`) ?? new Float64Array();
  return Array.from(bias, (b, row) =>
    activate(x.reduce((sum, value, i) => sum + value * (weight[row * x.length + i] ?? 0), b)),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Each objective of each example, computed from the formulas, independently of PyTorch. */
function objectivesOf(given: ObjectiveCase, weights: Weights): Record<Objective, number[]> {
  const { rows, samples, input, latent } = given;
  const found: Record<Objective, number[]> = { bound: [], elbo: [], sampled_elbo: [] };
  for (let row = 0; row < rows; row++) {
    const x = Array.from(given.data.subarray(row * input, (row + 1) * input), (byte) => byte / 255);
    const h = layer(weights, 'fc1', x, Math.tanh);
    const mu = layer(weights, 'fc21', h);
    const logvar = layer(weights, 'fc22', h);
    const drawn = Array.from({ length: samples }, (_, sample) => {
      const start = (row * samples + sample) * latent;
      const noise = [...given.noise.subarray(start, start + latent)];
      const z = mu.map((m, j) => m + Math.exp(0.5 * (logvar[j] ?? 0)) * (noise[j] ?? 0));
      const logits = layer(weights, 'fc4', layer(weights, 'fc3', z, Math.tanh));
      const likely = sum(logits.map((l, i) => l * (x[i] ?? 0) - Math.log1p(Math.exp(l))));
      // The constants ½ log 2π of prior and posterior cancel.
      const ratio = sum(
        z.map((value, j) => 0.5 * ((noise[j] ?? 0) ** 2 + (logvar[j] ?? 0) - value ** 2)),
      );
      return { likely, weight: likely + ratio };
    });
    const kl = sum(
      mu.map((m, j) => 0.5 * (m ** 2 + Math.exp(logvar[j] ?? 0) - 1 - (logvar[j] ?? 0))),
    );
    found.bound.push(Math.log(sum(drawn.map(({ weight }) => Math.exp(weight))) / samples));
    found.elbo.push(sum(drawn.map(({ likely }) => likely)) / samples - kl);
    found.sampled_elbo.push(sum(drawn.map(({ weight }) => weight)) / samples);
  }
  return found;
}

/** Central differences of the negative objectives' sum with respect to one parameter. */
function differences(given: ObjectiveCase, weights: Weights, objective: Objective, name: string) {
  const step = 1e-5;
  const values = weights.get(name) ?? new Float64Array();
  const loss = () => -sum(objectivesOf(given, weights)[objective]);
  return values.map((value, i) => {
    values[i] = value + step;
    const above = loss();
    values[i] = value - step;
    const below = loss();
    values[i] = value;
    return (above - below) / (2 * step);
  });
}

function inFloat64({ weights }: ObjectiveCase): Map<string, Float64Array> {
  return new Map([...weights].map(([name, values]) => [name, Float64Array.from(values)]));
}

describe.each(objectiveCases())('PyTorch on $name', (given) => {
  const { rows, samples, objectives } = given;
  const { bound, elbo, sampled_elbo: sampledElbo } = objectives;

  it.each(OBJECTIVES)('computes the %s that its formula gives', (objective) => {
    const { float32, float64 } = objectives[objective];
    const exact = objectivesOf(given, inFloat64(given))[objective];
    expect(float64.values.length).toBe(rows);
    for (const [row, value] of exact.entries()) {
      expect(Math.abs((float64.values[row] ?? 0) / value - 1)).toBeLessThan(1e-13);
      expect(Math.abs((float32.values[row] ?? 0) / value - 1)).toBeLessThan(1e-6);
    }
  });

  it.each(OBJECTIVES)('computes the gradients of the %s', (objective) => {
    const { float32, float64 } = objectives[objective];
    const weights = inFloat64(given);
    for (const [name, gradient] of float64.gradients) {
      const expected = differences(given, weights, objective, name);
      const largest = Math.max(...expected.map(Math.abs));
      for (const [i, value] of expected.entries()) {
        expect(Math.abs((gradient[i] ?? Number.NaN) - value)).toBeLessThan(1e-8 + 1e-7 * largest);
        const rounded = float32.gradients.get(name)?.[i] ?? Number.NaN;
        expect(Math.abs(rounded - (gradient[i] ?? 0))).toBeLessThan(1e-5 * largest);
      }
      tally('gradients of objectives compared', 2 * expected.length);
    }
  });

  it('bounds the sampled ELBO from above, with equality for one sample', () => {
    for (const [row, value] of bound.float64.values.entries()) {
      const mean = sampledElbo.float64.values[row] ?? Number.NaN;
      if (samples === 1) expect(value).toBeCloseTo(mean, 12);
      else expect(value).toBeGreaterThan(mean);
    }
    if (samples > 1) expect(elbo.float64.values).not.toEqual(sampledElbo.float64.values);
  });

  it('estimates the negative log likelihood from the log weights', () => {
    const losses = Array.from({ length: rows }, (_, row) => {
      const own = [...given.logWeights.subarray(row * samples, (row + 1) * samples)];
      return -Math.log(sum(own.map(Math.exp)) / samples);
    });
    const mean = sum(losses) / rows;
    const variance = sum(losses.map((loss) => (loss - mean) ** 2)) / (rows - 1);
    expect(given.nll.mean).toBeCloseTo(mean, 12);
    expect(given.nll.standardError).toBeCloseTo(Math.sqrt(variance / rows), 12);
  });
});
