/**
 * The current frame of a playback that runs back and forth through `frames`.
 *
 * @param milliseconds since the first frame
 * @param way milliseconds from one end to the other
 */
export function pingPong(milliseconds: number, way: number, frames: number): number {
  const share = (milliseconds / way) % 2;
  return Math.round((share > 1 ? 2 - share : share) * (frames - 1));
}

/** The time at which such a playback first shows a frame, to continue from there. */
export function timeOf(frame: number, way: number, frames: number): number {
  return (frame / (frames - 1)) * way;
}
