/// <reference lib="esnext.disposable" preserve="true" />
/**
 * Types of the platform that not every project's TypeScript declares: WebGPU is part of the DOM's
 * types since TypeScript 6, typed arrays are generic since 5.7, and a project for Node has no DOM.
 * Declarations of the package name them through this module, so that they are valid in all of these.
 * The reference above brings `Symbol.dispose`, and with it `using`, to projects of an earlier `lib`.
 */

/** The global interface of this name where the project declares it, else any object. */
type Declared<Name extends string> =
  typeof globalThis extends Record<Name, { prototype: infer Instance }> ? Instance : object;

export type Blob = Declared<'Blob'>;
export type GPU = Declared<'GPU'>;
export type GPUAdapter = Declared<'GPUAdapter'>;
export type GPUAdapterInfo = Declared<'GPUAdapterInfo'>;
export type GPUBindGroup = Declared<'GPUBindGroup'>;
export type GPUBindGroupLayout = Declared<'GPUBindGroupLayout'>;
export type GPUBuffer = Declared<'GPUBuffer'>;
export type GPUCommandEncoder = Declared<'GPUCommandEncoder'>;
export type GPUComputePassEncoder = Declared<'GPUComputePassEncoder'>;
export type GPUComputePipeline = Declared<'GPUComputePipeline'>;
export type GPUDevice = Declared<'GPUDevice'>;

/** The argument of `GPU.requestAdapter`. */
export type GPURequestAdapterOptions = GPU extends {
  requestAdapter(options?: infer Options): unknown;
}
  ? NonNullable<Options>
  : object;

export type HTMLCanvasElement = Declared<'HTMLCanvasElement'>;
export type ImageBitmap = Declared<'ImageBitmap'>;
export type ImageData = Declared<'ImageData'>;
export type OffscreenCanvas = Declared<'OffscreenCanvas'>;
export type Worker = Declared<'Worker'>;

/** Bytes in memory of their own, which a `Blob` takes. */
export type Bytes = ReturnType<typeof Uint8Array.of>;

/** Floats in memory of their own. */
export type Floats = ReturnType<typeof Float32Array.of>;

/** Whole numbers in memory of their own. */
export type WholeNumbers = ReturnType<typeof Uint32Array.of>;
