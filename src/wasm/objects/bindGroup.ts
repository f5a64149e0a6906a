import { BLOCK_ALIGNMENT } from '../memory/blocks.ts';
import { WasmBuffer } from './buffer.ts';

/** The bindings of a group. */
export class BindGroupLayout {
  readonly label: string;
  /** Numbers of the bindings that exist. */
  readonly bindings: ReadonlySet<number>;
  /** Numbers of the bindings with a dynamic offset, in rising order. */
  readonly dynamic: readonly number[];

  constructor({ label = '', entries }: GPUBindGroupLayoutDescriptor) {
    const all = [...entries];
    this.label = label;
    this.bindings = new Set(all.map(({ binding }) => binding));
    this.dynamic = all
      .filter(({ buffer }) => buffer?.hasDynamicOffset)
      .map(({ binding }) => binding)
      .sort((a, b) => a - b);
  }
}

/** The groups of a pipeline. */
export class PipelineLayout {
  readonly groups: readonly (BindGroupLayout | null | undefined)[];

  constructor({ bindGroupLayouts }: GPUPipelineLayoutDescriptor) {
    this.groups = [...bindGroupLayouts] as unknown as (BindGroupLayout | null | undefined)[];
  }
}

interface BoundRange {
  readonly buffer: WasmBuffer;
  readonly offset: number;
  readonly size: number;
}

/** Ranges of buffers for the bindings of a layout. */
export class BindGroup {
  readonly label: string;
  readonly layout: BindGroupLayout;
  readonly buffers: readonly WasmBuffer[];
  /** Addresses of the ranges, by number of the binding. */
  readonly addresses: readonly number[];
  /** Bytes of the ranges, by number of the binding. */
  readonly bytes: readonly number[];
  /** Bytes after each dynamic binding's range that an offset can move it by. */
  readonly #room: readonly number[];

  /** Why the group cannot be used, if so. */
  readonly invalid: string | undefined;

  /** @param ranges by number of the binding */
  constructor(
    label: string,
    layout: BindGroupLayout,
    ranges: ReadonlyMap<number, BoundRange>,
    invalid: string | undefined,
  ) {
    this.label = label;
    this.invalid = invalid;
    this.layout = layout;
    this.buffers = [...ranges.values()].map(({ buffer }) => buffer);
    const addresses: number[] = [];
    const bytes: number[] = [];
    for (const [binding, { buffer, offset, size }] of ranges) {
      addresses[binding] = (buffer.address ?? 0) + offset;
      bytes[binding] = size;
    }
    this.addresses = addresses;
    this.bytes = bytes;
    this.#room = layout.dynamic.map((binding) => {
      const range = ranges.get(binding);
      return range ? range.buffer.size - range.offset - range.size : 0;
    });
  }

  /** Why these dynamic offsets cannot be used; undefined if they can. */
  refuses(offsets: readonly number[]): string | undefined {
    if (this.invalid !== undefined) return this.invalid;
    const wanted = this.layout.dynamic.length;
    if (offsets.length !== wanted) {
      return `group "${this.label}" takes ${wanted} dynamic offsets, got ${offsets.length}`;
    }
    const at = offsets.findIndex(
      (offset, i) => offset % 256 !== 0 || offset > (this.#room[i] ?? 0),
    );
    if (at < 0) return undefined;
    return `group "${this.label}": dynamic offset ${offsets[at]} is no multiple of 256, or leaves the buffer`;
  }
}

/** Makes a bind group. An invalid one says why. */
export function makeBindGroup(descriptor: GPUBindGroupDescriptor): BindGroup {
  const { label = '' } = descriptor;
  const layout = descriptor.layout as unknown as BindGroupLayout;
  const ranges = new Map<number, BoundRange>();
  let refused: string | undefined;
  for (const { binding, resource } of descriptor.entries) {
    const { buffer, offset = 0, size } = bindingOf(resource);
    const range = buffer && { buffer, offset, size: size ?? buffer.size - offset };
    refused ??= refusalOf(range);
    if (range) ranges.set(binding, range);
  }
  const missing = [...layout.bindings].find((binding) => !ranges.has(binding));
  if (missing !== undefined) refused ??= `binding ${missing} is missing`;
  return new BindGroup(label, layout, ranges, refused && `bind group "${label}": ${refused}`);
}

function refusalOf(range: BoundRange | undefined): string | undefined {
  if (!range) return 'only buffers can be bound';
  const { buffer, offset, size } = range;
  if (buffer.address === undefined) return `buffer "${buffer.label}" is invalid`;
  if (offset % BLOCK_ALIGNMENT !== 0) {
    return `the range of "${buffer.label}" begins at ${offset}, no multiple of ${BLOCK_ALIGNMENT}`;
  }
  if (size > 0 && offset + size <= buffer.size) return undefined;
  return `bytes ${offset} to ${offset + size} of "${buffer.label}", which has ${buffer.size}`;
}

/** A binding names a buffer, or a range of it. */
function bindingOf(resource: GPUBindingResource): Partial<BoundRange> {
  const { buffer = resource, offset, size } = resource as GPUBufferBinding;
  if (!(buffer instanceof WasmBuffer)) return {};
  return { buffer, ...(offset !== undefined && { offset }), ...(size !== undefined && { size }) };
}
