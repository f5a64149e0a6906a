/**
 * Gives short interactive work priority over training. Training calls `give` before every burst, so
 * that such work queues only behind the bursts in flight. Changes the order of submits, never
 * results.
 */
export class RightOfWay {
  readonly #waiting = new Set<Promise<unknown>>();

  /** Runs work that has priority. */
  async take<T>(use: () => Promise<T>): Promise<T> {
    const work = use();
    this.#waiting.add(work);
    try {
      return await work;
    } finally {
      this.#waiting.delete(work);
    }
  }

  /**
   * Waits for the priority work that is running now; undefined if there is none. Ignores priority
   * work that starts later, and waits for at most `mostMs`, so that the caller also makes progress.
   */
  give(mostMs: number): Promise<void> | undefined {
    if (this.#waiting.size === 0) return undefined;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      Promise.allSettled(this.#waiting).then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
