import { describe, expect, test, vi } from 'vitest';
import { ConfigError, type FitOptions, type VAE } from '../../src/index.ts';
import { createVae, loadVae, sameBits, TINY } from './models.ts';
import { rowsU8 } from './rows.ts';

/** Bytes without structure: a model can only memorise them, so it overfits at once. */
function noiseRows(count: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: count * TINY.input }, (_, i) => {
    return Math.imul(i + 1 + 104729 * seed, 0x9e3779b1) >>> 24 > 127 ? 255 : 0;
  });
}

const few = noiseRows(8, 1); // one step per epoch
const validation = noiseRows(16, 2);
const options = { learningRate: 3e-2, seed: 3 };
const patience = 4;

function fitted(vae: VAE, more: Partial<FitOptions> = {}) {
  return vae.fit(few, { epochs: 200, validation, earlyStopping: { patience }, ...more });
}

describe('early stopping on a run that overfits', () => {
  test('ends after its patience and goes back to the best epoch', async () => {
    const vae = await createVae(options);
    const { epochs, stopped, bestEpoch = 0 } = await fitted(vae);
    const elbos = epochs.map(({ test }) => test?.elbo ?? Number.NaN);
    expect(stopped).toBe('early');
    expect(bestEpoch).toBe(1 + elbos.indexOf(Math.min(...elbos)));
    expect(epochs).toHaveLength(bestEpoch + patience);
    expect([vae.epoch, vae.stepCount]).toEqual([bestEpoch, bestEpoch]);
    expect((await vae.evaluate(validation)).elbo).toBe(Math.min(...elbos));

    // Equals, to the bit, a model trained up to that epoch; also when saved and when resumed.
    const short = await createVae(options);
    await short.fit(few, { epochs: bestEpoch });
    expect(await sameBits(vae, short)).toBe(true);
    const copy = await loadVae(await vae.save());
    for (const each of [vae, copy, short]) await each.fit(few, { epochs: 2 });
    expect(await sameBits(vae, short)).toBe(true);
    expect(await sameBits(copy, short)).toBe(true);
  });

  test('goes back where the epochs end first, too, and stays where it stands if asked to', async () => {
    const probe = await createVae(options);
    const { bestEpoch = 0 } = await fitted(probe);
    const kept = await createVae(options);
    const restoreBest = { earlyStopping: { patience, restoreBest: false } };
    expect(await fitted(kept, restoreBest)).toMatchObject({ stopped: 'early', bestEpoch });
    expect(kept.epoch).toBe(bestEpoch + patience);
    const done = await createVae(options);
    const history = await fitted(done, { epochs: bestEpoch + 2 });
    expect(history).toMatchObject({ stopped: undefined, bestEpoch });
    expect(history.epochs).toHaveLength(bestEpoch + 2);
    expect(await sameBits(done, probe)).toBe(true);
  });

  test('a gain below minDelta counts for nothing', async () => {
    const vae = await createVae(options);
    const earlyStopping = { patience: 2, minDelta: 1e6 };
    const { epochs, bestEpoch } = await fitted(vae, { earlyStopping });
    expect([epochs.length, bestEpoch, vae.epoch]).toEqual([3, 1, 1]);
  });

  test('after a signal the model stays where it stands', async () => {
    const vae = await createVae(options);
    const controller = new AbortController();
    const earlyStopping = { patience: 50, minDelta: 1e6 };
    const history = await fitted(vae, {
      earlyStopping,
      signal: controller.signal,
      onEpoch: ({ epoch }) => {
        if (epoch === 5) controller.abort();
      },
    });
    expect(history).toMatchObject({ stopped: 'signal', bestEpoch: 1 });
    expect(vae.epoch).toBe(5);
  });
});

test('onEpoch ends training by returning false, and by nothing else', async () => {
  const vae = await createVae();
  const onEpoch = vi.fn(({ epoch }: { epoch: number }) => (epoch === 3 ? false : undefined));
  const history = await vae.fit(rowsU8(16), { epochs: 9, onEpoch });
  expect(history).toMatchObject({ stopped: 'callback', bestEpoch: undefined });
  expect([history.epochs.length, vae.epoch, onEpoch.mock.calls.length]).toEqual([3, 3, 3]);
  // The model has three epochs behind it and continues where it stopped.
  const rest = await vae.fit(rowsU8(16), { epochs: 2, onEpoch: () => 0 });
  expect(rest.stopped).toBe(undefined);
  expect(vae.epoch).toBe(5);
});

test('a validation split trains on the rest and measures on what it holds out', async () => {
  const vae = await createVae();
  const trained = vi.fn();
  const history = await vae.fit(rowsU8(40), {
    epochs: 2,
    validationSplit: 0.25,
    onProgress: ({ stepsInEpoch }) => trained(stepsInEpoch),
  });
  expect(trained).toHaveBeenCalledWith(4); // 30 rows in batches of 8
  expect(vae.stepCount).toBe(8);
  expect(history.epochs.every(({ test }) => test !== undefined)).toBe(true);
});

test.each<[RegExp, Partial<FitOptions>]>([
  [/give fit `validation` or `validationSplit`/, { earlyStopping: { patience: 1 } }],
  [/patience must be a whole number.*got 0/, { validation, earlyStopping: { patience: 0 } }],
  [/minDelta must be .*got -1/, { validation, earlyStopping: { patience: 1, minDelta: -1 } }],
  [/not both/, { validation, validationSplit: 0.1 }],
  [/between 0 and 1.*got 2/, { validationSplit: 2 }],
])('is refused: %s', async (message, wrong) => {
  const vae = await createVae();
  const refused = vae.fit(rowsU8(40), { epochs: 1, ...wrong });
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(message);
});
