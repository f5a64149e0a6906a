import { ConfigError } from '../errors.ts';
import type { BufferSlice } from './slice.ts';

/** A binding of a dispatch and the memory of its tensor. */
export interface Bound {
  readonly name: string;
  readonly access: 'read' | 'read_write';
  readonly slice: BufferSlice;
}

/**
 * Names of the read-only bindings in buffers that the dispatch also writes. WebGPU tracks usage by
 * whole buffers within a dispatch and refuses this combination. If such bindings are declared
 * read_write, disjoint ranges of one buffer are allowed.
 */
export function readBesideWrites(
  bindings: readonly (Pick<Bound, 'name' | 'access'> & { readonly slice: { buffer: unknown } })[],
): ReadonlySet<string> {
  const written = new Set(
    bindings.filter(({ access }) => access === 'read_write').map(({ slice }) => slice.buffer),
  );
  const shared = bindings.filter(
    ({ access, slice }) => access === 'read' && written.has(slice.buffer),
  );
  return new Set(shared.map(({ name }) => name));
}

/**
 * Checks that a dispatch does not write a range that it also binds elsewhere. WebGPU
 * implementations differ in which overlaps they detect, so it is checked here.
 * @throws ConfigError naming the dispatch and both bindings
 */
export function assertNoOverlaps(label: string, bindings: readonly Bound[]): void {
  for (const [i, first] of bindings.entries()) {
    for (const second of bindings.slice(i + 1)) {
      if (first.slice.buffer !== second.slice.buffer) continue;
      if (first.access === 'read' && second.access === 'read') continue;
      if (!overlap(first.slice, second.slice)) continue;
      throw new ConfigError(
        `${label}: bindings "${first.name}" (${first.access}) and "${second.name}" ` +
          `(${second.access}) overlap in the buffer "${first.slice.buffer.label}"`,
      );
    }
  }
}

function overlap(a: BufferSlice, b: BufferSlice): boolean {
  return a.offset < b.offset + b.size && b.offset < a.offset + a.size;
}
