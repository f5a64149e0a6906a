import { ConfigError } from '../errors.ts';
import { groups } from './groups.ts';
import { levels } from './levels.ts';
import { assertWhole, type LikelihoodDefinition } from './likelihood.ts';

/** One of several values; what the columns are decides which of the two to give. */
export interface CategoricalOptions {
  readonly kind: 'categorical';
  /** Each column is a value in [0, 1] of which this many levels are told apart, such as a pixel. */
  readonly levels?: number;
  /** Every this many neighbouring columns are one variable, one-hot, such as a table's column. */
  readonly group?: number;
}

export const categorical: LikelihoodDefinition<CategoricalOptions> = {
  resolve({ levels: count, group }) {
    if ((count === undefined) === (group === undefined)) {
      throw new ConfigError(
        'a categorical likelihood takes either `levels` (grey levels of a value in [0, 1]) or ' +
          '`group` (columns of a one-hot variable)',
      );
    }
    if (count !== undefined) {
      assertWhole('likelihood.levels', count, 2);
      return { kind: 'categorical', levels: count };
    }
    assertWhole('likelihood.group', group, 2);
    return { kind: 'categorical', group: group as number };
  },
  build: (context, { levels: count, group = 0 }) =>
    count === undefined ? groups(context, group) : levels(context, count),
};
