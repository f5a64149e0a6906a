/**
 * Compares a device's training step with its twin, and names the kernel of the first difference.
 */
import { DeviceStore } from '../../../../src/gpu/deviceStore.ts';
import { Executable } from '../../../../src/gpu/executable.ts';
import { pad } from '../../../../src/graph/layout.ts';
import { planTensors } from '../../../../src/graph/plan.ts';
import { STATE_PARTS } from '../../../../src/graph/stateLayout.ts';
import { unpackState } from '../../../../src/graph/unpackState.ts';
import { bindingsOf } from '../../../../src/kernels/dispatch.ts';
import { countedElements } from './step.js';

/**
 * Maximum difference relative to the largest value of the tensor, for sums of some hundred f32
 * products.
 */
const TOLERANCE = 3e-5;
/** ‖a - b‖ / ‖b‖ of weights: Adam divides by √v, which amplifies gradients near zero. */
const WEIGHT_TOLERANCE = 1e-4;

/**
 * A plan prepared on a device, with values for all tensors that it reads.
 *
 * @param {import('../../../../src/gpu/device.ts').Gpu} gpu
 * @param {import('../../../../src/graph/plan.ts').Plan} plan
 * @param {{ store: any, inputs: Record<string, ArrayLike<number>>, image: any }} values
 */
export async function openPlan(gpu, plan, { store, inputs, image }) {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffers = new Map(
    planTensors(plan)
      .filter(({ role }) => role === 'input')
      .map(({ name, dtype, shape }) => {
        const Elements = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array }[dtype];
        const padded = pad(Elements.from(inputs[name]), shape, name);
        const buffer = gpu.memory.create(name, padded.byteLength, usage);
        gpu.device.queue.writeBuffer(buffer, 0, padded);
        return [name, buffer];
      }),
  );
  const state = new DeviceStore(gpu, store);
  if (image) state.write(image);
  const executable = await Executable.compile(gpu, state, plan, buffers, 1);
  return {
    executable,
    state,
    dispose() {
      executable.dispose();
      state.dispose();
      for (const buffer of buffers.values()) gpu.memory.destroy(buffer);
    },
  };
}

/**
 * Runs one step and compares all written tensors, in the order of their dispatches.
 *
 * @param {Awaited<ReturnType<typeof openPlan>>} opened
 * @param {Awaited<ReturnType<typeof import('./step.js').prepareStep>>} step
 * @param {(name: string) => ArrayLike<number>} expected
 * @throws Error naming dispatch, kernel, variant and tensor of the first difference
 */
export async function checkStep({ executable, state }, { store, record, sums = [] }, expected) {
  const { plan } = executable;
  const made = planTensors(plan).filter(({ role }) => ['activation', 'gradient'].includes(role));
  const read = [...made, ...sums];
  const values = new Map(
    (await executable.run([record], read)).map((each, i) => [read[i].name, each]),
  );
  const image = await state.read();
  if (!image) throw new Error(`${plan.name}: the step met NaN or infinity`);
  for (const dispatch of plan.step) {
    for (const { tensor } of bindingsOf(dispatch).filter(isWritten)) {
      if (made.includes(tensor)) {
        const count = countedElements(tensor, record);
        compare(dispatch, tensor.name, values.get(tensor.name), expected(tensor.name), count);
      }
    }
    for (const { name } of parametersOf(dispatch, store)) {
      for (const part of STATE_PARTS) {
        const actual = unpackState(store, image, part).get(name);
        compare(dispatch, `${part}/${name}`, actual, expected(`${part}/${name}`));
      }
    }
  }
  for (const { name } of sums) {
    const sum = plan.burst.find(({ bindings }) => bindings.sums?.name === name);
    const maker = plan.step.find(({ bindings }) =>
      Object.values(bindings).some((tensor) => tensor.name === sum?.bindings.terms?.name),
    );
    compare(maker ?? sum, name, values.get(name), expected(name));
  }
}

const isWritten = ({ access, tensor }) => access === 'read_write' && tensor !== undefined;

/** The parameters that a fused dispatch updates: those whose gradients its parts compute. */
function parametersOf({ parts = [] }, store) {
  const gradients = parts.flatMap(({ bindings: { dweight, dbias } }) => [dweight, dbias]);
  return store.parameters.filter(({ group, offset }) =>
    gradients.some((each) => each?.group === group && each?.offset === offset),
  );
}

function compare(dispatch, name, actual, expected, count = expected.length) {
  const weights = name.startsWith('parameters/');
  const apart = weights ? distance(actual, expected) : largest(actual, expected, count);
  const allowed = weights ? WEIGHT_TOLERANCE : TOLERANCE;
  if (apart <= allowed) return;
  const { label, kernel, slots } = dispatch;
  const variant = slots.product ? `, variant ${slots.product.choice}` : '';
  throw new Error(
    `${label} (kernel ${kernel}${variant}): "${name}" is ${apart.toExponential(1)} away from its float64 twin, ` +
      `at most ${allowed} is explained by f32`,
  );
}

/** The largest difference relative to the largest value. NaN stays NaN, which never passes. */
function largest(actual, expected, count) {
  let [difference, scale] = [0, 0];
  for (let i = 0; i < count; i++) {
    difference = Math.max(difference, Math.abs((actual?.[i] ?? Number.NaN) - expected[i]));
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return difference / (scale || 1);
}

function distance(actual, expected) {
  let [difference, norm] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference += ((actual?.[i] ?? Number.NaN) - expected[i]) ** 2;
    norm += expected[i] ** 2;
  }
  return Math.sqrt(difference / (norm || 1));
}
