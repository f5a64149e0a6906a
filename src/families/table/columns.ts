import {
  assertInRange,
  FINITE,
  isRecord,
  knownFields,
  oneOf,
  POSITIVE,
  shown,
  wholeNumber,
} from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { nearestName } from '../../nearestName.ts';

/** The kind of the values of a column. */
export type ColumnKind = 'real' | 'count' | 'binary' | 'category';

/** In the order in which a model keeps the columns side by side. */
export const COLUMN_KINDS: readonly ColumnKind[] = ['real', 'count', 'binary', 'category'];

/** A column of a table. */
export interface TableColumn {
  /** Its name. */
  readonly name: string;
  /**
   * `real`: any numbers; `count`: 0 and more; `binary`: 0 or 1; `category`: the number of a level, from 0.
   */
  readonly kind: ColumnKind;
  /** Number of levels of a category, or of both values of a binary column where they have names. */
  readonly levels?: number | readonly string[];
  /** Mean of the observed values, which the encoder takes off: of counts that of log(1 + count). 0 for binary columns and categories. */
  readonly mean: number;
  /** Their standard deviation, by which the encoder divides. */
  readonly deviation: number;
}

/** A column with optional fields. */
export interface TableColumnChoice {
  /** Its name; `column 1`, `column 2`, … by default. */
  readonly name?: string;
  /** The kind of its values; `real` by default. */
  readonly kind?: ColumnKind;
  /**
   * Number or names of the levels of a category, which needs them, or the names of both values of a binary column.
   * By default there are none.
   */
  readonly levels?: number | readonly string[];
  /** Mean of the values as the encoder scales them; 0 by default. */
  readonly mean?: number;
  /** Their standard deviation; 1 by default. */
  readonly deviation?: number;
}

const FIELDS = ['name', 'kind', 'levels', 'mean', 'deviation'] as const;

/**
 * Fills in the defaults of columns.
 * @throws ConfigError naming the column, the accepted values and the given value
 */
export function resolveColumns(choice: number | readonly TableColumnChoice[]): TableColumn[] {
  if (typeof choice === 'number') {
    assertInRange('columns', wholeNumber(1), choice);
    return resolveColumns(Array.from({ length: choice }, () => ({})));
  }
  if (!Array.isArray(choice) || choice.length === 0) {
    throw new ConfigError(`columns must be a number or a list of columns, got ${shown(choice)}`);
  }
  const columns = choice.map((each, i) => resolveColumn(each, i));
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return columns;
  throw new ConfigError(`columns names "${twice}" twice: give each column a name of its own`);
}

function resolveColumn(choice: TableColumnChoice, i: number): TableColumn {
  const where = `columns[${i}]`;
  if (!isRecord(choice)) throw new ConfigError(`${where} must be an object, got ${shown(choice)}`);
  const given: TableColumnChoice = dropUndefined(choice);
  knownFields(where, given, FIELDS);
  const { name = `column ${i + 1}`, kind = 'real', levels, mean = 0, deviation = 1 } = given;
  if (typeof name !== 'string') {
    throw new ConfigError(`${where}.name must be a text, got ${shown(name)}`);
  }
  assertInRange(`${where}.kind`, oneOf(COLUMN_KINDS), kind);
  assertLevels(where, kind, levels);
  assertInRange(`${where}.mean`, FINITE, mean);
  assertInRange(`${where}.deviation`, POSITIVE, deviation);
  const scaled = kind === 'real' || kind === 'count';
  if (!scaled && (mean !== 0 || deviation !== 1)) {
    throw new ConfigError(
      `${where} is of the kind "${kind}", which is not scaled: leave mean and deviation out`,
    );
  }
  return { name, kind, ...(levels !== undefined && { levels }), mean, deviation };
}

/** @throws ConfigError unless the levels are those that a kind takes */
function assertLevels(where: string, kind: ColumnKind, levels: unknown): void {
  const count = Array.isArray(levels) ? levels.length : levels;
  if (Array.isArray(levels)) {
    if (levels.some((name) => typeof name !== 'string') || new Set(levels).size < levels.length) {
      throw new ConfigError(
        `${where}.levels must be a number or different texts, got ${shown(levels)}`,
      );
    }
  }
  if (kind === 'category') assertInRange(`${where}.levels`, wholeNumber(2), count);
  else if (levels !== undefined && !(kind === 'binary' && Array.isArray(levels) && count === 2)) {
    throw new ConfigError(
      `${where}.levels is the number of levels of a category, or the two names of a binary column; leave it out`,
    );
  }
}

/** @throws ConfigError unless these are some columns, but not all */
export function assertOutcomes(columns: readonly TableColumn[], outcomes: unknown): void {
  const names = columns.map(({ name }) => name);
  const wrong = (what: string): ConfigError =>
    new ConfigError(`outcomes must name some of the columns, but not all: ${what}`);
  if (!Array.isArray(outcomes) || outcomes.length === 0) throw wrong(`got ${shown(outcomes)}`);
  const unknown = outcomes.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw wrong(`there is no column ${shown(unknown)}${nearestName(unknown, names)}`);
  }
  if (new Set(outcomes).size < outcomes.length) throw wrong(`${shown(outcomes)} repeats one`);
  if (outcomes.length === names.length) throw wrong('leave it out to learn them all');
}

/** Values that a model has of a column: one, or one a level. */
export function widthOf({ kind, levels = 1 }: TableColumn): number {
  if (kind !== 'category') return 1;
  return typeof levels === 'number' ? levels : levels.length;
}

/** True if a column takes a value, which is a number of f32. */
export function takes(column: TableColumn, value: number): boolean {
  switch (column.kind) {
    case 'real':
      return Number.isFinite(value);
    case 'count':
      return value >= 0 && Number.isFinite(value);
    case 'binary':
      return value === 0 || value === 1;
    case 'category':
      return Number.isInteger(value) && value >= 0 && value < widthOf(column);
  }
}

/** `a binary column takes 0 and 1`: the values of a column, for messages. */
export function whatItTakes(column: TableColumn): string {
  const values = {
    real: 'numbers',
    count: 'numbers of at least 0',
    binary: '0 and 1',
    category: `whole numbers from 0 to ${widthOf(column) - 1}`,
  };
  return `a ${column.kind} column takes ${values[column.kind]}`;
}
