import { expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { differentiate } from '../../src/graph/differentiate.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { STATE_PARTS } from '../../src/graph/stateLayout.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { dense } from '../../src/ops/dense.ts';
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
import { count } from './plans.ts';

const gpu = useGpu();
const SEED = 3;
const STEPS = [1, 2, 3].map((counter) => {
  const scalars = optimizerScalars(counter, 0.05, ADAM_DEFAULTS);
  return step(ROWS, { counter, optimizers: packOptimizerScalars([scalars, scalars]) });
});

/**
 * A step with two updates: a critic judges the output of a generator and is updated; then the
 * generator is updated with the changed critic.
 */
function alternating() {
  const { graph, x, target, inputs } = setup();
  const made = [
    layer(graph, 'made', [7, 6], 'relu', 'generator'),
    layer(graph, 'fake', [6, 7], 'tanh', 'generator'),
  ].reduce<Tensor>((h, each) => dense(graph, h, each), x);
  const critic = [
    layer(graph, 'seen', [9, 6], 'relu', 'critic'),
    layer(graph, 'judged', [4, 9], 'identity', 'critic'),
  ];
  const judge = (again: string): Tensor =>
    critic.reduce((h, each) => dense(graph, h, { ...each, name: `${each.name}${again}` }), made);
  const update = (group: string, loss: Tensor) => {
    const { parameters } = graph.store.group(group);
    const { dispatches } = differentiate(graph, [loss], parameters, {
      prefix: `d.${group}`,
    });
    return [...dispatches, ...optimizerUpdate(graph.store.group(group), ADAM_DEFAULTS)];
  };
  const first = bernoulli(graph, judge(''), target, { name: 'loss' });
  const forward = graph.forward;
  const ofCritic = update('critic', first);
  const second = bernoulli(graph, judge('.again'), target, { name: 'loss.again' });
  const again = graph.forward.slice(forward.length);
  const ofGenerator = update('generator', second);
  const all = [...forward, ...ofCritic, ...again, ...ofGenerator];
  return { plan: { name: 'alternating', step: all, burst: [] }, graph, x, target, inputs };
}

const { plan, graph, x, target, inputs } = alternating();
const { image } = freshSnapshot(graph.store, SEED);

function inFloat64(of: Plan): Map<string, Float64Array> {
  const store = new ReferenceStore(graph.store);
  for (const [name, values] of unpackState(graph.store, image, 'parameters')) {
    store.parameter(name).value.set(values);
  }
  const executor = new ReferenceExecutor(store, of, inputs);
  for (const record of STEPS) executor.run([record]);
  return new Map(graph.store.parameters.map(({ name }) => [name, store.parameter(name).value]));
}

async function onDevice(of: Plan): Promise<Map<string, Float32Array>> {
  const store = new DeviceStore(gpu(), graph.store);
  store.write(image);
  const buffers = uploadAll(gpu(), [x, target], inputs);
  const executable = await Executable.compile(gpu(), store, of, buffers, STEPS.length);
  await executable.run(STEPS);
  const after = await store.read();
  executable.dispose();
  store.dispose();
  for (const buffer of buffers.values()) gpu().memory.destroy(buffer);
  if (!after) throw new Error('a step met NaN or infinity');
  const [parameters] = STATE_PARTS;
  return new Map(unpackState(graph.store, after, parameters));
}

test('a step with two updates is fused between them', () => {
  const fused = fuse(plan);
  expect(fused.step.length).toBeLessThan(plan.step.length);
  expect(count(fused, 'dense_likelihood')).toBe(2);
  expect(count(fused, 'activation_backward')).toBe(0);
  expect(count(fused, 'dense_backward_weight_update')).toBe(2);
});

test('and computes what the recorded one does', async () => {
  const fused = fuse(plan);
  const expected = inFloat64(plan);
  const before = unpackState(graph.store, image, 'parameters');
  for (const [name, values] of expected) {
    const moved = values.map((value, i) => Math.abs(value - (before.get(name)?.[i] ?? Number.NaN)));
    expect(Math.max(...moved), name).toBeGreaterThan(0.02);
  }
  const twin = inFloat64(fused);
  const device = await onDevice(fused);
  for (const [name, values] of expected) {
    for (const [i, value] of values.entries()) {
      expect(twin.get(name)?.[i], `${name}[${i}] in float64`).toBeCloseTo(value, 12);
      expect(device.get(name)?.[i], `${name}[${i}] on the device`).toBeCloseTo(value, 4);
    }
  }
});
