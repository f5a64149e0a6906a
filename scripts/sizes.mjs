// @ts-check
/**
 * Prints the sizes of the files in `dist/` that an application which imports `VAE` loads: with the
 * page, to use and to train the classic model, and on demand; then the scripts of a worker and the runtime
 * of compiled models.
 */
import { fileURLToPath } from 'node:url';
import { BUDGETS, measure } from './sizes/measure.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const {
  chunks,
  first,
  using,
  training,
  host,
  later,
  inference,
  wasmInference,
  wasmInferenceOfWgsl,
} = await measure(dist);

/** @type {(name: string, sizes: { bytes: number, gzip: number }, budget?: number) => void} */
const print = (name, { bytes, gzip }, budget) => {
  const most = budget === undefined ? '' : `, of ${kilobytes(budget).trim()} kB`;
  console.log(`${name.padEnd(40)} ${kilobytes(bytes)} kB ${kilobytes(gzip)} kB gzipped${most}`);
};

for (const { name, when, ...sizes } of chunks) print(`${when.padEnd(10)} ${name}`, sizes);
console.log();
print('first load', first, BUDGETS.first);
print('to use the classic model, in all', using, BUDGETS.using);
print('to train the classic model, in all', training, BUDGETS.training);
print("the worker's host", host, BUDGETS.host);
print('what it loads for other models', later);
print('a compiled model', inference, BUDGETS.inference);
print('compiled with WebAssembly, in all', wasmInference, BUDGETS.wasmInference);
print('the same from WGSL, in all', wasmInferenceOfWgsl, BUDGETS.wasmInferenceOfWgsl);

/** @param {number} bytes */
function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1).padStart(6);
}
