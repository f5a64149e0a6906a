/** Milliseconds between two polls: far less than a step takes on a CPU, far more than a poll. */
const PAUSE_MS = 1;

/** Set on the function that replaces `setImmediate`, so that it is replaced once. */
const GENTLE = Symbol.for('webgpu-vae.pollGently');

/** Functions made by native code have neither a name nor a source; bound ones have a name. */
const isNative = (callback: unknown): boolean =>
  typeof callback === 'function' &&
  callback.name === '' &&
  Function.prototype.toString.call(callback).includes('[native code]');

/**
 * Leaves the CPU to a software adapter while Dawn waits for it. While work is pending, Dawn polls for
 * its end with one `setImmediate` after another, which keeps a core busy that the kernels and their
 * compiler could use. This replaces the global `setImmediate` of the process: callbacks made by
 * native code run a millisecond later instead, all others as before. A hardware adapter answers
 * sooner without it.
 */
export function pollGently(): void {
  const { setImmediate: immediate, setTimeout: timeout } = globalThis;
  if (GENTLE in immediate) return;
  const gentle = (callback: (...args: unknown[]) => void, ...args: unknown[]): unknown =>
    isNative(callback) ? timeout(callback, PAUSE_MS, ...args) : immediate(callback, ...args);
  const own = Object.getOwnPropertyDescriptors(immediate);
  Object.defineProperties(gentle, { ...own, [GENTLE]: { value: true } });
  globalThis.setImmediate = gentle as unknown as typeof setImmediate;
}
