/**
 * Calls `run` at most once every `milliseconds`, and once after the last request. It limits drawing
 * when hundreds of reports per second arrive.
 */
export function throttle(milliseconds: number, run: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      run();
    }, milliseconds);
  };
}
