/** A callback of the app threw. `cause` is the error that it threw. */
export class CallbackError extends Error {
  constructor(cause: unknown) {
    super('a callback threw', { cause });
  }
}

/** Calls the callbacks of one run. After one callback has thrown, it calls no others. */
export class Callbacks {
  #failure: CallbackError | undefined;

  /**
   * The first error of a callback. It takes precedence over other failures, since the device may be
   * lost at the same time.
   */
  get failure(): CallbackError | undefined {
    return this.#failure;
  }

  /** @throws CallbackError if the callback throws */
  tell<T>(callback: ((value: T) => unknown) | undefined, value: T): unknown {
    if (this.#failure) return undefined;
    try {
      return callback?.(value);
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /**
   * Like {@link tell}, for a callback that may return a promise.
   * @throws CallbackError also if the promise is rejected
   */
  async ask<T>(callback: ((value: T) => unknown) | undefined, value: T): Promise<unknown> {
    const answer = this.tell(callback, value);
    try {
      return await answer;
    } catch (error) {
      throw this.#fail(error);
    }
  }

  #fail(cause: unknown): CallbackError {
    this.#failure ??= new CallbackError(cause);
    return this.#failure;
  }
}
