import type { AdapterDescription } from '../gpu/describeAdapter.ts';

/** A key that identifies an adapter, for results measured on it. */
export function adapterKey(adapter: AdapterDescription): string {
  const { vendor, architecture, device, description, software } = adapter;
  return [vendor, architecture, device, description, software ? 'software' : 'hardware'].join(
    ' | ',
  );
}
