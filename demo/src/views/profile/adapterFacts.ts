import type { Adapter } from '../../session/support.ts';

/** The browser's information about an adapter, as names and values. */
export function adapterFacts(adapter: Adapter): (readonly [name: string, value: string])[] {
  const { vendor, architecture, device, description, software } = adapter;
  const told = (text: string) => text || 'not told by the browser';
  return [
    ['Vendor', told(vendor)],
    ['Architecture', told(architecture)],
    ['Device', told(device)],
    ['Description', told(description)],
    ['Computes on', software ? 'the CPU, in software' : 'a GPU'],
  ];
}

/** A limit with its unit if it is in bytes: `128 MiB`, `65,535`. */
export function limitText(name: string, value: number): string {
  const exact = value.toLocaleString('en');
  if (!/Size$|Bytes|StorageSize/.test(name) || /Workgroup(Size|Invocations)/.test(name)) {
    return exact;
  }
  const unit = UNITS.find(({ bytes }) => value >= bytes);
  if (!unit) return `${exact} B`;
  const amount = value / unit.bytes;
  return `${Number.isInteger(amount) ? amount : amount.toFixed(2)} ${unit.name}`;
}

const UNITS = [
  { bytes: 2 ** 30, name: 'GiB' },
  { bytes: 2 ** 20, name: 'MiB' },
  { bytes: 2 ** 10, name: 'KiB' },
] as const;

/** `maxBufferSize` → `Max buffer size`, `maxTextureDimension2D` → `Max texture dimension 2D` */
export function limitName(name: string): string {
  const words = name.replace(/(?<=[a-z])(?=[A-Z\d])/g, ' ').toLowerCase();
  const letters = words.replace(/\dd$/, (dimensions) => dimensions.toUpperCase());
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}
