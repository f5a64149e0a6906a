import type { CompiledLaunch, CompiledProgram, CompiledTensor } from '../compiled/format.ts';
import { ROW_INDEX } from '../data/field.ts';
import { InternalError } from '../errors.ts';
import type { Program } from '../families/model.ts';
import { fuseForward } from '../fusion/fuseForward.ts';
import { readBesideWrites } from '../gpu/aliases.ts';
import type { Shader } from '../gpu/buildPipeline.ts';
import { shaderOf } from '../gpu/shaderOf.ts';
import { type Dispatch, zeroedTensors } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { bindingsOf } from '../kernels/dispatch.ts';
import { launchGrid } from '../kernels/launch.ts';
import { adaptPlan } from '../runtime/adaptPlan.ts';
import { MAX_BINDING_BYTES, type Placement, placeTensors } from './placeTensors.ts';

/** Limits that every device outside compatibility mode has, and the traits of a GPU. */
const EVERY_DEVICE = {
  traits: { subgroupSize: undefined, software: false, vendor: '', maxInvocations: 256 },
  maxBindingBytes: MAX_BINDING_BYTES,
};
const MAX_WORKGROUPS = 65_535;

/** The shaders of a model's programs, each once. */
export class ShaderList {
  readonly shaders: Shader[] = [];
  readonly #places = new Map<string, number>();

  /** The place of a shader in the list. */
  place(shader: Shader): number {
    const key = `${shader.code} ${shader.access.join()}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.shaders.push(shader) - 1;
    this.#places.set(key, place);
    return place;
  }
}

/**
 * Decides all that a device would decide when it compiles a program: fused dispatches, kernel
 * variants, memory, shaders and grids. They fit every device.
 */
export function compileProgram(
  name: string,
  { plan, inputs, outputs }: Program,
  shaders: ShaderList,
): CompiledProgram {
  const adapted = adaptPlan(plan, fuseForward, EVERY_DEVICE, { fuse: true });
  const placement = placeTensors(adapted);
  const outside = (tensors: Readonly<Record<string, Tensor>>): Record<string, CompiledTensor> =>
    Object.fromEntries(
      Object.entries(tensors).flatMap(([key, { name: tensor, shape, dtype }]) => {
        const slice = placement.slices.get(tensor);
        return slice ? [[key, { slice, shape, dtype }]] : [];
      }),
    );
  const { [ROW_INDEX]: _, ...given } = inputs;
  return {
    name,
    buffers: placement.buffers,
    launches: adapted.step.map((dispatch) => compileLaunch(dispatch, placement, shaders)),
    zeroed: zeroedTensors(adapted).flatMap(({ name: tensor }) => {
      const slice = placement.slices.get(tensor);
      return slice ? [slice] : [];
    }),
    inputs: outside(given),
    outputs: outside(outputs),
  };
}

function compileLaunch(
  dispatch: Dispatch,
  { slices }: Placement,
  shaders: ShaderList,
): CompiledLaunch {
  const bound = bindingsOf(dispatch).map(({ name, access, tensor }) => {
    const slice = tensor && slices.get(tensor.name);
    if (!slice) throw new InternalError(`${dispatch.label}: binding "${name}" has no memory`);
    return { name, access, slice: { buffer: slice[0], whole: slice } };
  });
  return {
    label: dispatch.label,
    shader: shaders.place(shaderOf(dispatch, readBesideWrites(bound))),
    grid: launchGrid(dispatch, MAX_WORKGROUPS),
    slices: bound.map(({ slice }) => slice.whole),
  };
}
