import { AdapterError } from '../errors.ts';
import { adapterDescription } from '../gpu/describeAdapter.ts';
import type { GPU, GPUAdapter, GPUAdapterInfo } from '../platform.ts';
import { vulkanReachable } from './library.ts';
import { softwareEnvironment } from './software.ts';

/** `auto` selects a hardware adapter if there is one, else the software adapter. */
export type AdapterKind = 'auto' | 'hardware' | 'software';

/** An adapter, together with the object that keeps it alive. */
export interface OpenGpu {
  /** For the option `gpu` of `VAE.create`. */
  readonly gpu: GPU;
  /** The adapter that was found. It gives one device. */
  readonly adapter: GPUAdapter;
  /** The adapter's description of itself. */
  readonly info: GPUAdapterInfo;
  /** True if the adapter computes on the CPU. */
  readonly software: boolean;
  /**
   * Releases Dawn, so that the process can exit. Destroy all devices first: Dawn aborts the process
   * if it is collected while a device exists. May be called more than once.
   */
  release(): void;
}

/** Dawn must stay referenced while any device exists, even if the caller drops it. */
const alive = new Set<GPU>();

type Dawn = typeof import('webgpu');

/**
 * Opens a WebGPU adapter in Node through npm `webgpu` (Dawn), and defines the WebGPU globals that are missing.
 *
 * @param flags Dawn's own options, such as `disable-dawn-features=timestamp_quantization` for exact GPU timings
 * @throws AdapterError when npm `webgpu` is not installed or no adapter of that kind is found; the
 *   message lists the attempts and says what to do.
 */
export async function openGpu(kind: AdapterKind, flags: readonly string[] = []): Promise<OpenGpu> {
  const dawn = await importDawn();
  const tried: string[] = [];
  if (!vulkanReachable()) {
    tried.push('the Vulkan loader libvulkan.so.1 (not found by this process)');
    throw notFound(kind, tried);
  }
  const own = await request(dawn, kind, flags);
  if (own) return own;
  tried.push(`the adapters of this machine (${kind === 'auto' ? 'none' : `no ${kind} one`} found)`);
  if (kind === 'hardware') throw notFound(kind, tried);

  const packaged = await requestPackaged(dawn, flags, tried);
  if (packaged) return packaged;
  throw notFound(kind, tried);
}

/**
 * SwiftShader from npm. Vulkan reads the list of drivers from the environment whenever an instance
 * is created.
 */
async function requestPackaged(
  dawn: Dawn,
  flags: readonly string[],
  tried: string[],
): Promise<OpenGpu | undefined> {
  const before = process.env.VK_ICD_FILENAMES;
  try {
    const { VK_ICD_FILENAMES } = await softwareEnvironment();
    process.env.VK_ICD_FILENAMES = VK_ICD_FILENAMES;
    tried.push(`SwiftShader at ${VK_ICD_FILENAMES}`);
    return await request(dawn, 'software', flags);
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    tried.push(`SwiftShader from npm (${error.message})`);
    return undefined;
  } finally {
    if (before === undefined) delete process.env.VK_ICD_FILENAMES;
    else process.env.VK_ICD_FILENAMES = before;
  }
}

async function request(
  dawn: Dawn,
  kind: AdapterKind,
  flags: readonly string[],
): Promise<OpenGpu | undefined> {
  const gpu = dawn.create([...flags]);
  const adapter = await gpu.requestAdapter(
    kind === 'software' ? { forceFallbackAdapter: true } : { powerPreference: 'high-performance' },
  );
  if (!adapter) return undefined;
  const { software } = adapterDescription(adapter.info);
  if (kind !== 'auto' && software !== (kind === 'software')) return undefined;
  alive.add(gpu);
  return { gpu, adapter, info: adapter.info, software, release: () => void alive.delete(gpu) };
}

async function importDawn(): Promise<Dawn> {
  let dawn: Dawn;
  try {
    dawn = await import('webgpu');
  } catch (error) {
    throw new AdapterError(
      `The npm package "webgpu" (Dawn for Node) could not be loaded on ${process.platform} ${process.arch}: ` +
        `${error instanceof Error ? error.message.split('\n')[0] : String(error)}. Run: npm install webgpu`,
      { cause: error },
    );
  }
  for (const [name, value] of Object.entries(Object.getOwnPropertyDescriptors(dawn.globals))) {
    if (name.startsWith('GPU') && !(name in globalThis))
      Object.defineProperty(globalThis, name, value);
  }
  return dawn;
}

/** Starts a program again as the software adapter needs it. */
const RELAUNCH =
  "`if (needsRelaunch('auto')) process.exit(await relaunchWithSoftware())`, as the command line does";

function notFound(kind: AdapterKind, tried: readonly string[]): AdapterError {
  const remedies = {
    hardware:
      'Install the GPU driver with its Vulkan parts (on Linux the loader too: libvulkan1), or use the software adapter',
    software: `Install @sparticuz/chromium from npm and begin the program with ${RELAUNCH}`,
    auto:
      'Install a GPU driver with Vulkan, or @sparticuz/chromium from npm and begin the program with ' +
      RELAUNCH,
  };
  const wanted = kind === 'auto' ? 'No WebGPU adapter found' : `No ${kind} WebGPU adapter found`;
  return new AdapterError(`${wanted}. Tried: ${tried.join('; ')}. ${remedies[kind]}.`);
}
