import type { Rows } from '../data/rows.ts';
import { asTable, fieldOf, intensityAt, type Table } from '../data/table.ts';
import { ConfigError, ShapeError } from '../errors.ts';
import { DATA, vaeFields } from '../families/vae/batch.ts';
import type { VaeConfig } from '../families/vae/config.ts';

/**
 * Rows of data as a model takes them: `[x | condition]`.
 * @throws DataError or ShapeError if they are not, which says how to make them
 */
export function conditionedRows(rows: Rows, config: VaeConfig): Table {
  const { input, condition } = config;
  try {
    return asTable(rows, vaeFields(config));
  } catch (cause) {
    if (!(cause instanceof ShapeError) || condition === 0) throw cause;
    throw new ShapeError(
      `${cause.message}. Its rows are ${input} values of data and ${condition} of the condition, ` +
        'side by side: withLabels or withCondition makes them',
      { cause },
    );
  }
}

/** The condition of rows `[x | condition]`: `[rows, condition]`; undefined where there is none. */
export function conditionOf(data: Table, { input, condition }: VaeConfig) {
  if (condition === 0) return undefined;
  const field = fieldOf(data, DATA);
  const found = new Float32Array(data.rows * condition);
  for (let i = 0; i < found.length; i++) {
    found[i] = intensityAt(field, Math.floor(i / condition), input + (i % condition));
  }
  return found;
}

/**
 * The condition that each of `rows` latents is decoded under, `[rows, condition]`; undefined where
 * the model takes none.
 * @param given `[condition]`, for all rows, or `[rows, condition]`
 * @throws ConfigError if a model with a condition is given none, or one without is given one
 * @throws ShapeError if it is neither one row nor a row for each
 */
export function conditionFor(
  rows: number,
  given: Float32Array | undefined,
  { condition: width }: VaeConfig,
): Float32Array | undefined {
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
