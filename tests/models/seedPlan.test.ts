import { expect, test } from 'vitest';
import { SEED_CONFIG } from '../../src/families/vae/config.ts';
import { VaeModel } from '../../src/families/vae/vae.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { printPlan } from '../../src/graph/plan.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';

const { plan } = new VaeModel(SEED_CONFIG).trainingPlan(
  { rows: 128, dataRows: 60_000, dtypes: { data: 'u8' }, ring: 32 },
  { kind: 'counter', stream: 3 },
  ADAM_DEFAULTS,
);

// A change here is a change of what every user's GPU runs: look at it line by line.
test('the training step of the seed model, as recorded', async () => {
  await expect(printPlan(plan)).toMatchFileSnapshot('seedPlan.recorded.txt');
});

test('the training step of the seed model, fused', async () => {
  await expect(printPlan(fuse(plan))).toMatchFileSnapshot('seedPlan.fused.txt');
});

test('the training step of the seed model, fused for a CPU adapter', async () => {
  const fused = fuse(plan, { keepBatch: true });
  await expect(printPlan(fused)).toMatchFileSnapshot('seedPlan.fusedForCpu.txt');
});
