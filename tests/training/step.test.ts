import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/index.ts';
import { createVae, loadVae, sameBits, TINY, TINY_BATCH } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';

const { latent } = TINY;
const noise = Float32Array.from({ length: TINY_BATCH * latent }, (_, i) => Math.sin(3 * i));

describe('step', () => {
  test('with the same noise twice is the same step', async () => {
    const [one, two] = [await createVae(), await createVae()];
    for (let i = 1; i <= 3; i++) {
      const first = await one.step(rowsU8(TINY_BATCH), { noise });
      expect(await two.step(rowsU8(TINY_BATCH), { noise })).toEqual(first);
      expect(first.step).toBe(i);
      expect(first.elbo).toBeCloseTo(first.reconstruction + first.kl, 9);
    }
    expect(await sameBits(one, two)).toBe(true);
  });

  test('takes other noise, and draws its own, to another result', async () => {
    const start = await (await createVae()).save();
    const losses = [];
    for (const given of [noise, noise.map((value) => -value), undefined]) {
      const vae = await loadVae(start);
      losses.push(
        (await vae.step(rowsU8(TINY_BATCH), given ? { noise: given } : {})).reconstruction,
      );
    }
    expect(new Set(losses).size).toBe(3);
  });

  test('draws noise from the seed and the step alone', async () => {
    const [one, two, reseeded] = [
      await createVae(),
      await createVae({ burst: 1 }),
      await createVae(),
    ];
    const other = await loadVae(await reseeded.save(), { seed: 9 });
    const first = await one.step(rowsU8(5));
    expect(await two.step(rowsU8(5))).toEqual(first);
    expect((await other.step(rowsU8(5))).reconstruction).not.toBe(first.reconstruction);
    const second = await one.step(rowsU8(5));
    expect(second.reconstruction).not.toBe(first.reconstruction);
  });

  test('takes intensities as well as pixels', async () => {
    const pixels = await (await createVae()).step(rowsU8(TINY_BATCH), { noise });
    const intensities = await (await createVae()).step(rowsF32(TINY_BATCH), { noise });
    expect(intensities.reconstruction).toBeCloseTo(pixels.reconstruction, 4);
    expect(intensities.kl).toBeCloseTo(pixels.kl, 5);
  });

  test('reports a loss that falls when repeated', async () => {
    const vae = await createVae({ learningRate: 1e-2 });
    const first = await vae.step(rowsU8(TINY_BATCH), { noise });
    let last = first;
    for (let i = 0; i < 30; i++) last = await vae.step(rowsU8(TINY_BATCH), { noise });
    expect(last.elbo).toBeLessThan(first.elbo - 2);
  });

  test('leaves the position in the epoch where it is', async () => {
    const data = rowsU8(40);
    const vae = await createVae();
    await vae.fit(data, { steps: 2 });
    await vae.step(rowsU8(3));
    expect(vae.epoch).toBe(0);
    await vae.fit(data, { steps: 3 });
    expect(vae.epoch).toBe(1);
    expect(vae.stepCount).toBe(6);
  });

  test.each([
    ['too short', TINY_BATCH * latent - 1],
    ['too long', TINY_BATCH * latent + 1],
    ['that of another batch', 5 * latent],
  ])('refuses noise that is %s, and takes no step', async (_, length) => {
    const vae = await createVae();
    const before = await vae.save();
    const refused = vae.step(rowsU8(TINY_BATCH), { noise: new Float32Array(length) });
    await expect(refused).rejects.toThrow(ShapeError);
    await expect(refused).rejects.toThrow(`noise must be [8, 3], 24 values, got ${length}`);
    expect(vae.stepCount).toBe(0);
    expect(Buffer.from(await vae.save()).equals(before)).toBe(true);
  });

  test('refuses more rows than a batch, and takes no step', async () => {
    const vae = await createVae();
    const refused = vae.step(rowsU8(TINY_BATCH + 1));
    await expect(refused).rejects.toThrow(ShapeError);
    await expect(refused).rejects.toThrow(/at most 8 rows.*got 9/);
    expect(vae.stepCount).toBe(0);
  });
});
