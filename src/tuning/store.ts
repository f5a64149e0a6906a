/** Where measured times are kept between runs: one small text. */
export interface TuningStore {
  /** The text last written; undefined if there is none. What cannot be read counts as none. */
  read(): Promise<string | undefined>;
  /** @throws if the text cannot be kept; tuning goes on and gives a notice */
  write(text: string): Promise<void>;
}

/** Keeps the text for as long as this object lives. */
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
