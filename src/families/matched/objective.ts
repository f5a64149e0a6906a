import {
  assertInRange,
  FRACTION,
  isRecord,
  knownFields,
  oneOf,
  POSITIVE,
  shown,
} from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { checkSchedule, type NamedSchedule } from '../../schedules/schedule.ts';

/**
 * Options of the term that moves the codes of an `aae` or a `wae` to the prior, or those of one domain of an
 * `aligned` to those of the other.
 */
export interface MatchOptions {
  /** Its weight beside the reconstruction. 10 by default; 100 for a kernel. */
  readonly weight: number | NamedSchedule;
  /** With a critic of the prior: how far its target for samples of the prior is below 1. 0 by default. */
  readonly smoothing: number;
  /**
   * Without a critic: `imq`, scale / (scale + d²), or `rbf`, exp(-d² / scale), of the distance d of two
   * codes. `imq` by default.
   */
  readonly kernel: 'imq' | 'rbf';
  /**
   * Without a critic: the scale in the kernel. 0 by default, which stands for twice the number of latent
   * dimensions: the mean squared distance of two samples of N(0, I).
   */
  readonly scale: number;
}

/** Options of the objective of an `aae`, a `wae` or an `aligned`. */
export interface MatchedObjectiveOptions {
  /**
   * The term that moves the codes of an `aae` or a `wae` to the prior, or the domains of an `aligned` onto each
   * other. By default its fields have their own defaults.
   */
  readonly match: Partial<MatchOptions> | undefined;
}

export const MATCHED_OBJECTIVE: MatchedObjectiveOptions = { match: undefined };

const OF_CRITIC = ['weight', 'smoothing'] as const;
const OF_KERNEL = ['weight', 'kernel', 'scale'] as const;

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function checkMatch({ match }: MatchedObjectiveOptions): void {
  if (match === undefined) return;
  if (!isRecord(match)) {
    throw new ConfigError(`match must be an object such as { weight: 10 }, got ${shown(match)}`);
  }
  knownFields('match', match, [...OF_CRITIC, ...OF_KERNEL]);
  const { weight, smoothing, kernel, scale } = complete(match, true);
  checkSchedule('match.weight', weight);
  assertInRange('match.smoothing', FRACTION, smoothing);
  assertInRange('match.kernel', oneOf(['imq', 'rbf']), kernel);
  if (scale !== 0) assertInRange('match.scale', POSITIVE, scale);
}

/**
 * Fills in the defaults for a model with a critic, or for one without.
 * @throws ConfigError for an option that such a model has not
 */
export function resolveMatch(
  match: Partial<MatchOptions> | undefined,
  critic: boolean,
): MatchOptions {
  const given = dropUndefined(match ?? {});
  const own: readonly string[] = critic ? OF_CRITIC : OF_KERNEL;
  const foreign = Object.keys(given).find((name) => !own.includes(name));
  if (foreign === undefined) return complete(given, critic);
  throw new ConfigError(
    `match.${foreign} means nothing to a model ${critic ? 'with' : 'without'} a critic; it takes: ` +
      own.join(', '),
  );
}

function complete(given: Partial<MatchOptions>, critic: boolean): MatchOptions {
  const { weight = critic ? 10 : 100, smoothing = 0, kernel = 'imq', scale = 0 } = given;
  return { weight, smoothing, kernel, scale };
}
