/** The scale and shift of a value, as in shaders/shared/affine_flow. */
export function affineFlow(gated: boolean, m: number, s: number): { scale: number; shift: number } {
  const scale = gated ? 1 / (1 + Math.exp(-s)) : Math.exp(-s);
  return { scale, shift: gated ? (1 - scale) * m : -scale * m };
}
