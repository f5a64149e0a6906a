/** Uses one small function; a bundler drops the engine and its shaders. */
import { isGzip } from 'webgpu-vae';

console.log(isGzip(new Uint8Array([0x1f, 0x8b])));
