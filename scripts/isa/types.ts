export type VendorName = 'adreno' | 'amd' | 'apple' | 'intel' | 'nvidia';

/** A kernel as the library built it. */
export interface Kernel {
  readonly kernel: string;
  /** Name of the first dispatch that runs it. */
  readonly label: string;
  /** The choice that was asked for: a product variant, `auto`, or a program's name. */
  readonly asked: string;
  /** The whole WGSL, with all constants in it. */
  readonly code: string;
  /** Workgroups along x, y and z. */
  readonly grid: readonly number[];
}

/** All that was built on one fake GPU. */
export interface Built {
  /** The driver's name and version. */
  readonly compiler: string;
  /** Numbered as in the compiler's reports. */
  readonly kernels: readonly Kernel[];
}

/** The kind of work that one instruction does, for as many values as `times` says. */
export type Work =
  | 'multiplyAdd'
  | 'load'
  | 'store'
  | 'sharedLoad'
  | 'sharedStore'
  | 'spill'
  | 'other';

export interface Instruction {
  readonly op: string;
  readonly args: string;
  readonly work: Work;
  /** Bytes that an invocation moves; 0 if it moves none. */
  readonly bytes: number;
  /** Operations in one instruction; above 1 where an instruction repeats or pairs. */
  readonly times: number;
}

/** Instructions without a jump in between, and the names of blocks that may follow. */
export interface Block {
  readonly name: string;
  readonly instructions: readonly Instruction[];
  readonly next: readonly string[];
}

/** A compiler's report on one kernel. */
export interface Compiled {
  readonly registers: number;
  /** Registers that were spilled to memory; for Intel, spills and fills together. */
  readonly spills: number;
  /** The compiler's words on invocations in flight, such as `10 waves/SIMD`. */
  readonly inFlight: string;
  /** Invocations that a unit holds at once; undefined where the words do not say it. */
  readonly invocationsInFlight?: number;
  readonly codeBytes: number;
  readonly blocks: readonly Block[];
  /** The compiler's listing, for people. */
  readonly listing: string;
}

export interface Chip {
  /** Compute units, multiprocessors or cores of a product with this chip. */
  readonly units: number;
  /** The name of one. */
  readonly unit: string;
  /** The value by which the fake driver knows the chip. */
  readonly id: string;
  /** For the modelled time: clock in GHz of a chip for which there is a model. */
  readonly ghz?: number;
}

export interface Vendor {
  /** Name of the Vulkan driver's description, without `_icd.json`. */
  readonly driver: string;
  /** Name of the fake kernel driver. */
  readonly shim: string;
  /** The first one is the default. */
  readonly chips: Readonly<Record<string, Chip>>;
  /** Environment variables that choose the chip and ask for the compiler's report. */
  readonly environment: (chip: Chip) => Readonly<Record<string, string>>;
  /** The stream on which listings come; statistics come on the other if it is `stdout`. */
  readonly listings: 'stderr' | 'stdout';
  readonly parse: (report: string, listing: string) => Compiled;
}

/** Accesses of one expression to workgroup memory, for all invocations of a workgroup. */
export interface SharedAccess {
  /** The workgroup variable. */
  readonly variable: string;
  readonly way: 'read' | 'write';
  /** Line of the WGSL. */
  readonly line: number;
  /** How often a workgroup executes it, as far as loops are followed. */
  readonly executions: number;
  /** Groups of invocations that are served together, over all executions. */
  readonly groups: number;
  /** Cycles that they take; equals `groups` without conflicts. */
  readonly cycles: number;
  /** The most cycles that one group takes. */
  readonly worst: number;
}

/** One row of the table. */
export interface Row {
  /** The driver's name and version. */
  readonly compiler: string;
  readonly chip: string;
  readonly vendor: VendorName;
  readonly kernel: string;
  readonly label: string;
  readonly asked: string;
  /** The product's variant; `-` for kernels without one. */
  readonly variant: string;
  readonly workgroups: number;
  /** Invocations of a workgroup. */
  readonly invocations: number;
  /** Share of the chip's units that have a workgroup, at most 1. */
  readonly unitsBusy: number;
  readonly registers: number;
  readonly spills: number;
  /** Instructions that use private memory: for what was spilled, and for arrays that lie there. */
  readonly privateAccesses: number;
  readonly workgroupBytes: number;
  readonly inFlight: string;
  /** Invocations that a unit holds at once; undefined where the compiler does not say it. */
  readonly invocationsInFlight?: number;
  /** Instructions that an invocation executes; undefined for kernels without products. */
  readonly instructions?: number;
  readonly codeBytes: number;
  /** Loads from memory in the code, by the bytes that one invocation loads. */
  readonly loads: Readonly<Record<string, number>>;
  /** Cycles of workgroup memory, as a multiple of those without bank conflicts; 1 where it is unused. */
  readonly conflicts: number;
  /** Multiply-adds as a share of the instructions of the hottest loop; undefined without one. */
  readonly multiplyAddShare?: number;
  /** Microseconds; undefined where there is no model. */
  readonly modelled?: number;
  readonly listing: string;
}

/** The pipelines that a run on a fake GPU is asked to build. */
export interface Request {
  /** The repository whose sources are used. */
  readonly root: string;
  /** Options of `VAE.create` that say what the model is. */
  readonly model: Readonly<Record<string, unknown>>;
  readonly batchSize: number;
  /** Variants of products; `auto` leaves the choice to the library. */
  readonly variants: readonly string[];
  /** Programs to build instead of a training step. */
  readonly programs: readonly string[];
  /** Kernels to build with the largest of the tests' cases, instead of a training step. */
  readonly kernels: readonly string[];
  /** Features that the adapter has and devices lack. */
  readonly without: readonly string[];
}
