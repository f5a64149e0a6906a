import { isRecord, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { GPUAdapterInfo } from '../platform.ts';

/** A description of the adapter for pages and reports. */
export interface AdapterDescription {
  /** Such as `nvidia`; empty where the browser does not tell. */
  readonly vendor: string;
  /** Such as `turing`; empty where the browser does not tell. */
  readonly architecture: string;
  /** Identifier of the device; empty where the browser does not tell. */
  readonly device: string;
  /** Name in words; empty where the browser does not tell. */
  readonly description: string;
  /** True if the adapter computes on the CPU. */
  readonly software: boolean;
}

/** Dawn writes names of devices with hyphens: `microsoft-basic-render-driver`. */
const SOFTWARE = /swiftshader|llvmpipe|basic.render|warp|software/i;

/**
 * Describes an adapter and detects software adapters. Browsers differ in how much they reveal.
 * @param info of a `GPUAdapter`, or the `adapterInfo` of a device
 * @throws ConfigError for anything but an object
 */
export function describeAdapter(info: GPUAdapterInfo): AdapterDescription {
  if (isRecord(info)) return adapterDescription(info);
  throw new ConfigError(`describeAdapter takes the \`info\` of a GPUAdapter, got ${shown(info)}`);
}

/** As {@link describeAdapter}, of what the platform gave. */
export function adapterDescription(info: GPUAdapterInfo): AdapterDescription {
  const { vendor, architecture, device, description } = info;
  const names = [vendor, architecture, device, description].join(' ');
  const software = info.isFallbackAdapter === true || SOFTWARE.test(names);
  return { vendor, architecture, device, description, software };
}
