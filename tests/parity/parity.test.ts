import { crc32 } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { VAE, VaeOptions } from '../../src/index.ts';
import { useGpu } from '../support/gpu.ts';
import { tally } from '../support/tally.ts';
import { type Deviation, deviation } from './compare.ts';
import { type Fixture, type LossSums, readFixture } from './fixture.ts';
import { type Run, runCase } from './run.ts';
import { dataOf, initialParameters, noiseOf } from './stream.ts';

const gpu = useGpu();
const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

function train(fixture: Fixture, options: VaeOptions = {}): Promise<Run> {
  return runCase(fixture, models, { device: gpu().device, ...options });
}

const ODD_CASES = ['odd-sizes', 'one-hidden-unit', 'one-row'];
const LIKELIHOOD_CASES = [
  'gaussian-fixed',
  'gaussian-learned',
  'gaussian-network',
  'laplace',
  'poisson',
  'negative-binomial',
  'categorical',
];

function expectWithinBounds(fixture: Fixture, run: Run): void {
  for (const [kind, worst] of Object.entries(deviation(fixture, run))) {
    expect(worst, `${kind}, in units of its bound`).toBeLessThanOrEqual(1);
  }
  const tensors = [...fixture.gradients.values(), ...fixture.weights.values()];
  const kept = tensors.reduce((sum, { values }) => sum + values.length + 1, 0);
  tally('PyTorch losses, gradients and weights compared', 6 * fixture.losses.float32.length + kept);
}

describe.each(['seed', ...ODD_CASES, ...LIKELIHOOD_CASES])('the fixture %s', (name) => {
  const fixture = readFixture(name);
  const { parity } = fixture;

  it('was made from the same inputs', () => {
    const initial = [...initialParameters(parity).values()];
    expect({
      parameters: initial.reduce((sum, values) => crc32(new Uint8Array(values.buffer), sum), 0),
      batch: crc32(new Uint8Array(dataOf(parity, parity.steps).buffer)),
      noise: crc32(new Uint8Array(noiseOf(parity, parity.steps).buffer)),
    }).toEqual(fixture.checksums);
  });

  it("leaves room between PyTorch's own error and the bounds", () => {
    expect(Math.max(...fixture.ownError)).toBeLessThan(3e-6);
    for (const [step, [elbo, reconstruction]] of fixture.losses.float64.entries()) {
      expect(Math.abs((fixture.losses.float32[step]?.[0] ?? 0) / elbo - 1)).toBeLessThan(2e-7);
      expect(Math.abs((fixture.losses.float32[step]?.[1] ?? 0) / reconstruction - 1)).toBeLessThan(
        2e-7,
      );
    }
  });
});

describe('20 steps of the engine match PyTorch', () => {
  it('in the seed architecture at full size', async () => {
    const fixture = readFixture('seed');
    expectWithinBounds(fixture, await train(fixture));
  });

  describe.each([...ODD_CASES, ...LIKELIHOOD_CASES])('in the case %s', (name) => {
    const fixture = readFixture(name);

    it.each([true, false])('fuse: %s', async (fuse) => {
      expectWithinBounds(fixture, await train(fixture, { fuse }));
    });
  });

  it('in a batch with rows to spare', async () => {
    const fixture = readFixture('odd-sizes');
    expectWithinBounds(fixture, await train(fixture, { batchSize: fixture.parity.rows + 9 }));
  });
});

/** The tensor in which errors are planted. */
const PLANTED = { name: 'fc1.1.weight', shape: [29, 53] } as const;

describe('a planted error exceeds the bounds', () => {
  const fixture = readFixture('odd-sizes');
  let sound: Run | undefined;

  it.each<[string, VaeOptions, (keyof Deviation)[]]>([
    ['the mean over the batch differentiated', { reduction: 'mean' }, ['gradients', 'weights']],
    ["Adam's epsilon of 1e-6", { epsilon: 1e-6 }, ['weights']],
    ["Adam's beta2 of 0.998", { beta2: 0.998 }, ['weights']],
    ['a learning rate off by 0.2 %', { learningRate: 1.002e-3 }, ['weights']],
  ])('%s', async (_, options, kinds) => {
    const worst = deviation(fixture, await train(fixture, options));
    for (const kind of kinds) expect(worst[kind], kind).toBeGreaterThan(1);
  });

  it.each<[string, keyof Deviation, (run: Run) => Run]>([
    [
      'KL without its factor ½',
      'kl',
      withLosses(([elbo, reconstruction, kl]) => [elbo, reconstruction, 2 * kl]),
    ],
    [
      'a reconstruction term off by 2e-6',
      'reconstruction',
      withLosses(([elbo, reconstruction, kl]) => [elbo, reconstruction * (1 + 2e-6), kl]),
    ],
    ['a transposed gradient', 'gradients', withTensor('gradients', transposed)],
    ['a transposed weight', 'weights', withTensor('weights', transposed)],
    ['a gradient off by 2e-5', 'gradients', withTensor('gradients', (g) => g * (1 + 2e-5))],
    ['one weight off', 'element', withTensor('weights', (w, i) => (i === 5 ? w + 0.03 : w))],
  ])('%s in the numbers compared', async (_, kind, plant) => {
    sound ??= await train(fixture);
    expect(deviation(fixture, plant(sound))[kind]).toBeGreaterThan(1);
  });
});

type Change = (value: number, index: number, all: Float32Array) => number;

function withLosses(change: (sums: LossSums) => LossSums) {
  return (run: Run): Run => ({ ...run, losses: run.losses.map(change) });
}

function withTensor(part: 'gradients' | 'weights', change: Change) {
  return (run: Run): Run => {
    const values = run[part].get(PLANTED.name) ?? new Float32Array();
    return { ...run, [part]: new Map([...run[part], [PLANTED.name, values.map(change)]]) };
  };
}

function transposed(_: number, index: number, all: Float32Array): number {
  const [rows, columns] = PLANTED.shape;
  return all[(index % rows) * columns + Math.floor(index / rows)] ?? Number.NaN;
}
