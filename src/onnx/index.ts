/**
 * The entry `webgpu-vae/onnx`: writes trained models as ONNX files, from the bytes of a checkpoint.
 * Runs in pages, workers and Node, without a GPU.
 */
export { stackToOnnx } from '../layers/onnx/stack.ts';
export { type OnnxModels, toOnnx } from './toOnnx.ts';
