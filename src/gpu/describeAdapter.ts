/** What a page or a report says about the adapter. */
export interface AdapterDescription {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** True where a CPU stands in for the GPU. */
  readonly software: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|warp|software/i;

/** What an adapter says about itself, and whether it is a CPU's. Browsers say more or less. */
export function describeAdapter(info: GPUAdapterInfo): AdapterDescription {
  const { vendor, architecture, device, description } = info;
  const names = [vendor, architecture, device, description].join(' ');
  const software = info.isFallbackAdapter === true || SOFTWARE.test(names);
  return { vendor, architecture, device, description, software };
}
