import { objectWith, type Range } from '../checks.ts';

/** Persistent storage for measurements: one short text. */
export interface TuningStore {
  /** The text written last; undefined if there is none or it cannot be read. */
  read(): Promise<string | undefined>;
  /** @throws if the text cannot be stored; tuning then continues and gives a notice */
  write(text: string): Promise<void>;
}

const READS = objectWith('read', '');
const WRITES = objectWith('write', '');

export const TUNING_STORE: Range = {
  holds: (value) => READS.holds(value) && WRITES.holds(value),
  wanted: 'a store with the methods `read` and `write`, such as memoryTuningStore()',
};

/** A store that keeps the text while this object exists. */
export function memoryTuningStore(): TuningStore {
  let kept: string | undefined;
  return {
    async read() {
      return kept;
    },
    async write(text) {
      kept = text;
    },
  };
}
