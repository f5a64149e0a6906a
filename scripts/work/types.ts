/**
 * The work of an invocation each time it runs a piece of WGSL once. `loads` and `stores` are accesses to
 * storage buffers of any width, `sharedLoads` and `sharedStores` those to workgroup memory.
 */
export interface Counts {
  /** Multiply-adds in products of matrices; other arithmetic is not counted. */
  readonly multiplyAdds?: number;
  readonly loads?: number;
  readonly stores?: number;
  readonly sharedLoads?: number;
  readonly sharedStores?: number;
}

/** A function's body, or a part of it, without the parts that run another number of times. */
export interface Block extends Counts {
  /** In the order of the code: the names of functions that are called, and parts of their own. */
  readonly steps?: readonly (string | Part)[];
}

/** The body of a loop, or of a condition. */
export interface Part extends Block {
  /**
   * How often it runs whenever it is reached: whole numbers, names of constants and operators of
   * WGSL; a condition on constants is 1 or 0. Null if data decide.
   */
  readonly times: string | null;
  /** True if few invocations run it: those for which two values happen to be equal. */
  readonly rare?: true;
}

/** The work of a kernel, of a choice of a slot or of a shared module. */
export interface PieceWork {
  /** The values in the source of constants that `times` name, as expressions like `times`. */
  readonly constants: Readonly<Record<string, string>>;
  /** By name; functions without any work are left out. */
  readonly functions: Readonly<Record<string, Block>>;
}

/** The work of all shaders; those without any are left out. */
export interface WorkTable {
  readonly modules: Readonly<Record<string, PieceWork>>;
  readonly slots: Readonly<Record<string, Readonly<Record<string, PieceWork>>>>;
  readonly kernels: Readonly<Record<string, PieceWork>>;
}

/** The work of one invocation from start to end, without what few invocations do. */
export interface InvocationWork extends Required<Counts> {
  /** Multiply-adds of each outermost loop that has any, in the order of the code. */
  readonly nests: readonly number[];
  /** Stores that few invocations execute in addition. */
  readonly rareStores: number;
  /** False if data decide how often a loop runs; it then counts as one turn. */
  readonly certain: boolean;
}
