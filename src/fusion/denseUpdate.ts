import { physicalSize, roundUp, TENSOR_ALIGNMENT } from '../graph/layout.ts';
import { arenaSizes, type Dispatch, type Plan, planTensors } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { catalogue } from '../kernels/catalogue.generated.ts';
import { dispatch, type SlotArgument, slotOf } from '../kernels/dispatch.ts';
import { PRODUCT } from '../ops/slots.ts';
import { type FusionRule, usersOf } from './rule.ts';

const GATHERED = catalogue.slots.input.activations_or_u8.constants.GATHERED.value;

/** Layers that one dispatch of the kernel has tables for. */
const MAX_LAYERS = catalogue.kernels.dense_backward_weight_update.constants.N.value.length;

/**
 * `dense_backward_weight, …, optimizer_update` → `dense_backward_weight_update`: gradients that
 * only the optimizer needs stay in registers, one dispatch for all layers. Only where every
 * parameter of the group is such a layer's, and not where gradients are clipped by their norm:
 * then the norm reads all of them before the first may be used.
 */
export const denseUpdate: FusionRule = (plan) => {
  const { step } = plan;
  for (const optimizer of step) {
    if (optimizer.kernel !== 'optimizer_update') continue;
    const { state, gradient } = optimizer.bindings;
    if (!state || !gradient || usersOf(step, gradient).length !== 1) continue;
    const { group } = state;
    const layers = step.filter((each) => isLayerOf(each, group, step));
    if (!coversGroup(layers, optimizer)) continue;
    const batches = layersByInput(layers);
    const updates = batches.map((batch, i) =>
      update(plan, batch, optimizer, i === batches.length - 1 ? [...batch, optimizer] : batch),
    );
    if (!updates.every((each) => each !== undefined)) continue;
    return {
      ...plan,
      step: step.flatMap((each) => {
        if (each === optimizer) return updates;
        return layers.includes(each) ? [] : [each];
      }),
    };
  }
  return undefined;
};

/** Whether a product makes a layer's gradients for the group, and for nobody but the optimizer. */
function isLayerOf(
  { kernel, bindings, constants }: Dispatch,
  group: string | undefined,
  step: readonly Dispatch[],
): boolean {
  if (kernel !== 'dense_backward_weight') return false;
  if (constants.ACCUMULATE_WEIGHT !== false || constants.ACCUMULATE_BIAS !== false) return false;
  return [bindings.dweight, bindings.dbias].every(
    (gradient) =>
      gradient?.role === 'parameterGradient' &&
      gradient.group === group &&
      usersOf(step, gradient).length === 1,
  );
}

function coversGroup(layers: readonly Dispatch[], optimizer: Dispatch): boolean {
  const sizes = layers.flatMap(({ bindings: { dweight, dbias } }) =>
    [dweight, dbias].map((each) =>
      each ? roundUp(physicalSize(each.shape), TENSOR_ALIGNMENT) : 0,
    ),
  );
  return sizes.length > 0 && sizes.reduce((sum, size) => sum + size) === optimizer.constants.P;
}

/** Layers that can go into one dispatch: the same rows, and at most one data set. */
function layersByInput(layers: readonly Dispatch[]): Dispatch[][] {
  const batches: Dispatch[][] = [];
  for (const layer of layers) {
    const fitting = batches.find(
      (batch) => batch.length < MAX_LAYERS && batch.every((other) => goTogether(layer, other)),
    );
    if (fitting) fitting.push(layer);
    else batches.push([layer]);
  }
  return batches;
}

function goTogether(a: Dispatch, b: Dispatch): boolean {
  const [one, other] = [a, b].map(({ slots }) => slots.load?.bindings);
  const sameData =
    one?.data?.name === other?.data?.name && one?.row_index?.name === other?.row_index?.name;
  return a.constants.M === b.constants.M && (!one?.data || !other?.data || sameData);
}

function update(
  plan: Plan,
  layers: readonly Dispatch[],
  optimizer: Dispatch,
  parts: readonly Dispatch[],
): Dispatch | undefined {
  const { state, health } = optimizer.bindings;
  const formula = slotOf(optimizer, 'optimizer');
  if (!state || !health || !formula) return undefined;
  const tensors = layers.map(({ bindings }) => bindings);
  const dys = tensors.map(({ dy }) => dy);
  const xs = layers.map(({ slots }) => slots.load?.bindings.x);
  const gather = layers
    .map((layer) => slotOf(layer, 'load'))
    .find((load) => load?.choice !== 'matrix');
  if (!dys.every((dy) => dy?.arena === 'gradients')) return undefined;
  if (!xs.every((x) => x === undefined || x.arena === 'activations')) return undefined;
  const activations = arena(plan, 'activations');
  const input = inputSlot(activations, gather);
  if (!input) return undefined;
  const names = layers.map(({ label }) => label.replace(/\.backward_weight$/, ''));
  const { P: _, ...hyperparameters } = optimizer.constants;
  const fused = dispatch('dense_backward_weight_update', `${names.join(', ')}.update`, {
    bindings: { gradients: arena(plan, 'gradients'), state, health },
    slots: { input, optimizer: formula, product: PRODUCT },
    constants: {
      ...hyperparameters,
      M: layers[0]?.constants.M ?? 0,
      LAYERS: layers.length,
      N: layers.map(({ constants }) => Number(constants.N)),
      K: layers.map(({ constants }) => Number(constants.K)),
      DY: dys.map(vec4Start),
      X: xs.map((x) => (x ? vec4Start(x) : GATHERED)),
      WEIGHT: tensors.map(({ dweight }) => vec4Start(dweight)),
      BIAS: tensors.map(({ dbias }) => vec4Start(dbias)),
    },
  });
  return { ...fused, parts };
}

function inputSlot(
  activations: Tensor,
  gather: SlotArgument<'load'> | undefined,
): SlotArgument<'input'> | undefined {
  switch (gather?.choice) {
    case undefined:
    case 'matrix':
      return { choice: 'activations', bindings: { activations } };
    case 'gather_u8':
      return { choice: 'activations_or_u8', bindings: { activations, ...gather.bindings } };
    case 'gather_f32':
      return { choice: 'activations_or_f32', bindings: { activations, ...gather.bindings } };
    default:
      return undefined;
  }
}

function vec4Start(tensor: Tensor | undefined): number {
  return (tensor?.offset ?? 0) / 4;
}

/** The whole buffer of an arena, as far as the plan uses it. */
function arena(plan: Plan, name: string): Tensor {
  const size = arenaSizes(planTensors(plan)).get(name) ?? 0;
  return { name, shape: [size], dtype: 'f32', role: 'arena', arena: name };
}
