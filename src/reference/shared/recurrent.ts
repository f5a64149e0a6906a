/** Where a recurrent layer's tensors have their elements. */
export function recurrentPlaces({ LENGTH, H }: { readonly LENGTH: number; readonly H: number }) {
  return {
    /** The state before step `s`, which is that after step `s - 1`. */
    state: (row: number, s: number, unit: number) => (row * (LENGTH + 1) + s) * H + unit,
    /** Number `i` of `count` of a unit at a step, in a tensor of all steps. */
    ofStep: (row: number, s: number, unit: number, count: number, i: number) =>
      ((row * LENGTH + s) * H + unit) * count + i,
    /** Number `i` of `count` of a unit at a place, in a tensor of all states. */
    ofPlace: (row: number, s: number, unit: number, count: number, i: number) =>
      ((row * (LENGTH + 1) + s) * H + unit) * count + i,
  };
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
