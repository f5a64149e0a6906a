import { expect, test } from 'vitest';
import { checkTraining } from '../../bench/lib/check.mjs';
import { nodeRuntime } from '../../bench/lib/nodeRuntime.mjs';
import { servePages } from '../../bench/lib/pages.mjs';

test('the checks before a benchmark agree with float64', async () => {
  const pages = await servePages(['checks'], { backend: 'webgpu' });
  const lines: string[] = [];
  try {
    const runtime = await nodeRuntime('software', pages.folder);
    await checkTraining(runtime, (line) => lines.push(line));
  } finally {
    await pages.close();
  }
  expect(lines).toEqual([
    expect.stringMatching(/dispatches of a small dense training step agree$/),
    expect.stringMatching(/steps of fit of a small dense model agree$/),
    expect.stringMatching(/dispatches of a small convolutional training step agree$/),
    expect.stringMatching(/steps of fit of a small convolutional model agree$/),
  ]);
});
