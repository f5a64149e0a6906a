import type { Field } from '../data/field.ts';
import type { Model } from '../families/model.ts';
import type { Shader } from '../gpu/buildPipeline.ts';
import type { DType } from '../graph/tensor.ts';
import type { PortableShader } from '../wasm/portable.ts';

/** Value of `format` in the metadata of a compiled model. */
export const COMPILED_FORMAT = 'webgpu-vae-compiled';

/** Changes with the form of {@link CompiledModel}. */
export const COMPILED_VERSION = '1';

/** Key of the {@link CompiledModel} in the metadata, as JSON. */
export const COMPILED_KEY = 'compiled';

/** The programs that a compiled model may have. */
export const COMPILED_PROGRAMS = ['encode', 'posterior', 'decode', 'sample', 'score'] as const;
export type CompiledProgramName = (typeof COMPILED_PROGRAMS)[number];

/** Scalars of a pass that depend on the call; all others stay as in {@link CompiledStep.idle}. */
export const STEP_FIELDS = ['row_count', 'counter', 'data_counter', 'seed', 'noise_scale'] as const;
export type StepField = (typeof STEP_FIELDS)[number];

/** The step scalars of every pass. */
export interface CompiledStep {
  /** The record of a pass that draws no random numbers, as u32 words. */
  readonly idle: readonly number[];
  /** Where each scalar stands, in bytes, and its type. */
  readonly fields: Readonly<Record<StepField, { readonly offset: number; readonly type: DType }>>;
}

/** A buffer that a program creates, or the weights that all programs share. */
export interface CompiledBuffer {
  readonly label: string;
  readonly bytes: number;
  /** The buffer holds the file's tensor of that name. */
  readonly weights?: string;
  /** The buffer holds these u32 words. */
  readonly words?: readonly number[];
}

/** Place of a buffer in the program's list, and a byte range in it. */
export type CompiledSlice = readonly [buffer: number, offset: number, bytes: number];

/** One kernel launch with all that was to be decided. */
export interface CompiledLaunch {
  readonly label: string;
  /** Place of its shader in the model's list. */
  readonly shader: number;
  readonly grid: readonly [number, number, number];
  /** Memory of `@group(1) @binding(i)`, by i. */
  readonly slices: readonly CompiledSlice[];
}

/** A tensor that the host writes or reads. */
export interface CompiledTensor {
  readonly slice: CompiledSlice;
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** A plan of which the memory, the shaders and the grids are known. */
export interface CompiledProgram {
  readonly name: string;
  readonly buffers: readonly CompiledBuffer[];
  readonly launches: readonly CompiledLaunch[];
  /** Memory that is zeroed before every pass. */
  readonly zeroed: readonly CompiledSlice[];
  readonly inputs: Readonly<Record<string, CompiledTensor>>;
  readonly outputs: Readonly<Record<string, CompiledTensor>>;
}

/** Kernels that were compiled to WebAssembly ahead. Their modules are tensors of bytes. */
export interface CompiledKernels {
  /** Must be that of the library that reads the file; else the kernels are compiled from WGSL again. */
  readonly abi: number;
  /** By place of the shader in the model's list; null for one that must be compiled where it runs. */
  readonly shells: readonly (Omit<PortableShader, 'bytes'> | null)[];
}

/** The name of the tensor with the module of a shader. */
export function moduleName(shader: number): string {
  return `webassembly.${shader}`;
}

/** All of a compiled model but its weights, as plain JSON. */
export interface CompiledModel extends Pick<Model, 'figures' | 'condition' | 'architecture'> {
  /** Rows of a pass. */
  readonly rows: number;
  readonly fields: readonly Field[];
  /** Size of the latent code; 0 for a model without one. */
  readonly latent: number;
  /** Classes of each variable of a categorical code. */
  readonly classes?: number;
  /** The seed of training, with which rows are scored by default. */
  readonly seed: number;
  readonly step: CompiledStep;
  readonly shaders: readonly Shader[];
  /** The shaders as WebAssembly, in a file that was compiled with it. */
  readonly webassembly?: CompiledKernels;
  readonly programs: Readonly<Partial<Record<CompiledProgramName, CompiledProgram>>>;
}
