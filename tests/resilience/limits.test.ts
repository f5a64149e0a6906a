import { describe, expect, test } from 'vitest';
import { LimitError } from '../../src/index.ts';
import { createVae, newDevice, rejection } from './models.ts';
import { watchBuffers } from './watchers.ts';

const device = await newDevice();

describe('what exceeds a limit of the device', () => {
  test('a layer 100,000 wide is refused by the name of the limit, before it costs anything', async () => {
    const live = watchBuffers();
    const started = performance.now();
    const wide = createVae({ device, config: { input: 784, hidden: [100_000], latent: 20 } });
    const { message } = await rejection(wide, LimitError);
    expect(message).toMatch(/allows 134217728 in one buffer \(maxStorageBufferBindingSize/);
    expect(message).toMatch(
      /a model of up to 11\.\d million parameters fits, this one has 16\d\.\d+/,
    );
    expect(live.size).toBe(0);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('a batch too large for a tensor of the plan leaves the model as it was', async () => {
    const live = watchBuffers();
    const config = { input: 64, hidden: [8], latent: 1 };
    const vae = await createVae({ device, batchSize: 2 ** 20, config });
    await vae.save(); // its staging buffer is kept
    const before = vae.memory;
    const tooMany = new Uint8Array(2 ** 26);
    const { message } = await rejection(vae.fit(tooMany, { epochs: 1 }), LimitError);
    // The batch, if it is kept in memory, or the gradient of the outputs.
    expect(message).toMatch(/^"(x|d\(fc4\))" takes \d+ bytes, this device allows 134217728/);
    expect(vae.memory).toEqual(before);
    expect(await vae.sample(1)).toHaveLength(64);
    vae.dispose();
    expect(live.size).toBe(0);
  });
});
