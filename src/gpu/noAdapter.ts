import { AdapterError } from '../errors.ts';

/** The error where there is no WebGPU, or no adapter. @param entry the entry of WebGPU, if there is one */
export function noAdapter(entry: object | undefined): AdapterError {
  if (!entry) {
    return new AdapterError(
      'WebGPU is not available here: in a browser serve the page from https or localhost and use ' +
        'a version with WebGPU; in Node install the npm package "webgpu" and pass ' +
        '`gpu` from openGpu() of "webgpu-vae/node"',
    );
  }
  return new AdapterError(
    'WebGPU is there but offers no adapter: the GPU or its driver is blocked or missing. In ' +
      'Chrome see chrome://gpu; for a software adapter start it with --enable-unsafe-webgpu ' +
      '--use-webgpu-adapter=swiftshader',
  );
}
