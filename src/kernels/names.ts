import type { KernelName } from '../graph/kernelName.generated.ts';
import type { allParts } from './catalogue/allParts.generated.ts';

/** All parts in one type: importing it as a type loads none of them. */
type Catalogue = Joined<(typeof allParts)[number]>;
type Joined<Parts> = (Parts extends unknown ? (part: Parts) => void : never) extends (
  part: infer All,
) => void
  ? All
  : never;

/** What the shaders say of every kernel, and of every choice of a slot. */
export type Kernels = Catalogue['kernels'];
export type Slots = Catalogue['slots'];

/** The kernels that only fusion makes: the recorded dispatches they stand for are their twin. */
export const FUSED_KERNELS = [
  'dense_backward_weight_update',
  'dense_likelihood',
  'latent_backward',
  'latent_forward',
] as const satisfies readonly KernelName[];

/** The kernels that ops record; each has a twin of its name. */
export type RecordedKernel = Exclude<KernelName, (typeof FUSED_KERNELS)[number]>;

/** Every slot that some kernel has. */
export type SlotName = keyof Slots;

/** The files that can fill slot `S`. */
export type SlotChoice<S extends SlotName> = keyof Slots[S] & string;

/** The slots that kernel `K` has. */
export type KernelSlots<K extends KernelName> = keyof Kernels[K]['slots'] & SlotName;

/** Names of the kernel's own bindings, without those of its slots. */
export type BindingName<K extends KernelName> = NamesOf<Kernels[K]>;

/** Names of the bindings that choice `C` of slot `S` adds. */
export type SlotBindingName<S extends SlotName, C extends SlotChoice<S>> = NamesOf<Slots[S][C]>;

/** `never` for a piece without bindings, so that an object of tensors for it must be empty. */
type NamesOf<Piece> = Piece extends { bindings: infer List extends readonly { name: string }[] }
  ? List[number]['name']
  : never;
