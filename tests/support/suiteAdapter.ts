import { type OpenGpu, openGpu } from '../../src/node/adapter.ts';
import { compileShader } from '../../src/wasm/compiler/compileShader.ts';
import { openWasmGpu } from '../../src/wasm/openWasmGpu.ts';

/** The adapter of the suite: the machine's own GPU, SwiftShader, or WebAssembly. */
export type SuiteAdapter = 'hardware' | 'software' | 'wasm';

/**
 * The value of VAE_ADAPTER, `software` by default.
 * @throws Error for any other value
 */
export function suiteAdapter(): SuiteAdapter {
  const asked = process.env.VAE_ADAPTER || 'software';
  if (asked === 'hardware' || asked === 'software' || asked === 'wasm') return asked;
  throw new Error(
    `VAE_ADAPTER is "${asked}": set it to hardware (the machine's own GPU), software (SwiftShader, the default) or wasm (WebAssembly)`,
  );
}

/**
 * The adapter that tests compute on. A suite on hardware never falls back on software.
 * @throws AdapterError if there is none
 */
export function openSuiteGpu(flags?: readonly string[]): Promise<OpenGpu> {
  if (suiteAdapter() === 'wasm') return openWasm();
  return openGpu(suiteAdapter() === 'hardware' ? 'hardware' : 'auto', flags);
}

/** The adapter in WebAssembly, whatever that of the suite is. */
export async function openWasm(): Promise<OpenGpu> {
  const gpu = openWasmGpu(compileShader);
  const adapter = (await gpu.requestAdapter()) as GPUAdapter;
  return { gpu, adapter, info: adapter.info, software: true, release: () => {} };
}
