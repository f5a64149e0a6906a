import { intensityAt } from '../data/intensityAt.ts';
import { hostRowsOf, type Table } from '../data/table.ts';
import { ConfigError, ShapeError } from '../errors.ts';
import type { Model } from '../families/model.ts';

/**
 * The condition of rows `[x | condition]`: `[rows, condition]`. Undefined if the model takes none.
 */
export function conditionOf(
  data: Table,
  { condition }: Pick<Model, 'condition'>,
): Float32Array | undefined {
  if (!condition) return undefined;
  const { first, size } = condition;
  const field = hostRowsOf(data, condition.field);
  const found = new Float32Array(data.rows * size);
  for (let i = 0; i < found.length; i++) {
    found[i] = intensityAt(field, Math.floor(i / size), first + (i % size));
  }
  return found;
}

/**
 * The condition for each of `rows` latents, `[rows, condition]`. Undefined if the model takes none.
 * @param given `[condition]`, for all rows, or `[rows, condition]`
 * @throws ConfigError if the condition is missing, or given to a model that takes none
 * @throws ShapeError if it is neither one row nor one row for each latent
 */
export function conditionFor(
  rows: number,
  given: Float32Array | undefined,
  { condition: taken }: Pick<Model, 'condition'>,
): Float32Array | undefined {
  const width = taken?.size ?? 0;
  if (width === 0) {
    if (given === undefined) return undefined;
    throw new ConfigError(
      'this model takes no condition: leave it out, or make a model with config.condition',
    );
  }
  if (given === undefined) {
    throw new ConfigError(
      `this model decodes under a condition of ${width} values: give one for all rows or one for ` +
        `each, such as oneHotLabels([3], ${width})`,
    );
  }
  if (given.length === rows * width) return given;
  if (given.length !== width) {
    throw new ShapeError(
      `a condition takes ${width} values for all rows, or [${rows}, ${width}], got ` +
        `${given.length} values`,
    );
  }
  const repeated = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) repeated.set(given, row * width);
  return repeated;
}
