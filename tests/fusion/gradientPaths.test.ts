import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import type { Plan } from '../../src/graph/plan.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { dense } from '../../src/ops/dense.ts';
import { stopGradient } from '../../src/ops/stopGradient.ts';
import { straightThrough } from '../../src/ops/straightThrough.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { optimizerUpdate } from '../../src/optimizers/optimizerUpdate.ts';
import { optimizerScalars } from '../../src/optimizers/registry.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { bernoulli, layer, ROWS, setup } from '../ops/fixtures.ts';
import { useGpu } from '../support/gpu.ts';
import { uploadAll } from '../support/inputs.ts';
import { step } from '../support/scalars.ts';

const gpu = useGpu();
const STEPS = [1, 2, 3].map((counter) => {
  const scalars = optimizerScalars(counter, 0.05, ADAM_DEFAULTS);
  return step(ROWS, { counter, optimizers: packOptimizerScalars([scalars]) });
});

type Paths = (hard: Tensor, soft: Tensor, through: Tensor) => readonly [Tensor, Tensor];

const PATHS: Readonly<Record<string, Paths>> = {
  'the values of one layer with the gradient of another': (_, soft, through) => [through, soft],
  'the same beside a stopped use of its soft layer': (_, soft, through) => [
    through,
    stopGradient(soft),
  ],
  'the same beside a use of its hard layer': (hard, _, through) => [through, hard],
  'a layer used stopped and not': (_, soft) => [stopGradient(soft), soft],
};

/** A training step with two losses on the outputs of `paths`, which takes two hidden layers. */
function training(paths: Paths) {
  const { graph, x, target, inputs } = setup();
  const hard = dense(graph, x, layer(graph, 'hard', [7, 6], 'relu'));
  const soft = dense(graph, x, layer(graph, 'soft', [7, 6], 'tanh'));
  const through = straightThrough(graph, hard, soft, { name: 'through' });
  const losses = paths(hard, soft, through).map((from, i) => {
    const logits = dense(graph, from, layer(graph, `out${i}`, [4, 7], 'identity'));
    return bernoulli(graph, logits, target, { name: `loss${i}` });
  });
  const group = graph.store.group();
  const { dispatches, gradients } = differentiate(graph, losses, group.parameters);
  const all = [...graph.forward, ...dispatches, ...optimizerUpdate(group, ADAM_DEFAULTS)];
  const plan: Plan = { name: 'training', step: all, burst: [], outputs: [] };
  return { plan, graph, taken: [x, target], inputs, trained: new Set(gradients.keys()) };
}

test.each(Object.entries(PATHS))('%s: fused, as recorded', async (_, paths) => {
  const { plan, graph, taken, inputs, trained } = training(paths);
  const fused = fuse(plan);
  expect(fused.step.length).toBeLessThan(plan.step.length);
  const { image } = freshSnapshot(graph.store, 3);
  const before = unpackState(graph.store, image, 'parameters');

  const reference = new ReferenceStore(graph.store);
  for (const [name, values] of before) reference.parameter(name).value.set(values);
  const executor = new ReferenceExecutor(reference, plan, inputs);
  for (const record of STEPS) executor.run([record]);

  const store = new DeviceStore(gpu(), graph.store);
  store.write(image);
  const buffers = uploadAll(gpu(), taken, inputs);
  const executable = await Executable.compile(gpu(), store, fused, buffers, STEPS.length);
  await executable.run(STEPS);
  const after = await store.read();
  executable.dispose();
  store.dispose();
  for (const buffer of buffers.values()) gpu().memory.destroy(buffer);
  if (!after) throw new Error('a step met NaN or infinity');

  for (const [name, values] of unpackState(graph.store, after, 'parameters')) {
    const expected = reference.parameter(name).value;
    const moved = expected.map((value, i) => Math.abs(value - Number(before.get(name)?.[i])));
    if (trained.has(name)) expect(Math.max(...moved), name).toBeGreaterThan(0.02);
    else expect(Math.max(...moved), name).toBe(0);
    for (const [i, value] of expected.entries()) {
      expect(values[i], `${name}[${i}]`).toBeCloseTo(value, 4);
    }
  }
});
