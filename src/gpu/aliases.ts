import { ConfigError } from '../errors.ts';
import type { BufferSlice } from './slice.ts';

interface Bound {
  readonly name: string;
  readonly access: 'read' | 'read_write';
  readonly slice: BufferSlice;
}

/**
 * Refuses a dispatch that reads a buffer which it also writes, or writes one range twice.
 * WebGPU tracks usage by whole buffers within a dispatch; implementations differ in what
 * they let pass, so it is checked here.
 * @throws ConfigError naming the dispatch and both bindings
 */
export function assertNoAliases(label: string, bindings: readonly Bound[]): void {
  for (const [i, first] of bindings.entries()) {
    for (const second of bindings.slice(i + 1)) {
      if (first.slice.buffer !== second.slice.buffer) continue;
      if (first.access === 'read' && second.access === 'read') continue;
      if (first.access === second.access && !overlap(first.slice, second.slice)) continue;
      throw new ConfigError(
        `${label}: bindings "${first.name}" (${first.access}) and "${second.name}" ` +
          `(${second.access}) lie in the same buffer "${first.slice.buffer.label}"`,
      );
    }
  }
}

function overlap(a: BufferSlice, b: BufferSlice): boolean {
  return a.offset < b.offset + b.size && b.offset < a.offset + a.size;
}
