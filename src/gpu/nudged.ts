import type { GPUDevice } from '../platform.ts';

/** A device that is waited for. What waits for a lost device may never resolve. */
export interface NudgedGpu {
  readonly device: GPUDevice;
  /** The reason for the loss, if the device is lost. */
  readonly lost: string | undefined;
}

/**
 * Waits for the GPU without Firefox's pause. Firefox looks for finished work when something is
 * submitted, and else every 100 ms (bugzilla.mozilla.org/1870699), so that each read-back would take
 * as long. An empty submit makes it look, and creates nothing. Other browsers need no nudge and get
 * none.
 */
export function nudged(gpu: NudgedGpu, pending: Promise<unknown>): Promise<unknown> {
  // Some runtimes have a navigator that tells nothing.
  const { navigator } = globalThis as { readonly navigator?: Partial<Navigator> };
  if (!navigator?.userAgent?.includes('Firefox')) return pending;
  const stop = (): void => clearInterval(timer);
  const timer = setInterval(() => (gpu.lost ? stop() : gpu.device.queue.submit([])), 1);
  return pending.finally(stop);
}
