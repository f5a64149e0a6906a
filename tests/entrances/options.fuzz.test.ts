import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { knownOptions } from '../../src/api/knownOptions.ts';
import { specify } from '../../src/api/specify.ts';
import { InternalError, VaeError } from '../../src/errors.ts';
import { familyNames, loadFamily } from '../../src/families/registry.ts';
import { Fuzz } from '../formats/fuzzing.ts';
import { createVae } from '../training/models.ts';
import { optionsIn } from './entrances.ts';

const fuzz = new Fuzz('options');
afterAll(() => fuzz.report());

/** Values that some option takes, so that several options of a case may be right. */
const plausible = fc.constantFrom<unknown>(
  ...[0, 1, 3, 0.5, 1e-3, 128, -1, Number.NaN, Infinity, 2 ** 32, 1e300],
  ...[true, false, null, undefined, '', '1', 'auto', 'sum', 'mean', 'adam', 'sgd', 'vae', 'vib'],
  ...['gaussian', 'iwae', 'poisson', [], [8], [8, 4], {}, () => 1],
  ...[{ kind: 'permutation' }, { kind: 'poisson', mean: 5 }, { kind: 'linear', from: 0, to: 1 }],
  // Objects that no text can be made of.
  ...[{ toString: 0, valueOf: 0 }, { kind: { toString: 0, valueOf: 0 } }, Object.create(null)],
  ...[[{ toString: 0, valueOf: 0 }], Symbol('s'), 5n],
  ...[{ noise: 1, delta: 1e-5, clip: 1 }, { epsilon: 3, delta: 1e-5, clip: 1 }, '0'.repeat(64)],
  ...[{ input: 8, hidden: [4], latent: 2 }, { family: 'vib' }, { hidden: 'no' }, { latent: -1 }],
);

const value = fc.oneof(
  { weight: 3, arbitrary: plausible },
  { weight: 1, arbitrary: fc.anything() },
);

const families = await Promise.all(familyNames().map((each) => loadFamily(each)));

/** The options of all families. */
const NAMES = new Set(families.flatMap(knownOptions));

/** Names that are no options: fields of `config`, misspelt ones, and those that all objects have. */
const WRONG_NAMES = [
  ...['input', 'latent', 'likelihood', 'batchsize', 'learning_rate', '__proto__', 'toString'],
];

const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...NAMES, ...WRONG_NAMES) },
  { weight: 1, arbitrary: fc.string() },
);

const options = fc.dictionary(name, value, { maxKeys: 4 });

describe('options of any name, type and range', () => {
  test('specify a model, or are refused by an error of the library', async () => {
    let right = 0;
    await fuzz.check(10_000, options, async (given) => {
      try {
        const { model } = await specify(given);
        expect(model.store.parameters.length).toBeGreaterThan(0);
        right += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(VaeError);
        expect(error).not.toBeInstanceOf(InternalError);
        expect((error as VaeError).message).not.toContain('[object Object]');
      }
    });
    // Most cases have a wrong option; some must be right, or the test would show little.
    expect(right).toBeGreaterThan(500);
  }, 120_000);

  test('of calls answer, or are refused by an error of the library', async () => {
    const vae = await createVae({ config: { input: 3, hidden: [2], latent: 2 }, batchSize: 2 });
    const rows = Float32Array.from({ length: 12 }, (_, i) => i / 12);
    const calls = {
      sample: [2],
      manifold: [],
      encode: [rows],
      traverse: [rows.slice(0, 3), 0],
      fit: [rows],
    };
    type Called = keyof typeof calls;
    const run = (called: Called, given: object): Promise<unknown> => {
      const method = vae[called] as (...all: unknown[]) => Promise<unknown>;
      return method.apply(vae, [...calls[called], given]);
    };
    const known = new Map<Called, readonly string[]>();
    for (const called of Object.keys(calls) as Called[]) {
      const refusal = await run(called, { sede: 1 }).catch((error: unknown) => error);
      known.set(called, optionsIn(String(refusal)));
      expect(known.get(called)).not.toEqual([]);
    }
    const small = fc.constantFrom<unknown>(
      ...[0, 1, 2, 0.5, -1, Number.NaN, Infinity, '1', '', null, undefined, true, false, [], {}],
      ...[{ patience: 1 }, { patience: -1 }, { patience: 1, minDelta: '0' }, () => false],
    );
    const asked = fc
      .constantFrom(...known)
      .chain(([called, names]) =>
        fc.tuple(
          fc.constant(called),
          fc.dictionary(fc.constantFrom(...names, 'sede'), small, { maxKeys: 3 }),
        ),
      );
    await fuzz.check(300, asked, async ([called, given]) => {
      try {
        await run(called, given);
      } catch (error) {
        expect(error, String(error)).toBeInstanceOf(VaeError);
        expect(error).not.toBeInstanceOf(InternalError);
      }
    });
  }, 120_000);
});
