import { expect, test, vi } from 'vitest';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { ELEMENT_BYTES, physicalSize } from '../../src/graph/layout.ts';
import { tensorsOf } from '../../src/graph/plan.ts';
import { shortlistOf } from '../../src/kernels/shortlist.ts';
import { Engine } from '../../src/runtime/engine.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { MAX_BURST } from '../../src/runtime/maxBurst.ts';
import { resolveRun, resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { Trainer } from '../../src/training/trainer.ts';
import { contestsOf } from '../../src/tuning/contest.ts';
import { tryVariants } from '../../src/tuning/tryVariants.ts';
import { VaeModel } from '../support/vaeModel.ts';
import { device, TINY, TINY_BATCH } from '../training/models.ts';

const unspied = Executable.prototype.prepare;

const source = {
  rows: TINY_BATCH,
  dataRows: TINY_BATCH,
  dtypes: { data: 'u8' },
  ring: MAX_BURST,
} as const;

async function openTrainer(): Promise<Trainer> {
  const model = new VaeModel(TINY);
  const training = resolveTraining({ batchSize: TINY_BATCH }, vaeFamily);
  const engine = await Engine.open({ model, kernels: { fuse: true }, options: { device } }, () =>
    freshSnapshot(model.store, training.seed),
  );
  return new Trainer(engine, training, resolveRun({}));
}

test.each([
  { name: 'kept, then gathered', order: [true, false] },
  { name: 'gathered, then kept', order: [false, true] },
])('every launch that is timed has room for its tensors: $name', async ({ order }) => {
  const trainer = await openTrainer();
  const { engine, options } = trainer;
  const { plan } = recordTraining(engine.model, source, options);
  const plans = order.map((keepBatch) => engine.adapt(plan, fuse, { fuse: true, keepBatch }));
  const contests = contestsOf(plans, {
    device,
    shortlist: shortlistOf({
      software: true,
      subgroupSize: undefined,
      vendor: '',
      maxInvocations: 256,
    }),
    variants: ['direct_8x8'],
  });

  const prepared: string[] = [];
  const tooSmall: string[] = [];
  const prepare = vi.spyOn(Executable.prototype, 'prepare');
  prepare.mockImplementation(async function (this: Executable, dispatch) {
    prepared.push(dispatch.label);
    for (const [binding, tensor] of tensorsOf(dispatch)) {
      const { buffer, offset, size } = this.slice(tensor);
      const bytes = ELEMENT_BYTES[tensor.dtype] * physicalSize(tensor.shape);
      if (size < bytes || buffer.size < offset + bytes) {
        tooSmall.push(`${dispatch.label}: ${binding} has ${size} bytes of ${bytes}`);
      }
    }
    return unspied.call(this, dispatch);
  });
  try {
    await tryVariants(trainer, engine.live, plans, contests, 'u8', performance.now() + 120_000);
  } finally {
    prepare.mockRestore();
    engine.dispose();
  }
  expect(tooSmall).toEqual([]);
  expect(prepared.filter((label) => label.includes('.update')).length).toBeGreaterThan(1);
});
