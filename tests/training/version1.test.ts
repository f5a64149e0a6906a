import { describe, expect, test } from 'vitest';
import { describeAdapter } from '../../src/index.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { createVae, loadVae } from './models.ts';
import {
  type Figures,
  type Fixture,
  infer,
  RUNS,
  readFixture,
  splitTensors,
  trainBefore,
  trainOn,
} from './version1.ts';

/** Numbers by name. */
type Numbers = ReadonlyMap<string, ArrayLike<number>>;

/** Differences that are allowed, relative to the largest value of a tensor. */
interface Tolerance {
  readonly weights: number;
  readonly moments: number;
  readonly figures: number;
  readonly inferred: number;
}

/** WGSL allows this absolute error of the cosine that normals are made with. Source: WGSL, "Accuracy". */
const COSINE = 2 ** -11;

/**
 * Tolerances for other adapters. Of the first run: after changing weights and moments of a file by up to 1e-6
 * of their values, the run ended with differences of 1e-6 in weights and 1e-5 in moments; adapters differ by
 * a few times that.
 *
 * The second run shows the noise of the adapter: the first steps of RMSprop are ten learning rates long, since they
 * divide a gradient g by the root of 0.01 g², however small and uncertain it is. The fixture is of
 * SwiftShader, whose cosine is off by 2e-4: the saved weights encode to the same values in WebAssembly, to 1e-7, and
 * sample others, by 1.8e-4. After six steps the weights of the fixture are 4.3e-4 from those of float64, the ones of
 * WebAssembly 4e-7.
 */
const TOLERANCE: Readonly<Record<keyof typeof RUNS, Tolerance>> = {
  version1: { weights: 5e-5, moments: 5e-4, figures: 2e-5, inferred: 1e-4 },
  'version1.rmsprop': {
    weights: 2 * COSINE,
    moments: 5 * COSINE,
    figures: COSINE / 5,
    inferred: COSINE,
  },
};

/**
 * The device that the library requests by default, on which subgroups affect the choice of kernels.
 */
const opened = await openSuiteGpu();
const device = await opened.adapter.requestDevice({
  requiredFeatures: opened.adapter.features.has('subgroups') ? ['subgroups'] : [],
});
const adapter = describeAdapter(opened.info);

/** True if the fixture was made on an adapter like this one: then bits are compared. */
const sameAdapter = ({ figures }: Fixture): boolean =>
  figures.arch === process.arch && JSON.stringify(figures.adapter) === JSON.stringify(adapter);

function expectNumbers(found: Numbers, expected: Numbers, exact: boolean, tolerance: number): void {
  expect([...found.keys()]).toEqual([...expected.keys()]);
  for (const [name, values] of expected) {
    const came = Array.from(found.get(name) ?? []);
    const wanted = Array.from(values);
    if (exact) {
      expect(came, name).toEqual(wanted);
      continue;
    }
    expect(came.length, name).toBe(wanted.length);
    const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const [i, value] of wanted.entries()) {
      const off = Math.abs((came[i] ?? Number.NaN) - value);
      expect(off, `${name}[${i}]`).toBeLessThanOrEqual(tolerance * largest);
    }
  }
}

function expectTensors(
  found: Uint8Array,
  expected: Uint8Array,
  exact: boolean,
  tolerance: Tolerance,
): void {
  const [came, wanted] = [splitTensors(found), splitTensors(expected)];
  expect(wanted.weights.size).toBeGreaterThan(0);
  expect(wanted.moments.size).toBe(2 * wanted.weights.size);
  expectNumbers(came.weights, wanted.weights, exact, tolerance.weights);
  expectNumbers(came.moments, wanted.moments, exact, tolerance.moments);
}

function expectFigures(
  found: Pick<Figures, 'epochs' | 'saved' | 'continued'>,
  expected: Figures,
  exact: boolean,
  tolerance: Tolerance,
): void {
  const figures = ({ epochs, saved, continued }: typeof found): Numbers =>
    new Map([
      ...epochs.flatMap(({ epoch, train }) =>
        Object.entries(train).map(([name, value]) => [`epoch ${epoch}, ${name}`, [value]] as const),
      ),
      ...Object.entries({ saved, continued }).flatMap(([when, { losses, nll }]) =>
        Object.entries({ ...losses, nll }).map(
          ([name, value]) => [`${when}, ${name}`, [value]] as const,
        ),
      ),
    ]);
  const inferred = ({ saved, continued }: typeof found): Numbers =>
    new Map([
      ['saved, encoded', saved.encoded],
      ['saved, sampled', saved.sampled],
      ['continued, encoded', continued.encoded],
      ['continued, sampled', continued.sampled],
    ]);
  expectNumbers(figures(found), figures(expected), exact, tolerance.figures);
  expectNumbers(inferred(found), inferred(expected), exact, tolerance.inferred);
}

describe.each(Object.keys(RUNS) as (keyof typeof RUNS)[])('%s', async (name) => {
  const run = RUNS[name];
  const fixture = await readFixture(name);
  const { saved, continued, figures } = fixture;
  const exact = sameAdapter(fixture);
  const tolerance = TOLERANCE[name];

  test('is read, and training goes on from it as it did', async () => {
    const vae = await loadVae(saved, { device });
    expect([vae.epoch, vae.stepCount]).toEqual([run.before.epochs, run.before.step]);
    expectTensors(await vae.save(), saved, true, tolerance);
    const atFirst = await infer(vae, run);
    const epochs = await trainOn(vae, run);
    const atLast = await infer(vae, run);
    expectFigures({ epochs, saved: atFirst, continued: atLast }, figures, exact, tolerance);
    expectTensors(await vae.save(), continued, exact, tolerance);
  });

  test('a run made anew comes to the same state', async () => {
    const vae = await createVae({ ...run.options, device });
    await trainBefore(vae, run);
    expect(vae.options).toEqual((await loadVae(saved, { device })).options);
    expectTensors(await vae.save(), saved, exact, tolerance);
  });

  test('kernels without fusion go on within the tolerances', async () => {
    const vae = await loadVae(saved, { device, fuse: false, variants: { default: 'direct_8x8' } });
    await trainOn(vae, run);
    expectTensors(await vae.save(), continued, false, tolerance);
  });

  test('a step more is beyond the tolerances', async () => {
    const vae = await loadVae(saved, { device });
    await vae.fit(run.rows, { steps: 1 });
    const further = splitTensors(await vae.save());
    const { weights, moments } = splitTensors(saved);
    const compare = (came: Numbers, wanted: Numbers, most: number) => () =>
      expectNumbers(came, wanted, false, most);
    expect(compare(further.weights, weights, tolerance.weights)).toThrow();
    expect(compare(further.moments, moments, tolerance.moments)).toThrow();
  });
});
