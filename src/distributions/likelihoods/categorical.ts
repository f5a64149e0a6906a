import { assertInRange, wholeNumber } from '../../checks.ts';
import { SHARES } from '../../data/domain.ts';
import { ConfigError } from '../../errors.ts';
import { categoricalKernels } from '../../kernels/catalogue/categorical.generated.ts';
import { groups } from './groups.ts';
import { levels } from './levels.ts';
import type { LikelihoodDefinition } from './likelihood.ts';

/** Categorical values. Give either `levels` or `group`, depending on the columns. */
export interface CategoricalOptions {
  readonly kind: 'categorical';
  /** For columns with values in [0, 1], such as pixels: the number of levels of each value. */
  readonly levels?: number;
  /**
   * For one-hot columns, such as a table's: the number of neighbouring columns per variable, one
   * number for all variables or one for each in order.
   */
  readonly group?: number | readonly number[];
}

export const categorical: LikelihoodDefinition<CategoricalOptions> = {
  parts: [categoricalKernels],
  resolve({ levels: count, group }) {
    if ((count === undefined) === (group === undefined)) {
      throw new ConfigError(
        'a categorical likelihood takes either `levels` (grey levels of a value in [0, 1]) or ' +
          '`group` (columns of a one-hot variable)',
      );
    }
    if (count !== undefined) {
      assertInRange('likelihood.levels', wholeNumber(2), count);
      return { kind: 'categorical', levels: count };
    }
    const sizes = Array.isArray(group) ? group : [group];
    for (const size of sizes) assertInRange('likelihood.group', wholeNumber(2), size);
    return { kind: 'categorical', group: group as number | readonly number[] };
  },
  domain: SHARES,
  meanFormula: ({ levels: count, group }) =>
    count === undefined
      ? `softmax(y) within each group of neighbouring columns, of sizes ${String(group)}`
      : `sum over j of softmax(y)[j] * j / ${count - 1}, for each ${count} neighbouring columns`,
  onnx: () => import('./onnx/categorical.ts'),
  build: (context, { levels: count, group = [] }) =>
    count === undefined ? groups(context, group) : levels(context, count),
};
