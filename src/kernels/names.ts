import type { KernelName } from '../graph/kernelName.generated.ts';
import type { allParts } from './catalogue/allParts.generated.ts';

/** All parts in one type. A type import loads none of them. */
type Catalogue = Joined<(typeof allParts)[number]>;
type Joined<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (
  part: infer All,
) => void
  ? All
  : never;

/** Types of all kernels and slot choices, as declared in the shaders. */
export type Kernels = Catalogue['kernels'];
export type Slots = Catalogue['slots'];

/** Kernels that only fusion uses. Their reference is the recorded dispatches that they replace. */
export const FUSED_KERNELS = [
  'conv_likelihood',
  'conv_transpose_likelihood',
  'dense_backward_weight_update',
  'dense_likelihood',
  'gru_backward',
  'gru_forward',
  'latent_backward',
  'latent_forward',
  'lstm_backward',
  'lstm_forward',
  'parts_update',
] as const satisfies readonly KernelName[];

/** Kernels that ops record. Each has a twin with the same name. */
export type RecordedKernel = Exclude<KernelName, (typeof FUSED_KERNELS)[number]>;

/** Names of all slots. */
export type SlotName = keyof Slots;

/** The files that can fill slot `S`. */
export type SlotChoice<S extends SlotName> = keyof Slots[S] & string;

/** The slots that kernel `K` has. */
export type KernelSlots<K extends KernelName> = keyof Kernels[K]['slots'] & SlotName;

/** Names of the kernel's own bindings, without those of its slots. */
export type BindingName<K extends KernelName> = NamesOf<Kernels[K]>;

/** Names of the bindings that choice `C` of slot `S` adds. */
export type SlotBindingName<S extends SlotName, C extends SlotChoice<S>> = NamesOf<Slots[S][C]>;

/** `never` for a piece without bindings, so that its object of tensors must be empty. */
type NamesOf<Piece> = Piece extends { bindings: infer List extends readonly { name: string }[] }
  ? List[number]['name']
  : never;
