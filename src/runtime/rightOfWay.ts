/**
 * Lets short work that someone waits for go before long work that can wait: training asks before
 * every burst, so that what is asked of the model meanwhile queues behind the bursts under way and
 * no others. Changes the order of submits, never results.
 */
export class RightOfWay {
  readonly #waiting = new Set<Promise<unknown>>();

  /** Runs what goes first. */
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
   * Waits until what goes first at this moment has ended; undefined if there is nothing. What comes
   * later does not count, and neither does what takes longer than `mostMs`: whoever gives way must
   * come on, too.
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
