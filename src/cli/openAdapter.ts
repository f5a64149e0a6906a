import { openWasm } from '../backend/wasm.ts';
import { AdapterError } from '../errors.ts';
import { type OpenGpu, openGpu } from '../node/adapter.ts';
import { vulkanReachable } from '../node/library.ts';
import { isInstalled } from '../node/packages.ts';
import { pollGently } from '../node/pollGently.ts';
import { wasmSupport } from '../wasm/support.ts';
import { backendOf, type Computer } from './computer.ts';

/**
 * Opens what a command computes on, in a process that is the command line's own: a software adapter gets
 * the whole CPU.
 * @param flags Dawn's own options, for WebGPU
 * @throws AdapterError as `openGpu` does
 * @throws ConfigError for options that contradict one another
 */
export async function openAdapter(computer: Computer, flags?: readonly string[]): Promise<OpenGpu> {
  const backend = backendOf(computer);
  if (backend === 'auto') return (await openHardware(flags)) ?? openInWasm(computer.threads);
  if (backend === 'wasm') return openInWasm(computer.threads);
  const opened = await openGpu(computer.adapter, flags);
  if (opened.software) pollGently();
  return opened;
}

/** The GPU of this machine, if it has one and the npm package webgpu is installed. */
async function openHardware(flags?: readonly string[]): Promise<OpenGpu | undefined> {
  if (!isInstalled('webgpu') || !vulkanReachable()) return undefined;
  try {
    return await openGpu('hardware', flags);
  } catch (error) {
    if (error instanceof AdapterError) return undefined;
    throw error;
  }
}

async function openInWasm(threads: number | undefined): Promise<OpenGpu> {
  const gpu = openWasm(threads === undefined ? {} : { threads }) as globalThis.GPU;
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new AdapterError(`WebAssembly cannot serve: ${wasmSupport().reason}`);
  return { gpu, adapter, info: adapter.info, software: true, release: () => {} };
}
