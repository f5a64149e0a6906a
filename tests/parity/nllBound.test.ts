import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../src/checkpoints/readCheckpoint.ts';
import { restoreSnapshot } from '../../src/checkpoints/restoreSnapshot.ts';
import { vaeFamily } from '../../src/families/vae/vaeFamily.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { useGpu } from '../support/gpu.ts';
import { uploadAll } from '../support/inputs.ts';
import { step } from '../support/scalars.ts';
import { VaeModel } from '../support/vaeModel.ts';
import { type ObjectiveCase, objectiveCases, weightsFile } from './objective.ts';

const gpu = useGpu();

/** The plan that bounds -log p(x) for a case's rows, with all its inputs. */
function boundOf(given: ObjectiveCase) {
  const { input, hidden, latent, activation, rows, samples } = given;
  const model = new VaeModel({ input, hidden, latent, activation });
  const shape = [rows * samples, latent];
  const noise = { name: 'noise', shape, dtype: 'f32', role: 'input' } as const;
  const source = { rows, dataRows: rows, dtypes: { data: 'u8' }, ring: 1 } as const;
  const bound = model.boundPlan(source, { kind: 'given', noise }, samples);
  const inputs = {
    data: Float64Array.from(given.data),
    row_index: Float64Array.from({ length: rows }, (_, row) => row),
    noise: Float64Array.from(given.noise),
  };
  const { image } = restoreSnapshot(readCheckpoint(weightsFile(given)), model.store, {
    ...resolveTraining({}, vaeFamily),
  });
  return { model, bound, inputs, image };
}

function meanOf(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0) / values.length;
}

describe.each(objectiveCases())("the bound of -log p(x) is PyTorch's on $name", (given) => {
  const { model, bound, inputs, image } = boundOf(given);
  const wanted = Array.from(given.objectives.bound.float64.values, (value) => -value);

  function expectBound(values: ArrayLike<number>, tolerance: number): void {
    expect(values.length).toBe(given.rows);
    const apart = wanted.map((value, row) => Math.abs((values[row] ?? Number.NaN) / value - 1));
    expect(Math.max(...apart)).toBeLessThan(tolerance);
    expect(Math.abs(meanOf(values) / given.nll.mean - 1)).toBeLessThan(tolerance);
  }

  it('by the twins', () => {
    const store = new ReferenceStore(model.store);
    for (const [name, values] of unpackState(model.store, image, 'parameters')) {
      store.parameter(name).value.set(values);
    }
    const executor = new ReferenceExecutor(store, bound.plan, inputs);
    executor.run([step(given.rows)]);
    expectBound(executor.values(bound.outputs.bound), 1e-12);
  });

  it('on the device', async () => {
    const store = new DeviceStore(gpu(), model.store);
    store.write(image);
    const buffers = uploadAll(gpu(), bound.inputs, inputs);
    const executable = await Executable.compile(gpu(), store, bound.plan, buffers, 1);
    const [values] = await executable.run([step(given.rows)], [bound.outputs.bound]);
    executable.dispose();
    store.dispose();
    for (const buffer of buffers.values()) gpu().memory.destroy(buffer);
    expectBound(values?.subarray(0, given.rows) ?? [], 1e-6);
  });
});
