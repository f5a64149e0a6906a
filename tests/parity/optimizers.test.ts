import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { logicalSize, pad } from '../../src/graph/layout.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { packState } from '../../src/graph/stateLayout.ts';
import { Store, wholeGradient } from '../../src/graph/store.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { optimizerUpdate } from '../../src/optimizers/optimizerUpdate.ts';
import {
  OPTIMIZER_NAMES,
  type OptimizerOptions,
  optimizerScalars,
  resolveOptimizer,
} from '../../src/optimizers/registry.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { useGpu } from '../support/gpu.ts';
import { step } from '../support/scalars.ts';
import { numbers } from './numbers.ts';

const gpu = useGpu();

const LEARNING_RATE = 0.01;
const STEPS = 20;
/** The steps whose weights are in the fixture. */
const KEPT = [1, 2, 20];

const file = readSafetensors(
  readFileSync(new URL('fixtures/optimizers.safetensors', import.meta.url)),
);
const cases: { name: string; options: Partial<OptimizerOptions> }[] = JSON.parse(
  file.metadata.get('optimizers') ?? '',
);
const start = numbers(file, 'start');
const gradients = numbers(file, 'gradients');

const store = new Store();
store.parameter('a', { shape: [37], init: { kind: 'uniform', bound: 1 } });
store.parameter('b', { shape: [3, 5], init: { kind: 'uniform', bound: 1 } });

/** Splits consecutive values into both parameters. */
function split(values: Float64Array): [name: string, part: Float64Array][] {
  let first = 0;
  return store.parameters.map(({ name, shape }) => {
    const part = values.slice(first, first + logicalSize(shape));
    first += part.length;
    return [name, part];
  });
}

const gradientOf = (t: number): Float64Array =>
  gradients.subarray((t - 1) * start.length, t * start.length);

function planOf(options: OptimizerOptions): Plan {
  return { name: 'update', step: optimizerUpdate(store.group(), options), burst: [] };
}

function recordOf(t: number, options: OptimizerOptions): StepScalars {
  const optimizers = packOptimizerScalars([optimizerScalars(t, LEARNING_RATE, options)]);
  return step(1, { counter: t, optimizers });
}

/** The largest difference from the fixture after each kept step. */
function differences(name: string, made: readonly Float64Array[]): number[] {
  const expected = numbers(file, `weight/${name}`);
  return made.map((values, row) => {
    const wanted = expected.subarray(row * start.length, (row + 1) * start.length);
    return Math.max(...values.map((value, i) => Math.abs(value - (wanted[i] ?? Number.NaN))));
  });
}

test('there is a case for every optimizer', () => {
  const found = new Set(cases.map(({ options }) => options.optimizer));
  expect([...found].sort()).toEqual([...OPTIMIZER_NAMES].sort());
});

describe.each(cases)('$name', ({ name, options: given }) => {
  const options = resolveOptimizer(given);

  test('the twins are PyTorch to the rounding of float64', () => {
    const values = new ReferenceStore(store);
    for (const [parameter, part] of split(start)) values.parameter(parameter).value.set(part);
    const executor = new ReferenceExecutor(values, planOf(options));
    const made: Float64Array[] = [];
    for (let t = 1; t <= STEPS; t++) {
      for (const [parameter, part] of split(gradientOf(t))) {
        values.parameter(parameter).gradient.set(part);
      }
      executor.run([recordOf(t, options)]);
      const after = store.parameters.flatMap((each) => [...values.parameter(each.name).value]);
      if (KEPT.includes(t)) made.push(Float64Array.from(after));
    }
    for (const difference of differences(name, made)) expect(difference).toBeLessThan(1e-13);
  });

  test('the kernels are PyTorch to the rounding of float32', async () => {
    const group = store.group();
    const device = new DeviceStore(gpu(), store);
    const initial = split(start).map(([each, part]) => [each, Float32Array.from(part)] as const);
    device.write(packState(store, { parameters: new Map(initial) }));
    const executable = await Executable.compile(gpu(), device, planOf(options), new Map(), 1);
    const { buffer } = executable.slice(wholeGradient(group));
    const made: Float64Array[] = [];
    for (let t = 1; t <= STEPS; t++) {
      const image = new Float32Array(group.size);
      for (const [i, [each, part]] of split(gradientOf(t)).entries()) {
        const { shape = [], offset } = group.parameters[i] ?? {};
        image.set(pad(Float32Array.from(part), shape, each), offset);
      }
      gpu().device.queue.writeBuffer(buffer, 0, image);
      await executable.run([recordOf(t, options)]);
      if (!KEPT.includes(t)) continue;
      const state = await device.read();
      if (!state) throw new Error('a step met NaN or infinity');
      made.push(
        Float64Array.from(
          [...unpackState(store, state, 'parameters').values()].flatMap((each) => [...each]),
        ),
      );
    }
    executable.dispose();
    device.dispose();
    for (const difference of differences(name, made)) expect(difference).toBeLessThan(2e-6);
  });
});
