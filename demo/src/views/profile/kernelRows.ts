import type { DispatchProfile, Profile } from 'webgpu-vae/worker';

/** A dispatch as a row of the table. */
export interface KernelRow extends DispatchProfile {
  /** Its place in the step, from 1. */
  readonly order: number;
  /** Its share of the time of all dispatches, timed one by one; undefined without times. */
  readonly share: number | undefined;
}

export type KernelOrder = 'step' | 'time';

/** The dispatches of a profile, in the order of a step or the slowest first. */
export function kernelRows({ dispatches, passesMs }: Profile, by: KernelOrder): KernelRow[] {
  const rows = dispatches.map((dispatch, i) => ({
    ...dispatch,
    order: i + 1,
    share: dispatch.ms !== undefined && passesMs ? dispatch.ms / passesMs : undefined,
  }));
  // Sorting keeps the order of rows of equal time.
  return by === 'step' ? rows : rows.sort((a, b) => (b.ms ?? 0) - (a.ms ?? 0));
}

/** What bounds a dispatch, in words. */
export const BOUND_TEXTS = {
  compute: 'arithmetic',
  memory: 'memory',
  dispatch: 'dispatch',
} as const;
