import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { Graph } from '../../src/graph/graph.ts';
import { Store } from '../../src/graph/store.ts';
import { standardNormal } from '../../src/ops/standardNormal.ts';
import { step } from '../support/scalars.ts';
import { type Check, correlation } from './checks.ts';

/** Address and size of a sample. */
export interface SampleOrigin {
  readonly seed: number;
  readonly stream: number;
  readonly steps: number;
  readonly rows: number;
  readonly columns: number;
}

/** Values `[steps, rows, columns]`. */
export interface Sample extends SampleOrigin {
  readonly values: Float32Array;
}

export type Axis = 'steps' | 'rows' | 'columns';

/** Draws on the device by the kernel that samples the prior, step by step from counter 0. */
export async function drawOnDevice(gpu: Gpu, origin: SampleOrigin): Promise<Sample> {
  const { seed, stream, steps, rows, columns } = origin;
  const store = new Store();
  const graph = new Graph(store);
  const noise = { kind: 'counter', stream } as const;
  const z = standardNormal(graph, { name: 'z', rows, latent: columns, noise });
  const plan = { name: 'sample', step: graph.forward, burst: [] };
  const deviceStore = new DeviceStore(gpu, store);
  const executable = await Executable.compile(gpu, deviceStore, plan, new Map(), 1);
  const values = new Float32Array(steps * rows * columns);
  for (let counter = 0; counter < steps; counter++) {
    const [drawn] = await executable.run([step(rows, { seed, counter })], [z]);
    values.set(drawn ?? [], counter * rows * columns);
  }
  executable.dispose();
  return { ...origin, values };
}

/** Distance between neighbours along an axis, in elements. */
function strideOf({ rows, columns }: Sample, axis: Axis): number {
  return { steps: rows * columns, rows: columns, columns: 1 }[axis];
}

/** Correlation between values at distance `lag` along an axis. */
export function lagged(sample: Sample, axis: Axis, lag: number): Check[] {
  const { values } = sample;
  const stride = strideOf(sample, axis);
  const size = sample[axis];
  const reach = (size - lag) * stride;
  const count = (values.length / size) * (size - lag);
  return correlation(`${axis} at lag ${lag}`, count, (i) => {
    // In each run of `size` slices, `size - lag` slices have a partner.
    const at = Math.floor(i / reach) * size * stride + (i % reach);
    return [values[at] ?? Number.NaN, values[at + lag * stride] ?? Number.NaN];
  });
}

/** Correlation between the cosine and the sine half of each Box–Muller pair. */
export function halves({ values }: Sample): Check[] {
  return correlation('cosine and sine halves', values.length / 2, (i) => [
    values[2 * i] ?? Number.NaN,
    values[2 * i + 1] ?? Number.NaN,
  ]);
}

/** The sample in which every second run of `lag` slices along an axis repeats the previous run. */
export function withRepeats(sample: Sample, axis: Axis, lag: number): Sample {
  const stride = strideOf(sample, axis);
  const values = sample.values.map((value, i) => {
    const place = Math.floor(i / stride) % sample[axis];
    const odd = Math.floor(place / lag) % 2 === 1;
    return odd ? (sample.values[i - lag * stride] ?? Number.NaN) : value;
  });
  return { ...sample, values };
}
