/**
 * The frame that is seen after some time of going forth and back through `frames`.
 *
 * @param milliseconds since the first frame was seen
 * @param way milliseconds from one end to the other
 */
export function pingPong(milliseconds: number, way: number, frames: number): number {
  const share = (milliseconds / way) % 2;
  return Math.round((share > 1 ? 2 - share : share) * (frames - 1));
}

/** When, in such a motion, a frame is seen on the way forth: playing goes on from there. */
export function timeOf(frame: number, way: number, frames: number): number {
  return (frame / (frames - 1)) * way;
}
