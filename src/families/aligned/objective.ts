import { isRecord, knownFields, shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { checkSchedule } from '../../schedules/schedule.ts';
import type { MatchedObjectiveOptions, MatchOptions } from '../matched/objective.ts';

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function checkAlignment({ match }: MatchedObjectiveOptions): void {
  if (match === undefined) return;
  if (!isRecord(match)) {
    throw new ConfigError(`match must be an object such as { weight: 10 }, got ${shown(match)}`);
  }
  knownFields('match', match, ['weight']);
  checkSchedule('match.weight', alignmentWeight({ match }));
}

/** Weight of the alignment beside the reconstruction. */
export const alignmentWeight = ({ match }: MatchedObjectiveOptions): MatchOptions['weight'] =>
  match?.weight ?? 10;
