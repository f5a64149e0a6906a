import type { AdapterDescription } from '../gpu/describeAdapter.ts';

/** All that tells adapters apart, as a name for what was found on one. */
export function adapterKey(adapter: AdapterDescription): string {
  const { vendor, architecture, device, description, software } = adapter;
  return [vendor, architecture, device, description, software ? 'software' : 'hardware'].join(
    ' | ',
  );
}
