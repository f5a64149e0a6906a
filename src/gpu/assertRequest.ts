import { assertOptions, BOOLEAN, type OptionRanges, TEXT } from '../checks.ts';
import type { GPURequestAdapterOptions } from '../platform.ts';

/** The browser, which would ignore other names, knows which texts there are. */
const REQUEST_RANGES: OptionRanges<GPURequestAdapterOptions> = {
  powerPreference: TEXT,
  forceFallbackAdapter: BOOLEAN,
  featureLevel: TEXT,
  xrCompatible: BOOLEAN,
};

/** @throws ConfigError for an unknown option of the request, or one of another type */
export function assertRequest(request: GPURequestAdapterOptions | undefined): void {
  assertOptions('request', request, REQUEST_RANGES, 'request.');
}
