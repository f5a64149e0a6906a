import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { sharedMemory } from '../../src/gpu/sharedMemory.ts';
import { logicalSize, physicalSize } from '../../src/graph/layout.ts';
import { type Plan, planTensors, tensorsOf } from '../../src/graph/plan.ts';
import { resolveOptimizer } from '../../src/optimizers/registry.ts';
import { useGpu } from '../support/gpu.ts';
import { uploadAll } from '../support/inputs.ts';
import { step } from '../support/scalars.ts';
import { smallVae } from '../support/smallVae.ts';
import { trainOnDevice } from '../support/train.ts';
import { SEED_CONFIG, VaeModel } from '../support/vaeModel.ts';

const gpu = useGpu();

const model = new VaeModel({ ...SEED_CONFIG, hidden: [64, 64, 64, 64], activation: 'gelu' });
const source = { rows: 16, dataRows: 16, dtypes: { data: 'u8' }, ring: 4 } as const;
const noise = { kind: 'counter', stream: 3 } as const;
const clipped = resolveOptimizer({ optimizer: 'adam', clipNorm: 1 });
const training = model.trainingPlan(source, noise, clipped).plan;
const encoder = model.encoderPlan(source).plan;

const PLANS: readonly (readonly [string, Plan])[] = [
  ['training, recorded', training],
  ['training, fused but for the update', fuse(training)],
  ['evaluation', fuse(model.evaluationPlan(source, noise).plan)],
  ['the bound', model.boundPlan(source, noise, 3).plan],
  ['encoder', encoder],
  ['decoder', fuse(model.decoderPlan(16).plan)],
];

describe('tensors share memory', () => {
  test.each(PLANS)('of one role that fit, one after the other: %s', (_, plan) => {
    const shared = sharedMemory(plan);
    expect(shared.size).toBeGreaterThan(1);
    const uses = new Map<string, number[]>();
    for (const [i, dispatch] of plan.step.entries()) {
      for (const [, { name }] of tensorsOf(dispatch)) {
        uses.set(name, [...(uses.get(name) ?? []), i]);
      }
    }
    const tensors = new Map(planTensors(plan).map((tensor) => [tensor.name, tensor]));
    const places = new Map<string, string[]>();
    for (const name of tensors.keys()) {
      const place = shared.get(name) ?? name;
      places.set(place, [...(places.get(place) ?? []), name]);
    }
    for (const names of places.values()) {
      for (const [i, name] of names.entries()) {
        const before = names[i - 1];
        if (before === undefined) continue;
        const [one, other] = [tensors.get(names[0] ?? ''), tensors.get(name)];
        const [first = [], second = []] = [one?.shape, other?.shape];
        expect(other?.role, name).toBe(one?.role);
        expect(physicalSize(second), name).toBeLessThanOrEqual(physicalSize(first));
        const padded = [first, second].some((shape) => physicalSize(shape) > logicalSize(shape));
        if (padded) expect(second, name).toEqual(first);
        expect(Math.min(...(uses.get(name) ?? [])), name).toBeGreaterThan(
          Math.max(...(uses.get(before) ?? [])),
        );
      }
    }
  });

  test('as few as are alive at once: an encoder of equal layers takes two', () => {
    const shared = sharedMemory(encoder);
    const hidden = planTensors(encoder).filter(({ role, shape }) => {
      return role === 'activation' && shape[1] === 64;
    });
    expect(hidden).toHaveLength(8);
    expect(new Set(hidden.map(({ name }) => shared.get(name) ?? name)).size).toBe(2);
  });
});

describe('a tensor keeps its memory', () => {
  const of = (plan: Plan): string[] => {
    const shared = sharedMemory(plan);
    return [...shared.keys(), ...shared.values()];
  };
  const name = 'fc1.1';

  test('where the plan does not say what is read', () => {
    expect(of(encoder)).toContain(name);
    const { outputs: _, ...silent } = encoder;
    expect(of(silent)).toEqual([]);
  });

  test('where it is an output', () => {
    expect(of({ ...encoder, outputs: [name, 'fc2'] })).not.toContain(name);
  });

  test('where a burst reads it', () => {
    const reader = encoder.step.find((each) => tensorsOf(each).some(([, t]) => t.name === name));
    expect(of({ ...encoder, burst: reader ? [reader] : [] })).not.toContain(name);
  });

  test('where a step reads what an earlier one left', () => {
    const [first] = encoder.step.filter((each) => each.slots.load?.bindings.x?.name === name);
    expect(first).toBeDefined();
    expect(of({ ...encoder, step: first ? [first, ...encoder.step] : [] })).not.toContain(name);
  });

  test('where it is added to before it is written', () => {
    const written = training.step.find(({ bindings }) => bindings.dx?.role === 'gradient');
    const gradient = written?.bindings.dx?.name ?? '';
    expect(of(training)).toContain(gradient);
    const step = training.step.map((each) => {
      const adding = { ...each, constants: { ...each.constants, ACCUMULATE: true } };
      return each === written ? adding : each;
    });
    expect(of({ ...training, step })).not.toContain(gradient);
  });

  test('where not every step makes it', () => {
    const step = encoder.step.map((each) => {
      return each.bindings.y?.name === name ? { ...each, every: 2 } : each;
    });
    expect(of({ ...encoder, step })).not.toContain(name);
  });
});

test('training in shared memory gives the same bits', async () => {
  const vae = smallVae();
  const { outputs: _, ...apart } = vae.training.plan;
  expect(sharedMemory(vae.training.plan).size).toBeGreaterThan(0);
  const together = await trainOnDevice(gpu(), vae, vae.training.plan);
  expect(together).toEqual(await trainOnDevice(gpu(), vae, apart));
});

test('shared memory is allocated once, and no tensor in it can be read', async () => {
  const { memory } = gpu();
  const bytesOf = async (plan: Plan) => {
    const store = new DeviceStore(gpu(), model.store);
    const data = uploadAll(
      gpu(),
      planTensors(plan).filter(({ role }) => role === 'input'),
      {
        data: new Float64Array(16 * 784),
        row_index: new Float64Array(16),
      },
    );
    const before = memory.bytes;
    const executable = await Executable.compile(gpu(), store, plan, data, 1);
    const bytes = memory.bytes - before;
    const hidden = planTensors(plan).find((tensor) => tensor.name === 'fc1.1');
    const read = () => executable.run([step(16)], hidden ? [hidden] : []);
    return {
      bytes,
      read,
      dispose() {
        executable.dispose();
        store.dispose();
        for (const buffer of data.values()) memory.destroy(buffer);
      },
    };
  };
  const { outputs: _, ...apart } = encoder;
  const [one, other] = [await bytesOf(encoder), await bytesOf(apart)];
  // Seven of the eight hidden tensors, [16, 64] of f32 each: one lies in the memory of the batch.
  expect(other.bytes - one.bytes).toBe(7 * 16 * 64 * 4);
  expect(one.read).toThrow('"fc1.1" is no output of plan "encoder"');
  expect((await other.read()).map(({ length }) => length)).toEqual([16 * 64]);
  one.dispose();
  other.dispose();
});
