import type { BindGroup } from '../objects/bindGroup.ts';
import type { WasmBuffer } from '../objects/buffer.ts';
import type { QuerySet } from '../objects/querySet.ts';
import { CommandWords } from './words.ts';

/** The commands that an encoder has recorded so far, and the objects that they use. */
export class Recording {
  readonly words = new CommandWords();
  readonly #buffers = new Set<WasmBuffer>();
  readonly #groups = new Set<BindGroup>();
  readonly #queries = new Set<QuerySet>();
  /** The first rule that a call broke. */
  invalid: string | undefined;

  refuse(message: string): void {
    this.invalid ??= message;
  }

  use(buffer: WasmBuffer): void {
    this.#buffers.add(buffer);
  }

  bind(group: BindGroup): void {
    this.#groups.add(group);
  }

  query(queries: QuerySet): void {
    this.#queries.add(queries);
  }

  /** Why it cannot be submitted now; undefined if it can. */
  get unusable(): string | undefined {
    if (this.invalid !== undefined) return this.invalid;
    for (const buffer of this.#buffers) if (buffer.unusable) return buffer.unusable;
    for (const { buffers } of this.#groups) {
      for (const buffer of buffers) if (buffer.unusable) return buffer.unusable;
    }
    for (const { destroyed, label } of this.#queries) {
      if (destroyed) return `query set "${label}" is destroyed`;
    }
    return undefined;
  }
}
