import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { wasm } from './shared/tfjs/wasm.js';
import { tfContender } from './shared/tfjs.js';

// The backend selects the fastest build that the browser supports: threads and SIMD in an isolated
// page.
setWasmPaths({
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threaded,
});
Object.assign(globalThis, { contender: tfContender('tfjs-wasm', 'wasm', version_wasm, wasm) });
