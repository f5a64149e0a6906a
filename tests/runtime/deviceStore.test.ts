import { expect, test } from 'vitest';
import { LimitError } from '../../src/errors.ts';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { useGpu } from '../support/gpu.ts';
import { prepareStep, stepOnDevice } from '../support/oneStep.ts';

const gpu = useGpu();

const step = prepareStep(
  {
    config: { input: 9, hidden: [5], latent: 2, activation: 'relu' },
    rows: 3,
    rowCount: 3,
    dtype: 'u8',
  },
  'counter',
);
const { store: parameters } = step.model;

/** Names of the buffers that are created while `use` runs. */
async function buffersOf(use: () => unknown): Promise<string[]> {
  const { memory } = gpu();
  const create = memory.create;
  const names: string[] = [];
  memory.create = (...args) => {
    names.push(args[0]);
    return create.apply(memory, args);
  };
  try {
    await use();
  } finally {
    memory.create = create;
  }
  return names;
}

test('a buffer of gradients is made when a plan first asks for one, and once', async () => {
  const weight = parameters.parameters[0] as Tensor;
  const gradient: Tensor = { ...weight, name: 'd(weight)', role: 'parameterGradient' };
  const group: Tensor = { ...gradient, name: 'model.gradient', role: 'groupGradient', offset: 0 };
  let store: DeviceStore | undefined;
  const made = await buffersOf(() => {
    store = new DeviceStore(gpu(), parameters);
    store.slice(weight);
  });
  expect(made).toEqual(['model.state', 'report']);
  const asked = await buffersOf(() => {
    const buffers = [gradient, group].map((tensor) => store?.slice(tensor)?.buffer);
    expect(buffers[0]).toBeDefined();
    expect(buffers[0]).toBe(buffers[1]);
    expect(buffers[0]?.size).toBe(4 * parameters.group().size);
  });
  expect(asked).toEqual(['model.gradient']);
  store?.dispose();
});

test('gradients for which there was no memory are forgotten; the rest goes on', async () => {
  const weight = parameters.parameters[0] as Tensor;
  const store = new DeviceStore(gpu(), parameters);
  store.slice({ ...weight, name: 'd(weight)', role: 'parameterGradient' });
  const { memory } = gpu();
  const settled = memory.settled.bind(memory);
  memory.settled = async (buffers) => {
    const all = [...buffers];
    if (all.some(({ label }) => label === 'model.gradient')) throw new LimitError('no memory');
    await settled(all);
  };
  try {
    await expect(store.settled()).rejects.toThrow('no memory');
    await store.settled();
  } finally {
    memory.settled = settled;
  }
  store.dispose();
});

test('a fused step makes none, a recorded one does', async () => {
  const fused = await buffersOf(() => stepOnDevice(gpu(), step, fuse(step.plan)));
  expect(fused).not.toContain('model.gradient');
  expect(fused.filter((name) => name.startsWith('d('))).toEqual([]);
  expect(fused).toContain('gradients');
  const recorded = await buffersOf(() => stepOnDevice(gpu(), step, step.plan));
  expect(recorded).toContain('model.gradient');
});
