/**
 * Returns a function that calls `next` after everything else that waits for the thread had its turn.
 * Timers would pause for 4 ms in browsers.
 */
export function pauseBefore(next: () => void): () => void {
  if (typeof setImmediate === 'function') return () => void setImmediate(next);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = next;
  return () => port2.postMessage(undefined);
}
