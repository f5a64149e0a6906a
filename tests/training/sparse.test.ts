import { expect, test } from 'vitest';
import { type SparseRows, sparseRows } from '../../src/index.ts';
import { createVae, loadVae, sameBits } from './models.ts';

const ROWS = 45;
const WIDTH = 53;
const config = {
  input: WIDTH,
  hidden: [13],
  latent: 3,
  likelihood: { kind: 'multinomial' },
  normalizeInput: true,
  inputDropout: 0.3,
} as const;

/** Counts, one in six non-zero, and the same rows in dense form. */
const dense = Float32Array.from({ length: ROWS * WIDTH }, (_, i) => {
  const noise = Math.imul(i + 1, 0x9e3779b1) >>> 24;
  return noise % 6 === 0 ? 1 + (noise % 5) : 0;
});
const entries = [...dense.entries()].filter(([, value]) => value !== 0);
const sparse: SparseRows = sparseRows({
  offsets: Array.from({ length: ROWS + 1 }, (_, row) => {
    return entries.filter(([i]) => i < row * WIDTH).length;
  }),
  columns: entries.map(([i]) => i % WIDTH),
  values: entries.map(([, value]) => value),
  width: WIDTH,
});

test('sparse rows train to the bits of the same rows with their zeros, resident and streamed', async () => {
  const expected = await createVae({ config });
  const { epochs } = await expected.fit(dense, { epochs: 2, validation: dense });
  for (const resident of [true, false]) {
    const vae = await createVae({ config, resident });
    const found = await vae.fit(sparse, { epochs: 2, validation: sparse });
    expect(found.epochs.map(({ train, test }) => ({ train, test }))).toEqual(
      epochs.map(({ train, test }) => ({ train, test })),
    );
    expect(await sameBits(vae, expected)).toBe(true);
  }
});

test('the recorded plan gives the same too, and a run goes on with sparse rows', async () => {
  const [whole, begun] = [
    await createVae({ config, fuse: false }),
    await createVae({ config, fuse: false }),
  ];
  await whole.fit(dense, { steps: 7 });
  await begun.fit(sparse, { steps: 4 });
  const later = await loadVae(await begun.save(), { fuse: false });
  await later.fit(sparse, { steps: 3 });
  expect(await sameBits(later, whole)).toBe(true);
});

test('whatever takes rows takes them sparse', async () => {
  const vae = await createVae({ config });
  await vae.fit(sparse, { steps: 3, validationSplit: 0.2 });
  expect(await vae.encode(sparse, { sample: true })).toEqual(
    await vae.encode(dense, { sample: true }),
  );
  expect(await vae.evaluate(sparse)).toEqual(await vae.evaluate(dense));
  expect(await vae.reconstruct(sparse)).toEqual(await vae.reconstruct(dense));
  expect(await vae.estimateNll(sparse, { samples: 4 })).toEqual(
    await vae.estimateNll(dense, { samples: 4 }),
  );
  expect(await vae.diagnose(sparse)).toEqual(await vae.diagnose(dense));
});

test('a step on sparse rows is that on dense ones', async () => {
  const [one, other] = [await createVae({ config }), await createVae({ config })];
  const three = sparseRows({ offsets: [0, 1, 1, 3], columns: [7, 0, 52], width: WIDTH });
  const values = Float32Array.from({ length: 3 * WIDTH }, (_, i) =>
    Number([7, 106, 158].includes(i)),
  );
  expect(await one.step(three)).toEqual(await other.step(values));
  expect(await sameBits(one, other)).toBe(true);
});

test('a condition may stand in the last columns of sparse rows', async () => {
  const conditional = { ...config, input: WIDTH - 4, condition: 4 };
  const [one, other] = [
    await createVae({ config: conditional }),
    await createVae({ config: conditional }),
  ];
  await one.fit(sparse, { steps: 6 });
  await other.fit(dense, { steps: 6 });
  expect(await sameBits(one, other)).toBe(true);
  expect(await one.reconstruct(sparse)).toEqual(await one.reconstruct(dense));
});

test('rows of another width are refused as dense ones are', async () => {
  const vae = await createVae({ config: { ...config, input: WIDTH + 1 } });
  await expect(vae.fit(sparse, { steps: 1 })).rejects.toThrow(
    /rows of 54 values, data has rows of 53/,
  );
});
