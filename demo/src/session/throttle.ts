/**
 * Calls `run` at most every `milliseconds`, and once more after the last request. What arrives
 * hundreds of times a second is then drawn a few times a second.
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
