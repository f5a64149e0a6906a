import { ShapeError } from '../errors.ts';
import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch, SlotUse } from '../graph/plan.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';
import { kernelEntry, slotPiece } from './catalogue.ts';
import type { BindingEntry } from './catalogue.types.ts';
import type { BindingName, KernelSlots, SlotBindingName, SlotChoice, SlotName } from './names.ts';

/** A choice for a slot with exactly the tensors that this choice binds. */
export type SlotArgument<S extends SlotName> = {
  [C in SlotChoice<S>]: {
    readonly choice: C;
    readonly bindings: Readonly<Record<SlotBindingName<S, C>, Tensor>>;
  };
}[SlotChoice<S>];

export interface DispatchArguments<K extends KernelName> {
  readonly bindings: Readonly<Record<BindingName<K>, Tensor>>;
  readonly slots: { readonly [S in KernelSlots<K>]: SlotArgument<S> };
  /**
   * Constants that do not follow from shapes: flags, streams, hyperparameters, or one of two
   * factors.
   */
  readonly constants?: Dispatch['constants'];
}

/**
 * Creates a dispatch of `kernel`, checked against the shader: TypeScript rejects missing or
 * misnamed bindings, and the shapes in the WGSL comments of the bindings determine the size
 * constants.
 * @throws ShapeError naming binding, expected shape and tensor.
 * @throws InternalError if the part with the kernel or a choice is not loaded
 */
export function dispatch<K extends KernelName>(
  kernel: K,
  label: string,
  { bindings, slots, constants = {} }: DispatchArguments<K>,
): Dispatch {
  const entry = kernelEntry(kernel);
  const uses: Readonly<Record<string, SlotUse>> = slots;
  const sizes = new Map(Object.entries(constants).filter(isNumber));
  const known = new Set<string>(Object.keys(entry.constants));
  for (const [slot, use] of Object.entries(uses)) {
    const piece = slotPiece(slot, use.choice);
    for (const name of Object.keys(piece.constants)) known.add(name);
    for (const binding of piece.bindings) match(kernel, binding, use.bindings, sizes);
  }
  for (const binding of entry.bindings) match(kernel, binding, bindings, sizes);
  return {
    label,
    kernel,
    bindings,
    slots: uses,
    constants: {
      ...Object.fromEntries([...sizes].filter(([name]) => known.has(name))),
      ...constants,
    },
  };
}

function isNumber(entry: [string, unknown]): entry is [string, number] {
  return typeof entry[1] === 'number';
}

/**
 * A slot of a recorded dispatch, as an argument for a new one. It was checked when the dispatch was
 * recorded.
 */
export function slotOf<S extends SlotName>(
  recorded: Dispatch,
  slot: S,
): SlotArgument<S> | undefined {
  return recorded.slots[slot] as unknown as SlotArgument<S> | undefined;
}

/** The bindings of a dispatch's kernel and slots, in assembly order. */
export function bindingsOf(dispatch: Dispatch): (BindingEntry & { tensor: Tensor | undefined })[] {
  const entry = kernelEntry(dispatch.kernel);
  const slots = Object.keys(entry.slots).flatMap((slot) => {
    const use = dispatch.slots[slot];
    const bindings = use ? slotPiece(slot, use.choice).bindings : [];
    return bindings.map((binding) => ({ ...binding, tensor: use?.bindings[binding.name] }));
  });
  const own = entry.bindings.map((binding) => {
    return { ...binding, tensor: dispatch.bindings[binding.name] };
  });
  return [...own, ...slots];
}

function match(
  kernel: string,
  binding: BindingEntry,
  tensors: Readonly<Record<string, Tensor>>,
  sizes: Map<string, number>,
): void {
  const tensor = tensors[binding.name];
  if (!tensor) throw new ShapeError(`${kernel}: binding "${binding.name}" was given no tensor`);
  const expected = binding.shape.map((size) => evaluate(size, sizes));
  const fits =
    tensor.dtype === binding.element &&
    tensor.shape.length === expected.length &&
    tensor.shape.every((size, i) => {
      const dimension = binding.shape[i] ?? '_';
      // Dimensions before this one may have given the names in it.
      const want = evaluate(dimension, sizes);
      return want === undefined ? solve(dimension, size, sizes) : want === size;
    });
  if (fits) return;
  const shape = binding.shape.map((size, i) => expected[i] ?? size).join(', ');
  throw new ShapeError(
    `${kernel}: binding "${binding.name}" expects ${binding.element} [${shape}], ` +
      `got ${tensor.dtype} ${describeTensor(tensor)}`,
  );
}

/** Value of a dimension such as `128`, `2*L` or `A+B`; undefined if it contains an unknown name. */
function evaluate(dimension: string, sizes: ReadonlyMap<string, number>): number | undefined {
  const terms = dimension.split('+').map((term) => evaluateProduct(term, sizes));
  return terms.reduce((sum, term) => {
    return sum === undefined || term === undefined ? undefined : sum + term;
  }, 0);
}

function evaluateProduct(
  dimension: string,
  sizes: ReadonlyMap<string, number>,
): number | undefined {
  let product = 1;
  for (const factor of dimension.split('*')) {
    const value = /^\d+$/.test(factor) ? Number(factor) : sizes.get(factor);
    if (value === undefined) return undefined;
    product *= value;
  }
  return product;
}

/**
 * Sets the only unknown name in the product `dimension` so that the product equals `size`. Returns
 * false if this is impossible.
 */
function solve(dimension: string, size: number, sizes: Map<string, number>): boolean {
  if (dimension === '_') return true;
  if (dimension.includes('+')) return false;
  const factors = dimension.split('*');
  const unknown = factors.filter((factor) => !/^\d+$/.test(factor) && !sizes.has(factor));
  const name = unknown[0];
  if (name === undefined || unknown.length > 1) return false;
  const rest = evaluate(factors.filter((factor) => factor !== name).join('*') || '1', sizes);
  if (rest === undefined || size % rest !== 0) return false;
  sizes.set(name, size / rest);
  return true;
}
