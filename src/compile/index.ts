/**
 * The entry `webgpu-vae/compile`: compiles trained models, from the bytes of a checkpoint, for
 * `webgpu-vae/inference`. Runs in pages, workers and Node, without a GPU.
 */
export { type CompileOptions, compileModel } from './compileModel.ts';
