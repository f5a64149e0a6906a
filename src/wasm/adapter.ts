import { wasmAdapterInfo } from './adapterInfo.ts';
import type { CompileShader } from './compiler/types.ts';
import { WasmDevice } from './device.ts';
import { LinearMemory } from './memory/linearMemory.ts';
import { operationError } from './objects/errors.ts';
import { LIMITS, limitsFor } from './objects/limits.ts';
import type { WasmSupport } from './support.ts';

/** Arguments from an adapter to its device. */
export interface AdapterParts {
  readonly compile: CompileShader;
  /** Number of threads; 0 for the caller's. */
  readonly threads: number;
  readonly support: WasmSupport;
}

/** The part of `GPUAdapter` that computes. It gives one device, as those of WebGPU do. */
export class WasmAdapter {
  readonly features: ReadonlySet<string> = new Set(['timestamp-query', 'webassembly']);
  readonly limits = LIMITS;
  readonly info: GPUAdapterInfo;
  readonly isFallbackAdapter = true;
  readonly #parts: AdapterParts;
  #used = false;

  constructor(parts: AdapterParts) {
    this.#parts = parts;
    this.info = wasmAdapterInfo(parts.threads);
  }

  /**
   * Starts the threads of the device.
   * @throws TypeError for a feature that does not exist here
   * @throws DOMException (OperationError) for a limit that is too high, for a second device, and if no
   *   memory can be reserved
   */
  async requestDevice({
    label = '',
    requiredFeatures = [],
    requiredLimits = {},
  }: GPUDeviceDescriptor = {}): Promise<WasmDevice> {
    for (const name of requiredFeatures) {
      if (!this.features.has(name)) throw new TypeError(`there is no feature "${name}" here`);
    }
    for (const [name, wanted = 0] of Object.entries(requiredLimits)) {
      const limit = this.limits[name];
      if (limit === undefined) throw operationError(`there is no limit "${name}"`);
      const lower = name.startsWith('min') ? wanted < limit : wanted > limit;
      if (lower) throw operationError(`the limit ${name} is ${limit}, not ${wanted}`);
    }
    if (this.#used) throw operationError('the adapter has given its device already');
    this.#used = true;
    const { compile, threads, support } = this.#parts;
    const target = { shared: threads > 0, relaxed: support.relaxed };
    return WasmDevice.open({
      memory: openMemory(target.shared),
      compile,
      target,
      threads,
      label,
      features: new Set(['webassembly', ...requiredFeatures]),
      limits: limitsFor(requiredLimits),
      info: wasmAdapterInfo,
    });
  }
}

function openMemory(shared: boolean): LinearMemory {
  try {
    return new LinearMemory(shared);
  } catch (cause) {
    throw operationError(`no memory can be reserved: ${String(cause)}`);
  }
}
