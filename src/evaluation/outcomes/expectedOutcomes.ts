import { oneOf, shown } from '../../checks.ts';
import { kindOf, ownArray } from '../../data/arrays.ts';
import { ConfigError, DataError, ShapeError } from '../../errors.ts';
import { nearestName } from '../../nearestName.ts';

/** What is asked of a model of tables, a `VAE` or one in a worker. */
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

/** What one model expects of all rows under each treatment. */
export interface ExpectedOutcomes {
  /** Names of the treatments. */
  readonly treatments: readonly string[];
  /** The place of the reference among them. */
  readonly base: number;
  /** `[rows, treatments]` */
  readonly values: Float32Array;
}

interface Column {
  readonly name: string;
  readonly kind: 'real' | 'count' | 'binary' | 'category';
  readonly levels?: number | readonly string[];
}

/**
 * The expected outcome of rows under each treatment: the same rows with that treatment, and with what the model
 * learns as an outcome missing.
 * @throws ConfigError for a model of other data, or a column that does not fit
 * @throws DataError or ShapeError for anything but whole rows
 */
export async function expectedOutcomes(
  model: OutcomeModel,
  rows: Float32Array,
  { treatment, outcome, reference, samples, seed }: OutcomeQuestion,
): Promise<ExpectedOutcomes> {
  const { columns, outcomes = [] } = model.architecture as {
    readonly columns?: readonly Column[];
    readonly outcomes?: readonly string[];
  };
  if (!columns) {
    throw new ConfigError('treatmentOutcomes takes models of the family "table"');
  }
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
  const cause = columnOf(columns, 'treatment', treatment, ['binary', 'category']);
  const effect = columnOf(columns, 'outcome', outcome, ['binary', 'real', 'count']);
  const treatments = levelNames(columns[cause] as Column);
  const base = reference === undefined ? 0 : treatments.indexOf(reference);
  if (base < 0) {
    throw new ConfigError(
      `reference: there is no treatment "${reference}"${nearestName(reference, treatments)}; there are: ${treatments.join(', ')}`,
    );
  }
  const count = given.length / width;
  const asked = new Float32Array(treatments.length * given.length);
  const learned = columns.map(({ name }, c) => c === effect || outcomes.includes(name));
  for (let cell = 0; cell < asked.length; cell++) {
    const c = cell % width;
    if (c === cause) asked[cell] = Math.floor(cell / width) % treatments.length;
    else if (learned[c]) asked[cell] = Number.NaN;
    else {
      const row = Math.floor(cell / (width * treatments.length));
      asked[cell] = given[row * width + c] as number;
    }
  }
  const filled = await model.impute(asked, {
    probabilities: true,
    ...(samples !== undefined && { samples }),
    ...(seed !== undefined && { seed }),
  });
  const values = Float32Array.from(
    { length: count * treatments.length },
    (_, i) => filled[i * width + effect] as number,
  );
  return { treatments, base, values };
}

/** The place of a column. @throws ConfigError if there is none, or it is of another kind */
function columnOf(
  columns: readonly Column[],
  role: 'treatment' | 'outcome',
  name: string,
  kinds: readonly Column['kind'][],
): number {
  const names = columns.map((column) => column.name);
  const place = names.indexOf(name);
  if (place < 0) {
    throw new ConfigError(
      `${role}: the table has no column ${shown(name)}${nearestName(name, names)}; it has: ${names.join(', ')}`,
    );
  }
  const { kind } = columns[place] as Column;
  if (kinds.includes(kind)) return place;
  throw new ConfigError(
    `${role}: the column "${name}" must be ${oneOf(kinds).wanted}, but it is ${kind}`,
  );
}

/** Names of the levels of a column; their numbers where they have none. */
function levelNames({ kind, levels = kind === 'binary' ? 2 : 0 }: Column): readonly string[] {
  return typeof levels === 'number' ? Array.from({ length: levels }, (_, i) => `${i}`) : levels;
}
