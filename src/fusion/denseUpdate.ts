import { physicalSize, roundUp, TENSOR_ALIGNMENT } from '../graph/layout.ts';
import { type Dispatch, recorded, runsEvery } from '../graph/plan.ts';
import type { Tensor, TensorRole } from '../graph/tensor.ts';
import { kernelEntry, slotPiece } from '../kernels/catalogue.ts';
import { dispatch, type SlotArgument, slotOf } from '../kernels/dispatch.ts';
import type { SlotChoice } from '../kernels/names.ts';
import { PRODUCT } from '../ops/slots.ts';
import { convolutionRules } from './convolutions.ts';
import type { IndexedStep } from './indexedStep.ts';
import { accessesOf, overlap, placeOf } from './memory.ts';
import { covered, gaps, type Range } from './ranges.ts';
import type { FusionRule } from './rule.ts';

/** The value of GATHERED for a layer that reads the batch from the data set. */
function gathered(choice: SlotChoice<'input'>): number {
  return Number(slotPiece('input', choice).constants.GATHERED?.value);
}

/** Maximum number of layers in one dispatch: the length of the kernel's tables. */
function maxLayers(): number {
  const table = kernelEntry('dense_backward_weight_update').constants.N?.value;
  return Array.isArray(table) ? table.length : 0;
}

/**
 * `dense_backward_weight, …, optimizer_update` → `dense_backward_weight_update`: gradients that
 * only the optimizer needs stay in registers, one dispatch for all layers. Gradients of convolutions,
 * whose parts are summed for the optimizer only, are summed by it: `sum_parts, optimizer_update` →
 * `parts_update`, one dispatch a layer. Other parameters of the
 * group keep their optimizer, with one dispatch for each range between the layers. Does not apply
 * if gradients are clipped by their norm, since the norm must read all gradients before the first
 * is used.
 *
 * @param arenas sizes of the arenas for activations and gradients in elements, by name. Without arenas
 *   each layer has an update of its own, as early as the step allows, so that nothing is kept for it.
 */
export const denseUpdate = (arenas?: ReadonlyMap<string, number>): FusionRule => ({
  anchors: ['optimizer_update'],
  rewrite: (step, optimizer) => {
    const { gradient } = optimizer.bindings;
    if (!gradient || optimizer.constants.COUNT !== undefined) return undefined;
    const packed = arenas !== undefined;
    const layers = step
      .usersOf(gradient)
      .filter((each) => isLayerOf(each, optimizer, step, packed));
    const sums = step.usersOf(gradient).filter((each) => isSumOf(each, optimizer, step));
    const batches = packed ? layersByInput(layers) : layers.map((layer) => [layer]);
    const others = gaps(
      covered([...layers, ...sums].flatMap(rangesOf)),
      Number(optimizer.constants.P),
    );
    const updates = batches.map((batch, i) => {
      const last = i === batches.length - 1 ? layers : [];
      // The optimizer's part in the fused dispatches. If they cover the whole group, it is the
      // recorded dispatch.
      const own = covered((packed ? last : batch).flatMap(rangesOf));
      const whole = packed && own.length > 0 && others.length === 0;
      const parts = whole ? [optimizer] : own.map((each) => within(optimizer, each));
      return update(arenas, batch, optimizer, [...batch, ...parts]);
    });
    const summed = sums.map((sum) => updateOfSum(sum, optimizer));
    if (updates.length + summed.length === 0) return undefined;
    if (!updates.every((each) => each !== undefined)) return undefined;
    if (!summed.every((each) => each !== undefined)) return undefined;
    const rest = [...summed, ...others.map((each) => within(optimizer, each))];
    if (packed) {
      const parts = [...layers, ...sums, optimizer];
      return { joints: [{ parts, at: optimizer, made: [...updates, ...rest] }] };
    }
    const early = layers.map((layer, i) => {
      const at = lastUse(layer, optimizer, step);
      const parts = at === layer ? [layer] : [layer, at];
      return { parts, at, made: updates.slice(i, i + 1) };
    });
    return {
      joints: [...early, { parts: [...sums, optimizer], at: optimizer, made: rest }],
      kept: early.map(({ at }) => at).filter((at) => !layers.includes(at)),
    };
  },
});

