import { expect, onTestFinished, test, vi } from 'vitest';
import { type Notice, NumericsError, toDataset, withCondition } from '../../src/index.ts';
import { createVae, TINY } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';

const bits = rowsU8(8).map((value) => value & 1);

test.each([
  ['bytes of 0 and 1', bits, 1],
  ['bytes of 0 alone', bits.map(() => 0), 0],
  ['bytes up to 2', bits.with(5, 2), 0],
  ['floats of 0 and 1', Float32Array.from(bits), 0],
  ['other floats', rowsF32(8), 0],
] as const)('%s give a notice, or none', async (_, data, count) => {
  const notices: Notice[] = [];
  const vae = await createVae({ config: TINY, onNotice: (notice) => notices.push(notice) });
  await vae.fit(data, { steps: 1 });
  expect(notices).toHaveLength(count);
  for (const { kind, message } of notices) {
    expect(kind).toBe('bytes-of-0-and-1');
    expect(message).toContain('data: its bytes are all 0 or 1. A byte v stands for v / 255');
  }
});

test('a notice tells of bytes under a likelihood of counts, in the console where nobody listens', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => warned.mockRestore());
  const counts = new Uint8Array(TINY.input * 16).fill(3);
  const kinds: string[] = [];
  const config = { ...TINY, likelihood: 'poisson' } as const;
  const told = await createVae({ config, onNotice: ({ kind }) => kinds.push(kind) });
  await told.fit(counts, { steps: 1 });
  expect(kinds).toEqual(['bytes-as-counts']);
  expect(warned).not.toHaveBeenCalled();
  const silent = await createVae({ config });
  await silent.fit(Float32Array.from(counts), { steps: 1 });
  expect(warned).not.toHaveBeenCalled();
  await silent.fit(counts, { steps: 1 });
  expect(warned.mock.calls.flat()).toEqual([
    expect.stringMatching(/^webgpu-vae: data: the likelihood "poisson" takes counts, and a byte v/),
  ]);
});

const noise = rowsF32(16).map((value) => value - 0.5);

test.each([
  ['pixels up to 255', 'gaussian', noise.map((value) => 255 * (value + 0.5)), true],
  ['years', 'gaussian', noise.map((value) => 2000 + value), true],
  ['values far below 0', 'gaussian', noise.map((value) => value - 31), true],
  ['a wide spread about 0', 'laplace', noise.map((value) => 200 * value), true],
  ['standardised values', 'gaussian', noise.map((value) => 3 * value), false],
  ['values of some tens', 'gaussian', noise.map((value) => 20 + 20 * value), false],
  ['the same under counts', 'poisson', noise.map((value) => 255 * (value + 0.5)), false],
  ['bytes', 'gaussian', rowsU8(16), false],
] as const)('%s under %s are told of, or not', async (_, likelihood, data, told) => {
  const notices: Notice[] = [];
  const config = { ...TINY, likelihood };
  const vae = await createVae({ config, onNotice: (notice) => notices.push(notice) });
  // Such values may even end the run.
  await vae.fit(data, { steps: 1, validationSplit: 0.25 }).catch((error) => {
    expect(error).toBeInstanceOf(NumericsError);
  });
  expect(notices.map(({ kind }) => kind)).toEqual(told ? ['far-from-unit-scale'] : []);
  for (const { message } of notices) {
    expect(message).toMatch(/^data: mean [-\d.]+, standard deviation [\d.]+: the likelihood "/);
    expect(message).toContain('standardise each column: (x - mean) / deviation');
  }
});

test('the values of a condition say nothing of the scale of the data', async () => {
  const notices: Notice[] = [];
  const config = { ...TINY, likelihood: 'gaussian', condition: 1 } as const;
  const vae = await createVae({ config, onNotice: (notice) => notices.push(notice) });
  const rows = (mean: number, condition: number) =>
    withCondition(
      toDataset(
        noise.map((value) => mean + value),
        TINY.input,
      ),
      new Float32Array(16).fill(condition),
    );
  await vae.fit(rows(0, 50), { steps: 1 });
  expect(notices).toEqual([]);
  await vae.fit(rows(40, 0), { steps: 1 });
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringMatching(/mean [34]\d[.\d]*, standard deviation 0\.\d+/),
  ]);
});
