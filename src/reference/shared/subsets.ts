import { at } from './access.ts';

/** The modalities of a row that are there, `present [M, modalities]`, bit by bit. */
export function modalitiesThere(present: Float64Array, row: number, modalities: number): number {
  let there = 0;
  for (let e = 0; e < modalities; e++) {
    if (at(present, row * modalities + e) > 0.002) there += 2 ** e;
  }
  return there;
}

/** True if a subset holds none but modalities that are there; 0 stands for all of these. */
export function subsetCounts(subset: number, there: number, once: boolean): boolean {
  if (subset === 0) return true;
  return (subset & ~there) === 0 && !(once && subset === there);
}

/** True if modality e is in a subset. */
export const holds = (subset: number, e: number): boolean => ((subset >> e) & 1) === 1;
