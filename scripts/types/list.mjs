// @ts-check

/**
 * A TypeScript whose users the declarations serve.
 * @typedef {object} Compiler
 * @property {string} version as npm takes it
 * @property {boolean} hasWebGpu whether its DOM has the types of WebGPU
 */

/** @type {readonly Compiler[]} */
export const COMPILERS = [
  { version: '5.4', hasWebGpu: false },
  { version: '5.7', hasWebGpu: false },
  { version: '5.9', hasWebGpu: false },
  { version: '6', hasWebGpu: true },
  { version: '7', hasWebGpu: true },
];

/** The types of WebGPU for those without; a version that the oldest compiler can read. */
export const WEBGPU_TYPES = '@webgpu/types@0.1.60';

/** The package that `npm create vite` runs. */
export const CREATE_VITE = 'create-vite@9.3.0';
