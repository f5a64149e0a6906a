import { expect, test } from 'vitest';
import { createVae } from './models.ts';
import { rowsU8 } from './rows.ts';
import { watch } from './wrap.ts';

test('each dispatch lies in a debug group with the label of the plan', async () => {
  const vae = await createVae({ burst: 1 });
  const data = rowsU8(8);
  const { dispatches } = await vae.profile(data, { mode: 'kernels', steps: 1 });
  const open: unknown[] = [];
  const seen: unknown[] = [];
  watch(GPUComputePassEncoder, 'pushDebugGroup', (_, [label]) => open.push(label));
  watch(GPUComputePassEncoder, 'popDebugGroup', () => open.pop());
  watch(GPUComputePassEncoder, 'dispatchWorkgroups', () => seen.push(open.join(' > ')));
  await vae.fit(data, { steps: 1 });
  expect(open).toEqual([]);
  // The dispatches of the burst follow those of the step.
  expect(seen.slice(0, dispatches.length)).toEqual(dispatches.map(({ label }) => label));
  expect(seen).not.toContain('');
});
