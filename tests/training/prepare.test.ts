import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { createVae, tensorsOf } from './models.ts';
import { rowsF32, rowsU8 } from './rows.ts';
import { countCalls } from './wrap.ts';

test.each([
  ['u8', rowsU8(20)],
  ['f32', rowsF32(20)],
] as const)('after prepare for %s, the first fit compiles nothing', async (dtype, data) => {
  const vae = await createVae();
  await vae.prepare({ dtype });
  const calls = countCalls();
  await vae.fit(data, { epochs: 1 });
  expect(calls.pipelines).toBe(0);
});

test('prepare frees its memory and changes nothing of the model', async () => {
  const vae = await createVae();
  const untouched = tensorsOf(await vae.save());
  const { buffers } = vae.memory;
  await vae.prepare();
  expect(vae.memory.buffers - buffers).toBeLessThanOrEqual(3); // reusable staging buffers
  expect(tensorsOf(await vae.save())).toEqual(untouched);
  expect(vae.stepCount).toBe(0);
});

test('data of another element type is refused by name', async () => {
  const vae = await createVae();
  const prepare = vae.prepare({ dtype: 'f16' as 'u8' });
  await expect(prepare).rejects.toThrow(ConfigError);
  await expect(prepare).rejects.toThrow('dtype must be "u8" or "f32", got "f16"');
});
