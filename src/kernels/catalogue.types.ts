/** Types of constants that `specialize` can change; `u32[]` is `array<u32, N>`. */
export type ConstantType = 'u32' | 'i32' | 'f32' | 'bool' | 'u32[]';

/** A list may be shorter than the array that the shader declares; the rest is zero. */
export type ConstantValue = number | boolean | readonly number[];

/** Element type of a tensor on the host; `u8` and `u16` are packed into u32 words on the GPU. */
export type ElementType = 'f32' | 'u32' | 'i32' | 'u16' | 'u8';

/** A module-scope `const NAME: type = literal;` of a shader, with the value in its source. */
export interface ConstantEntry {
  readonly type: ConstantType;
  readonly value: ConstantValue;
}

/** A storage binding in group 1; its index is its position in the list. */
export interface BindingEntry {
  readonly name: string;
  readonly access: 'read' | 'read_write';
  readonly element: ElementType;
  /**
   * Dimensions without padding: `_` (any length), a number, the name of a constant, a product such
   * as `3*P`, or a sum such as `A+B`.
   */
  readonly shape: readonly string[];
}

/** A piece of WGSL with its own bindings and constants: a kernel or a slot choice. */
export interface PieceEntry {
  /** The source without comments, locals shortened; line numbers match the file. */
  readonly code: string;
  /** All shared modules that it needs, directly or indirectly, in order of first mention. */
  readonly imports: readonly string[];
  readonly bindings: readonly BindingEntry[];
  /** The constants of the piece and of the modules it imports. */
  readonly constants: Readonly<Record<string, ConstantEntry>>;
  /** WGSL extensions that the piece enables, such as `subgroups`. */
  readonly enables: readonly string[];
}

/** A compute kernel; its entry point has the kernel's name. */
export interface KernelEntry extends PieceEntry {
  /** Slot name to default choice, in the order of declaration. */
  readonly slots: Readonly<Record<string, string>>;
  /** With the default slots; product variants have their own tile sizes. */
  readonly workgroupSize: readonly [number, number, number];
  /** Bytes of workgroup memory with the default slots and constants. */
  readonly workgroupBytes: number;
  /** True if the kernel, with its default slots, reads the step scalars. */
  readonly usesStep: boolean;
}

/** One step scalar, or a short array of them, inside the uniform record. */
export interface StepFieldEntry {
  /** Bytes from the start of the record. */
  readonly offset: number;
  readonly type: 'u32' | 'i32' | 'f32';
  /** Consecutive four-byte values. */
  readonly count: number;
}

/** The uniform record of step scalars; `size` in bytes. */
export interface StepLayoutEntry {
  readonly size: number;
  readonly fields: Readonly<Record<string, StepFieldEntry>>;
}

/** The names in the modules that a product variant becomes a part of. */
export interface ProductNames {
  /** Declared by every kernel with a product: what a variant may use. */
  readonly shared: readonly string[];
  /** Declared by some of them, by their other slots or by their modules. */
  readonly taken: readonly string[];
}

/** The host's description of a set of shaders that load together. */
export interface CataloguePart {
  /** Shared modules by path below `shaders/`, without extension. */
  readonly modules: Readonly<Record<string, string>>;
  /** Slot name, then choice name. */
  readonly slots: Readonly<Record<string, Readonly<Record<string, PieceEntry>>>>;
  readonly kernels: Readonly<Record<string, KernelEntry>>;
}

/** The host's description of all shaders, generated from `shaders/`. */
export interface CatalogueEntries extends CataloguePart {
  readonly stepLayout: StepLayoutEntry;
}
