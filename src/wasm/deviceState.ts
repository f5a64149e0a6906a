import type { LinearMemory } from './memory/linearMemory.ts';
import type { ErrorScopes } from './objects/errorScopes.ts';
import type { WorkQueue } from './queue.ts';

/** State that the objects of a device share. */
export interface DeviceState {
  readonly memory: LinearMemory;
  readonly queue: WorkQueue;
  readonly errors: ErrorScopes;
  /** Number of pieces into which threads cut a launch at most. */
  readonly pieces: number;
  /** True once the device was destroyed or failed. */
  readonly lost: boolean;
}
