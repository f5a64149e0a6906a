import type { VaeOptions } from '../api/options.ts';
import { assertIsObject } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { LevelsObjectiveOptions } from '../families/levels/objective.ts';
import type { VaeObjectiveOptions as ObjectiveOptions } from '../families/vae/objective.ts';
import { partsOf } from '../plainData.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { FitOptions } from '../training/fit.ts';
import type { GroupOptions } from '../training/groups.ts';
import type { RemoteRows } from './keptData.ts';

/** Objects of the page's own thread, and functions that would have to run in the worker. */
type StaysHere = 'device' | 'adapter' | 'createDevice' | 'gpu';

/** A schedule that can be sent: a constant or plain data. */
export type RemoteSchedule = Exclude<Schedule, (step: number) => number>;

/**
 * Options of a model in a worker: those of `VAE`, without those that cannot be sent to another
 * thread. The worker opens its own device; `request` gives the options for its adapter.
 */
export interface RemoteVaeOptions
  extends Omit<VaeOptions, StaysHere | 'learningRate' | 'groups' | keyof ObjectiveOptions>,
    Partial<Omit<ObjectiveOptions, 'beta' | 'capacity' | 'freeBits'>>,
    Partial<Pick<LevelsObjectiveOptions, 'freeBits'>> {
  /** 1e-3 by default. */
  readonly learningRate?: RemoteSchedule;
  /**
   * Weight of the KL, or of a hierarchy a list with one for each level; by default that of the family: 1,
   * or 1e-3 for a `vib`.
   */
  readonly beta?: RemoteSchedule | readonly RemoteSchedule[];
  /** Target of the KL in nats; by default there is none. */
  readonly capacity?: RemoteSchedule | undefined;
  /** Options of single parameter groups, by group name; by default all are trained alike. */
  readonly groups?: Readonly<Record<string, RemoteGroupOptions>>;
}

/** Options of one parameter group in a worker. */
export interface RemoteGroupOptions extends Omit<GroupOptions, 'learningRate'> {
  /** By default that of the model. */
  readonly learningRate?: RemoteSchedule;
}

/** Options of `fit` in a worker. Data sets may be kept ones. */
export interface RemoteFitOptions extends Omit<FitOptions, 'validation'> {
  /** Evaluated after every epoch; by default nothing is. */
  readonly validation?: RemoteRows;
}

const STAYS_HERE: readonly StaysHere[] = ['device', 'adapter', 'createDevice', 'gpu'];
const CALLBACKS: readonly string[] = ['onDeviceLost', 'onNotice'] satisfies (keyof VaeOptions)[];

/** @throws ConfigError naming an option that cannot be sent, and what to use instead */
export function assertSendable(options: RemoteVaeOptions): void {
  assertIsObject(options);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || CALLBACKS.includes(name)) continue;
    if ((STAYS_HERE as readonly string[]).includes(name)) {
      throw new ConfigError(
        `${name} belongs to this thread and cannot be sent to a worker, which opens a device of ` +
          "its own: choose its adapter with `request`, such as { powerPreference: 'low-power' }, or what computes with `backend`",
      );
    }
    for (const [path, part] of partsOf(value, [name])) {
      if (typeof part !== 'function') continue;
      throw new ConfigError(
        `${path.join('.')} is a function, which cannot be sent to a worker: use a schedule that ` +
          "is plain data, such as { kind: 'linear', from: 0, to: 1, steps: 1000 }",
      );
    }
  }
}
