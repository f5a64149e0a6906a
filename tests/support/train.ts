import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import type { Plan } from '../../src/graph/plan.ts';
import { STATE_PARTS, type StateImage } from '../../src/graph/stateLayout.ts';
import { unpackState } from '../../src/graph/unpackState.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { freshSnapshot } from '../../src/runtime/initialize.ts';
import { padded, uploadAll } from './inputs.ts';
import type { SmallVae } from './smallVae.ts';

type Values = Float64Array | Float32Array;

/** The results of a training run. */
export interface TrainedRun {
  /** Sums over the batch of each step: reconstruction, kl. */
  readonly losses: readonly (readonly number[])[];
  /** `parameters`, `m` and `v` by `part/parameter`. */
  readonly state: ReadonlyMap<string, Values>;
}

const SEED = 11;

/** Trains on the CPU in float64. @param plan the small VAE's training plan or a rewritten one */
export function trainReference(vae: SmallVae, plan: Plan): TrainedRun {
  const { image } = freshSnapshot(vae.model.store, SEED);
  const store = new ReferenceStore(vae.model.store);
  for (const [name, values] of unpackState(vae.model.store, image, 'parameters')) {
    store.parameter(name).value.set(values);
  }
  const executor = new ReferenceExecutor(store, plan, vae.inputs);
  const losses = vae.steps.map(({ record, noise }) => {
    executor.values('noise').set(noise);
    executor.run([record]);
    return sumsOf(vae).map((tensor) => executor.values(tensor)[record.ring_slot] ?? Number.NaN);
  });
  const state = vae.model.store.parameters.flatMap(({ name }) => {
    const { value, m, v } = store.parameter(name);
    return [
      [`parameters/${name}`, value],
      [`m/${name}`, m],
      [`v/${name}`, v],
    ] as const;
  });
  return { losses, state: new Map(state) };
}

/** Trains on a device with one submit per step, so that each step can get its noise. */
export async function trainOnDevice(gpu: Gpu, vae: SmallVae, plan: Plan): Promise<TrainedRun> {
  const { store: parameters } = vae.model;
  const store = new DeviceStore(gpu, parameters);
  store.write(freshSnapshot(parameters, SEED).image);
  const inputs = uploadAll(gpu, vae.training.inputs, vae.inputs);
  const executable = await Executable.compile(gpu, store, plan, inputs, 1);
  const noiseTensor = vae.training.inputs.find(({ name }) => name === 'noise');
  const noiseBuffer = inputs.get('noise');
  if (!noiseTensor || !noiseBuffer) throw new Error('the plan takes no noise');
  const losses: number[][] = [];
  for (const { record, noise } of vae.steps) {
    gpu.device.queue.writeBuffer(noiseBuffer, 0, padded(noiseTensor, noise));
    const sums = await executable.run([record], sumsOf(vae));
    losses.push(sums.map((values) => values[record.ring_slot] ?? Number.NaN));
  }
  const image = await store.read();
  executable.dispose();
  for (const buffer of inputs.values()) gpu.memory.destroy(buffer);
  if (!image) throw new Error('training met NaN or infinity');
  return { losses, state: stateOf(vae, image) };
}

function sumsOf({ training: { outputs } }: SmallVae) {
  return [outputs.reconstruction, outputs.kl].filter((tensor) => tensor !== undefined);
}

function stateOf({ model }: SmallVae, image: StateImage): Map<string, Values> {
  return new Map(
    STATE_PARTS.flatMap((part) =>
      [...unpackState(model.store, image, part)].map(
        ([name, values]) => [`${part}/${name}`, values] as const,
      ),
    ),
  );
}

/** ‖a - b‖ / ‖b‖ */
export function relativeDistance(a: Values, b: Values): number {
  const norm = (values: Values): number => Math.hypot(...values);
  return norm(Float64Array.from(b, (value, i) => (a[i] ?? Number.NaN) - value)) / norm(b);
}
