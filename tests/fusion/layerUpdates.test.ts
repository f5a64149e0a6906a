import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { allocate } from '../../src/gpu/allocate.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { physicalSize } from '../../src/graph/layout.ts';
import { type Plan, planTensors, tensorsOf } from '../../src/graph/plan.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { useGpu } from '../support/gpu.ts';
import { uploadAll } from '../support/inputs.ts';
import { smallVae } from '../support/smallVae.ts';
import { trainOnDevice, trainReference } from '../support/train.ts';
import { SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';

const gpu = useGpu();

/** Fused with an update for each layer. */
const split = (plan: Plan): Plan => fuse(plan, { keepBatch: false, maxUpdateBytes: 0 });

describe('a wide and deep model', () => {
  const WIDTH = 256;
  const ROWS = 128;
  const HIDDEN = 6;
  const model = new VaeModel({ ...SEED_CONFIG, hidden: Array(HIDDEN).fill(WIDTH) });
  const source = { rows: ROWS, dataRows: ROWS, dtypes: { data: 'u8' }, ring: 1 } as const;
  const noise = { kind: 'counter', stream: 3 } as const;
  const { plan, inputs } = model.trainingPlan(source, noise, ADAM_DEFAULTS);
  const updates = split(plan).step.filter(({ kernel }) => kernel.endsWith('update'));

  test('updates a layer before the gradients of the layers before it are made', () => {
    const layers = plan.step.filter(({ kernel }) => kernel === 'dense_backward_weight');
    expect(updates).toHaveLength(layers.length);
    const { step } = split(plan);
    const first = step.findIndex(({ kernel }) => kernel.endsWith('update'));
    const later = step.slice(first).filter(({ kernel }) => kernel === 'dense_backward_input');
    expect(later.length).toBeGreaterThan(HIDDEN);
  });

  test('is read by nobody once it is updated', () => {
    const { step } = split(plan);
    const late = updates.flatMap(({ label }) => {
      const at = step.findIndex((dispatch) => dispatch.label === label);
      const layer = label.replace(/\.update$/, '');
      return step
        .slice(at + 1)
        .flatMap(tensorsOf)
        .filter(([, { name }]) => [`${layer}.weight`, `${layer}.bias`].includes(name));
    });
    expect(late).toEqual([]);
  });

  test('takes less memory: of the gradients of its hidden layers a few are alive at once', () => {
    const store = new DeviceStore(gpu(), model.store);
    const zeros = inputs.map(({ name, shape }) => [name, new Float64Array(size(shape))] as const);
    const buffers = uploadAll(gpu(), inputs, Object.fromEntries(zeros));
    const bytesOf = (of: Plan): number => {
      const owned: GPUBuffer[] = [];
      allocate(gpu(), store, of, buffers, owned);
      const bytes = owned.reduce((sum, buffer) => sum + buffer.size, 0);
      for (const buffer of owned) gpu().memory.destroy(buffer);
      return bytes;
    };
    const hidden = planTensors(plan).filter(
      ({ role, shape }) => role === 'gradient' && shape[1] === WIDTH,
    );
    expect(hidden.length).toBeGreaterThanOrEqual(2 * HIDDEN);
    const saved = bytesOf(fuse(plan)) - bytesOf(split(plan));
    expect(saved).toBeGreaterThanOrEqual((2 * HIDDEN - 4) * 4 * physicalSize([ROWS, WIDTH]));
    for (const buffer of buffers.values()) gpu().memory.destroy(buffer);
    store.dispose();
  });
});

describe('a step with an update for each layer is the step with one', () => {
  const vae = smallVae();
  const plan = vae.training.plan;

  test('in float64', () => {
    expect(trainReference(vae, split(plan))).toEqual(trainReference(vae, fuse(plan)));
  });

  test('on the device, bit for bit', async () => {
    const one = await trainOnDevice(gpu(), vae, fuse(plan));
    expect(await trainOnDevice(gpu(), vae, split(plan))).toEqual(one);
  });
});

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
