import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ADAPTERS,
  ANNEALING,
  BACKENDS,
  defaultSettings,
  HIDDEN_TAB,
  LIKELIHOODS,
  MODEL_NAMES,
  type Settings,
} from '../../../demo/src/session/settings.ts';
import {
  addressQuery,
  readSettings,
  sameModel,
  sharedQuery,
} from '../../../demo/src/session/settingsLink.ts';

const defaults = defaultSettings(false);

const anySettings: fc.Arbitrary<Settings> = fc.record({
  model: fc.constantFrom(...MODEL_NAMES),
  latent: fc.integer({ min: 1, max: 256 }),
  hidden: fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 4 }),
  batchSize: fc.integer({ min: 8, max: 4096 }),
  learningRate: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  beta: fc.double({ min: 0, max: 100, noNaN: true }),
  annealing: fc.constantFrom(...ANNEALING),
  likelihood: fc.constantFrom(...LIKELIHOODS),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  epochs: fc.integer({ min: 1, max: 1000 }),
  images: fc.integer({ min: 256, max: 1_000_000 }),
  backend: fc.constantFrom(...BACKENDS),
  adapter: fc.constantFrom(...ADAPTERS),
  hiddenTab: fc.constantFrom(...HIDDEN_TAB),
});

test('an address gives back the settings that it was made of', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { settings: read, problems } = readSettings(addressQuery(settings, defaults));
      expect(problems).toEqual([]);
      expect({ ...defaults, ...read }).toEqual(settings);
    }),
  );
});

test('a shared link gives them on a machine with other defaults, and leaves its adapter and tabs', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const { settings: read } = readSettings(sharedQuery(settings));
      const other = defaultSettings(true);
      const { backend, adapter, hiddenTab } = other;
      expect({ ...other, ...read }).toEqual({ ...settings, backend, adapter, hiddenTab });
    }),
  );
});

test('an address is bare while the settings are the usual ones', () => {
  expect(addressQuery(defaults, defaults)).toBe('');
  const query = new URLSearchParams(addressQuery({ ...defaults, hidden: [512, 256] }, defaults));
  expect(query.get('hidden')).toBe('512-256');
  expect(query.get('latent')).toBe('20');
  expect(query.has('adapter')).toBe(false);
});

test('where β is annealed by them, epochs and images make another model', () => {
  const annealed: Settings = { ...defaults, annealing: 'linear' };
  expect(sameModel(annealed, { ...annealed, epochs: 40 })).toBe(false);
  expect(sameModel(annealed, { ...annealed, images: 256 })).toBe(false);
  expect(sameModel(annealed, { ...annealed, hiddenTab: 'pause' })).toBe(true);
});

test('what makes no sense in a link is left out and named', () => {
  const { settings, problems } = readSettings(
    '?latent=two&hidden=400-&beta=&epochs=3&likelihood=poisson&unknown=1&seed=1.5',
  );
  expect(settings).toEqual({ epochs: 3 });
  expect(problems).toEqual([
    'latent takes a whole number from 1 to 256; the link says "two".',
    expect.stringContaining('hidden takes one to four widths'),
    'beta takes a number from 0 to 100; the link says "".',
    expect.stringContaining('likelihood takes bernoulli or'),
    'seed takes a whole number from 0 to 4294967295; the link says "1.5".',
  ]);
});

test('epochs, images and tabs do not make another model; everything else does', () => {
  expect(sameModel(defaults, { ...defaults, epochs: 1, images: 256, hiddenTab: 'pause' })).toBe(
    true,
  );
  const others: Partial<Settings>[] = [
    { model: 'vib' },
    { latent: 3 },
    { hidden: [400, 1] },
    { batchSize: 64 },
    { learningRate: 1e-4 },
    { beta: 4 },
    { annealing: 'linear' },
    { likelihood: 'laplace' },
    { seed: 2 },
    { adapter: 'fallback' },
  ];
  for (const other of others) expect(sameModel(defaults, { ...defaults, ...other })).toBe(false);
});
