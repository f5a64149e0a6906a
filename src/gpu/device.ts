import { type DeviceTraits, FEW_REGISTERS, WEBASSEMBLY } from '../kernels/defaultVariant.ts';
import { QUAD } from '../kernels/quads.ts';
import {
  loadGpuVariants,
  loadQuadVariants,
  loadWasmVariants,
  mostInvocations,
} from '../kernels/variants.ts';
import type { GPUDevice } from '../platform.ts';
import { DeviceContext, type DeviceSource } from './deviceContext.ts';
import { openDevice } from './openDevice.ts';
import { PipelineCache } from './pipelines.ts';

export interface GpuOptions extends DeviceSource {
  /** Creates a new device after the caller's device was lost; called once per loss. */
  readonly createDevice?: () => Promise<GPUDevice>;
}

/** A device with its pipeline cache. */
export class Gpu extends DeviceContext {
  readonly pipelines: PipelineCache;

  protected constructor(device: GPUDevice, owned: boolean) {
    super(device, owned);
    this.pipelines = new PipelineCache(device, this.traits.askedSubgroupSize);
  }

  /**
   * Opens a device and loads the kernels that are its defaults.
   * @throws AdapterError if there is no WebGPU or no adapter.
   */
  static override async open(options: GpuOptions = {}): Promise<Gpu> {
    const gpu = new Gpu(options.device ?? (await openDevice(options)), !options.device);
    try {
      if (!gpu.adapter.software) await loadGpuVariants();
      else if (gpu.adapter.vendor === WEBASSEMBLY) await loadWasmVariants();
      else if (gpu.traits.subgroupSize === QUAD) await loadQuadVariants();
      return gpu;
    } catch (error) {
      gpu.dispose();
      throw error;
    }
  }

  /** Maximum size of a buffer that can be bound. */
  get maxBindingBytes(): number {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    return Math.min(maxBufferSize, maxStorageBufferBindingSize);
  }

  /** Properties that determine the default kernel variants. */
  get traits(): DeviceTraits {
    const { subgroupMinSize, subgroupMaxSize } = this.device.adapterInfo;
    const { features } = this.device;
    const { software, vendor } = this.adapter;
    const fixed = features.has('subgroups') && subgroupMinSize === subgroupMaxSize;
    const asks = !software && vendor === FEW_REGISTERS && features.has('subgroup-size-control');
    return {
      subgroupSize: fixed ? subgroupMinSize : undefined,
      // The fewer invocations share the registers of a thread, the more each has.
      askedSubgroupSize: asks ? subgroupMinSize : undefined,
      software,
      vendor,
      maxInvocations: mostInvocations(this.device.limits),
    };
  }
}
