// @ts-check

/**
 * The public entries that have an API, by the name after `webgpu-vae/`, with their sources. The
 * report, the reference and `llms.txt` cover them.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const ENTRIES = {
  index: 'index.ts',
  extend: 'extend.ts',
  formats: 'formats/index.ts',
  text: 'text/index.ts',
  evaluation: 'evaluation/index.ts',
  privacy: 'privacy/index.ts',
  onnx: 'onnx/index.ts',
  compile: 'compile/index.ts',
  inference: 'compiled/index.ts',
  worker: 'worker/index.ts',
  node: 'node/index.ts',
};