/**
 * The last dispatch before the optimizer that uses a layer's parameters as they were before it, or
 * the layer itself if none does after it.
 */
function lastUse(layer: Dispatch, optimizer: Dispatch, step: IndexedStep): Dispatch {
  const { dweight, dbias } = layer.bindings;
  const users = [dweight, dbias].flatMap((gradient) => {
    if (!gradient) return [];
    const parameter: Tensor = { ...gradient, role: 'parameter' };
    // A fused dispatch may bind the parameters of more layers than it uses.
    const uses = (part: Dispatch): boolean =>
      accessesOf(part).some(({ place }) => overlap(place, placeOf(parameter)));
    return step.usersOf(parameter).filter((user) => recorded(user).some(uses));
  });
  const ordered = step.inOrder([layer, ...users, optimizer]);
  return ordered[ordered.indexOf(optimizer) - 1] ?? layer;
}

/**
 * True if a product computes a layer's gradients only for the optimizer, from tensors that lie in
 * arenas, or in memory of their own if nothing is packed, or are gathered.
 */
function isLayerOf(
  layer: Dispatch,
  optimizer: Dispatch,
  step: IndexedStep,
  packed: boolean,
): boolean {
  const { kernel, bindings, slots, constants } = layer;
  if (kernel !== 'dense_backward_weight' || runsEvery(layer) !== runsEvery(optimizer)) return false;
  if (constants.ACCUMULATE_WEIGHT !== false || constants.ACCUMULATE_BIAS !== false) return false;
  const x = slots.load?.bindings.x;
  const lies = ({ role, arena }: Tensor, wanted: TensorRole): boolean =>
    role === wanted && (arena !== undefined) === packed;
  if (!bindings.dy || !lies(bindings.dy, 'gradient')) return false;
  if (x && !lies(x, 'activation')) return false;
  return areForOptimizer([bindings.dweight, bindings.dbias], layer, optimizer, step);
}

/** True if a dispatch sums the gradients of a convolution from their parts only for the optimizer. */
function isSumOf(sum: Dispatch, optimizer: Dispatch, step: IndexedStep): boolean {
  const gradients = convolutionRules.loaded?.summedGradients(sum) ?? [];
  return (
    gradients.length > 0 &&
    runsEvery(sum) === runsEvery(optimizer) &&
    areForOptimizer(gradients, sum, optimizer, step)
  );
}

/** True if gradients are those of parameters of the optimizer's group, and nothing else reads them. */
function areForOptimizer(
  gradients: readonly (Tensor | undefined)[],
  maker: Dispatch,
  optimizer: Dispatch,
  step: IndexedStep,
): boolean {
  return gradients.every(
    (gradient) =>
      gradient?.role === 'parameterGradient' &&
      gradient.group === optimizer.bindings.state?.group &&
      step.usersOf(gradient).every((user) => user === maker || user === optimizer),
  );
}

/** Ranges of a layer's parameters in their group, including padding. */
function rangesOf({ bindings: { dweight, dbias } }: Dispatch): Range[] {
  return [dweight, dbias].flatMap((gradient) => {
    if (!gradient) return [];
    const first = gradient.offset ?? 0;
    return [{ first, end: first + roundUp(physicalSize(gradient.shape), TENSOR_ALIGNMENT) }];
  });
}

/** The optimizer restricted to a range of its group. */
function within(optimizer: Dispatch, { first, end }: Range): Dispatch {
  return {
    ...optimizer,
    label: `${optimizer.label}[${first}..${end}]`,
    constants: { ...optimizer.constants, FIRST: first, COUNT: end - first },
  };
}

