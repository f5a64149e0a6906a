import { kindOf, ownArray } from '../../data/arrays.ts';
import { DataError, ShapeError } from '../../errors.ts';
import { placesOf, tableOf } from './outcomeTable.ts';

/** The methods needed of a model of tables: a `VAE`, or one in a worker. */
export interface OutcomeModel {
  /** That of the family `table`. */
  readonly architecture: object;
  /** As of `VAE`. */
  impute(
    rows: Float32Array,
    options: { samples?: number; seed?: number; probabilities: true },
  ): Promise<Float32Array>;
}

/** Which outcome is asked for, under which treatments. */
export interface OutcomeQuestion {
  /** The binary column or the category that says the treatment. */
  readonly treatment: string;
  /** The column that says the outcome: binary, or of numbers. */
  readonly outcome: string;
  /** The treatment that others are compared with; the first one by default. */
  readonly reference?: string;
  /** Samples of the code per row; 256 by default. */
  readonly samples?: number;
  /** Seed of those samples; 0 by default. */
  readonly seed?: number;
}

/** The expectation of one model for all rows under each treatment. */
export interface ExpectedOutcomes {
  /** Names of the treatments. */
  readonly treatments: readonly string[];
  /** The place of the reference among them. */
  readonly base: number;
  /** `[rows, treatments]` */
  readonly values: Float32Array;
}

/**
 * The expected outcome of rows under each treatment: the same rows with that treatment, and with what the model
 * learns as an outcome missing. A row has the same noise under all treatments.
 * @throws ConfigError for a model of other data, or a column that does not fit
 * @throws DataError or ShapeError for anything but whole rows
 */
export async function expectedOutcomes(
  model: OutcomeModel,
  rows: Float32Array,
  question: OutcomeQuestion,
): Promise<ExpectedOutcomes> {
  const table = tableOf(model);
  const { columns, outcomes = [] } = table;
  const width = columns.length;
  const given: unknown = ownArray(rows);
  if (!(given instanceof Float32Array)) {
    throw new DataError(
      `rows must be a Float32Array, NaN where a cell is missing, got ${kindOf(rows)}`,
    );
  }
  if (given.length === 0 || given.length % width !== 0) {
    throw new ShapeError(
      `rows: expected a multiple of ${width} values (the columns of the table), got ${given.length}`,
    );
  }
  const { cause, effect, treatments, base } = placesOf(table, question);
  const { samples, seed } = question;
  const learned = columns.map(({ name }, c) => c === effect || outcomes.includes(name));
  const values = new Float32Array((given.length / width) * treatments.length);
  for (const treatment of treatments.keys()) {
    const asked = given.map((value, cell) => {
      if (cell % width === cause) return treatment;
      return learned[cell % width] ? Number.NaN : value;
    });
    // A call for each treatment: a row then has the same noise under all of them.
    const filled = await model.impute(asked, {
      probabilities: true,
      ...(samples !== undefined && { samples }),
      ...(seed !== undefined && { seed }),
    });
    for (let row = 0; row < given.length / width; row++) {
      values[row * treatments.length + treatment] = filled[row * width + effect] as number;
    }
  }
  return { treatments, base, values };
}
