import type { RemoteVAE } from 'webgpu-vae/worker';

/**
 * Numbers of test images to look at and to validate with. On a CPU adapter more would cost more
 * than training.
 */
const TEST_ROWS = {
  hardware: { look: 2048, validation: 10_000 },
  software: { look: 512, validation: 1024 },
} as const;

export function testRows({ adapter }: Pick<RemoteVAE, 'adapter'>) {
  return TEST_ROWS[adapter.software ? 'software' : 'hardware'];
}