/** Groups layers that fit into one dispatch: the same rows, and at most one data set. */
function layersByInput(layers: readonly Dispatch[]): Dispatch[][] {
  const batches: Dispatch[][] = [];
  const most = maxLayers();
  let open: Dispatch[][] = [];
  for (const layer of layers) {
    const fitting = open.find((batch) => batch.every((other) => goTogether(layer, other)));
    if (fitting) {
      fitting.push(layer);
    } else {
      const batch = [layer];
      batches.push(batch);
      open.push(batch);
    }
    open = open.filter((batch) => batch.length < most);
  }
  return batches;
}

function goTogether(a: Dispatch, b: Dispatch): boolean {
  const [one, other] = [a, b].map(({ slots }) => slots.load?.bindings);
  const sameData =
    one?.data?.name === other?.data?.name && one?.row_index?.name === other?.row_index?.name;
  return a.constants.M === b.constants.M && (!one?.data || !other?.data || sameData);
}

/** @param arenas undefined for a single layer whose tensors have memory of their own */
function update(
  arenas: ReadonlyMap<string, number> | undefined,
  layers: readonly Dispatch[],
  optimizer: Dispatch,
  parts: readonly Dispatch[],
): Dispatch | undefined {
  const { state, health } = optimizer.bindings;
  const formula = slotOf(optimizer, 'optimizer');
  if (!state || !health || !formula) return undefined;
  const tensors = layers.map(({ bindings }) => bindings);
  const xs = layers.map(({ slots }) => slots.load?.bindings.x);
  const gather = layers
    .map((layer) => slotOf(layer, 'load'))
    .find((load) => load?.choice !== 'matrix');
  const [gradients, activations] = arenas
    ? [arena(arenas, 'gradients'), arena(arenas, 'activations')]
    : [flat(tensors[0]?.dy), flat(xs[0] ?? tensors[0]?.dy)];
  // A layer that gathers its input reads no activation: any tensor will do.
  const input = activations && inputSlot(activations, gather);
  if (!input || !gradients) return undefined;
  const names = layers.map(({ label }) => label.replace(/\.backward_weight$/, ''));
  const { P: _, ...hyperparameters } = optimizer.constants;
  const fused = dispatch('dense_backward_weight_update', `${names.join(', ')}.update`, {
    bindings: { gradients, state, health },
    slots: { input, optimizer: formula, product: PRODUCT },
    constants: {
      ...hyperparameters,
      M: layers[0]?.constants.M ?? 0,
      LAYERS: layers.length,
      N: layers.map(({ constants }) => Number(constants.N)),
      K: layers.map(({ constants }) => Number(constants.K)),
      DY: tensors.map(({ dy }) => vec4Start(dy)),
      X: xs.map((x) => (x ? vec4Start(x) : gathered(input.choice))),
      WEIGHT: tensors.map(({ dweight }) => vec4Start(dweight)),
      BIAS: tensors.map(({ dbias }) => vec4Start(dbias)),
    },
  });
  return { ...fused, parts };
}

/** The optimizer of gradients that it sums itself. */
function updateOfSum(sum: Dispatch, optimizer: Dispatch): Dispatch | undefined {
  const fused = convolutionRules.loaded?.partsUpdate(sum, optimizer);
  const first = Number(fused?.constants.FIRST);
  const [, size = 0] = fused?.bindings.parts?.shape ?? [];
  return fused && { ...fused, parts: [sum, within(optimizer, { first, end: first + size })] };
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

/** A tensor as a list of its values, with padding. */
function flat(tensor: Tensor | undefined): Tensor | undefined {
  return tensor && { ...tensor, shape: [physicalSize(tensor.shape)] };
}

/** The whole buffer of an arena, up to its used size. */
function arena(arenas: ReadonlyMap<string, number>, name: string): Tensor {
  return { name, shape: [arenas.get(name) ?? 0], dtype: 'f32', role: 'arena', arena: name };
}
