import { assertInRange, BETWEEN_0_AND_1 } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { streams } from '../random/streams.ts';
import { permutation } from './permutation.ts';
import type { Table } from './table.ts';
import { takeTableRows } from './takeTableRows.ts';

/**
 * Holds out a share of a table: the last rows of a permutation that depends only on the number of
 * rows and the seed. A resumed run therefore holds out the same rows and never trains on them. Both
 * parts are copies.
 *
 * @param fraction of the rows, rounded to a whole number of at least one
 * @throws ConfigError if it is not between 0 and 1, or leaves nothing to train on
 */
export function splitRows(
  table: Table,
  fraction: number,
  seed: number,
): { train: Table; validation: Table } {
  const { rows, name } = table;
  assertInRange('validationSplit', BETWEEN_0_AND_1, fraction);
  const held = Math.max(1, Math.round(fraction * rows));
  if (held >= rows) {
    throw new ConfigError(
      `validationSplit ${fraction} of the ${rows} rows of ${name} leaves none to train on: ` +
        'use a smaller share or more data',
    );
  }
  const order = permutation(rows, seed, 0, streams.split);
  return {
    train: takeTableRows(table, order.subarray(0, rows - held)),
    validation: takeTableRows(table, order.subarray(rows - held), `${name} validation`),
  };
}
