import { expect, onTestFinished, test, vi } from 'vitest';
import type { Notice } from '../../src/index.ts';
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
