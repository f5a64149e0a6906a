import type { Adapter } from '../session/support.ts';

/** A few words for an adapter; browsers tell more or less of it. */
function adapterName({ vendor, architecture, device, description }: Adapter): string {
  return description || [vendor, architecture, device].filter(Boolean).join(' ') || 'a GPU';
}

/** The adapter that trains. */
export function AdapterChip({ adapter }: { readonly adapter: Adapter }) {
  const name = adapterName(adapter);
  return (
    <span class="adapter-chip" title={name}>
      {adapter.software ? 'CPU' : 'GPU'}: {name}
    </span>
  );
}
