import type { DispatchProfile, Profile } from 'webgpu-vae/worker';

/** A dispatch as a row of the table. */
export interface KernelRow extends DispatchProfile {
  /** Its position in the step, from 1. */
  readonly order: number;
  /** Its share of the total time of separately timed dispatches; undefined without times. */
  readonly share: number | undefined;
}

export type KernelOrder = 'step' | 'time';

/** The dispatches of a profile, in execution order or the slowest first. */
export function kernelRows({ dispatches, passesMs }: Profile, by: KernelOrder): KernelRow[] {
  const rows = dispatches.map((dispatch, i) => ({
    ...dispatch,
    order: i + 1,
    share: dispatch.ms !== undefined && passesMs ? dispatch.ms / passesMs : undefined,
  }));
  // The sort is stable.
  return by === 'step' ? rows : rows.sort((a, b) => (b.ms ?? 0) - (a.ms ?? 0));
}

/** Names of the resource that limits a dispatch. */
export const BOUND_TEXTS = {
  compute: 'arithmetic',
  memory: 'memory',
  dispatch: 'dispatch',
} as const;
