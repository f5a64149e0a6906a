import { describe, expect, test } from 'vitest';
import { createVae, sameBits } from './models.ts';
import { rowsU8 } from './rows.ts';

const data = rowsU8(37); // 5 steps per epoch

/** Resolves in a later task, like an answer from another thread. */
const later = <T>(value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), 5));

describe('an onEpoch that returns a promise', () => {
  test('is waited for: no step of the next epoch is taken before it has answered', async () => {
    const vae = await createVae();
    const steps: [asked: number, answered: number][] = [];
    const { stopped } = await vae.fit(data, {
      epochs: 3,
      onEpoch: async () => {
        const asked = vae.stepCount;
        await later(undefined);
        steps.push([asked, vae.stepCount]);
      },
    });
    expect(stopped).toBeUndefined();
    expect(steps).toEqual([
      [5, 5],
      [10, 10],
      [15, 15],
    ]);
    const plain = await createVae();
    await plain.fit(data, { epochs: 3 });
    expect(await sameBits(vae, plain)).toBe(true);
  });

  test('of false ends training, of anything else does not', async () => {
    const vae = await createVae();
    const answers = [true, 0, undefined, false];
    const history = await vae.fit(data, { epochs: 9, onEpoch: () => later(answers.shift()) });
    expect([history.stopped, history.epochs.length, vae.epoch]).toEqual(['callback', 4, 4]);
  });

  test('that rejects ends the call with what it rejects with, and the model goes on', async () => {
    const vae = await createVae();
    const error = new Error('of the page');
    const refuse = () => later(undefined).then(() => Promise.reject(error));
    await expect(vae.fit(data, { epochs: 2, onEpoch: refuse })).rejects.toBe(error);
    expect(vae.epoch).toBe(1);
    await vae.fit(data, { epochs: 1 });
    const plain = await createVae();
    await plain.fit(data, { epochs: 2 });
    expect(await sameBits(vae, plain)).toBe(true);
  });
});
