import type { Adapter } from '../session/support.ts';

/** A short name of an adapter. Browsers differ in how much they reveal. */
function adapterName({ vendor, architecture, device, description }: Adapter): string {
  return description || [vendor, architecture, device].filter(Boolean).join(' ') || 'a GPU';
}

/** Shows the adapter that trains. */
export function AdapterChip({ adapter }: { readonly adapter: Adapter }) {
  const name = adapterName(adapter);
  return (
    <span class="adapter-chip" title={name}>
      {adapter.software ? 'CPU' : 'GPU'}: {name}
    </span>
  );
}
