import { shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { checkAmount } from '../../schedules/kind.ts';
import { checkSchedule, type Schedule } from '../../schedules/schedule.ts';

/** The minimised objective: reconstruction + Σ β · KL, with a KL for each level. */
export interface LevelsObjectiveOptions {
  /**
   * Weight of the KLs: one for all levels, or a list with one for each, the level next to the data
   * first. 1 by default, which gives the evidence lower bound.
   */
  readonly beta: Schedule | readonly Schedule[];
  /**
   * Floor of the mean KL of a level over the batch, in nats: one for all levels, or a list. 0 turns
   * it off. 0 by default. Source: Kingma et al., "Improving variational inference with inverse
   * autoregressive flow", 2016.
   */
  readonly freeBits: number | readonly number[];
}

export const LEVELS_OBJECTIVE: LevelsObjectiveOptions = { beta: 1, freeBits: 0 };

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function checkLevelsObjective({ beta, freeBits }: LevelsObjectiveOptions): void {
  for (const [name, each] of eachOf('beta', beta)) checkSchedule(name, each);
  for (const [name, each] of eachOf('freeBits', freeBits)) checkAmount(name, each);
}

function eachOf<T>(name: string, given: T | readonly T[]): readonly (readonly [string, T])[] {
  if (!Array.isArray(given)) return [[name, given as T]];
  return given.map((each, place) => [`${name}[${place}]`, each] as const);
}

/**
 * The value of an option for each level.
 * @throws ConfigError for a list of another length
 */
export function perLevel<T>(name: string, given: T | readonly T[], levels: number): readonly T[] {
  if (!Array.isArray(given)) return Array.from({ length: levels }, () => given as T);
  if (given.length === levels) return given;
  throw new ConfigError(
    `${name} must be one value or a list of ${levels}, one for each level, got ${shown(given)}`,
  );
}
