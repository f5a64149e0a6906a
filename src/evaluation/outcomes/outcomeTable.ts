import { oneOf, shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { nearestName } from '../../nearestName.ts';

/** The description of the data in an architecture of the family `table`. */
export interface OutcomeTable {
  /** The columns in their order. */
  readonly columns: readonly Column[];
  /** Names of those that are learned, if the others are only told. */
  readonly outcomes?: readonly string[];
}

interface Column {
  readonly name: string;
  readonly kind: 'real' | 'count' | 'binary' | 'category';
  readonly levels?: number | readonly string[];
}

/** The places of the columns that a question is about, and its treatments. */
interface Places {
  /** The place of the treatment. */
  readonly cause: number;
  /** The place of the outcome. */
  readonly effect: number;
  /** Names of the treatments. */
  readonly treatments: readonly string[];
  /** The place of the reference among them. */
  readonly base: number;
}

/** @throws ConfigError for a model of other data */
export function tableOf({ architecture }: { readonly architecture: object }): OutcomeTable {
  if (Array.isArray((architecture as Partial<OutcomeTable>).columns)) {
    return architecture as OutcomeTable;
  }
  throw new ConfigError('treatmentOutcomes takes models of the family "table"');
}

/**
 * Finds in a table what is asked for.
 * @throws ConfigError for a column or a reference that does not fit; the message starts with its role
 */
export function placesOf(
  { columns, outcomes }: OutcomeTable,
  {
    treatment,
    outcome,
    reference,
  }: { readonly treatment: string; readonly outcome: string; readonly reference?: string },
): Places {
  const cause = columnOf(columns, 'treatment', treatment, ['binary', 'category']);
  const effect = columnOf(columns, 'outcome', outcome, ['binary', 'real', 'count']);
  if (cause === effect) {
    throw new ConfigError(`outcome: the column "${outcome}" is the treatment: name another`);
  }
  if (outcomes?.includes(treatment)) {
    throw new ConfigError(
      `treatment: the column "${treatment}" is learned as an outcome: name one that the model is told`,
    );
  }
  if (outcomes && !outcomes.includes(outcome)) {
    throw new ConfigError(
      `outcome: the model is told the column "${outcome}" and does not learn it; it learns: ${outcomes.join(', ')}`,
    );
  }
  const treatments = levelNames(columns[cause] as Column);
  const base = reference === undefined ? 0 : treatments.indexOf(reference);
  if (base >= 0) return { cause, effect, treatments, base };
  throw new ConfigError(
    `reference: there is no treatment ${shown(reference)}${nearestName(reference ?? '', treatments)}; there are: ${treatments.join(', ')}`,
  );
}

/** @throws ConfigError unless tables have the same columns, of which the same are learned */
export function assertOneTable(tables: readonly OutcomeTable[]): void {
  const alike = (what: string, of: (table: OutcomeTable) => readonly unknown[]): void => {
    const [first = [], ...others] = tables.map(of);
    for (const [i, own] of others.entries()) {
      const place = Array.from({ length: Math.max(first.length, own.length) }).findIndex(
        (_, c) => JSON.stringify(own[c]) !== JSON.stringify(first[c]),
      );
      if (place < 0) continue;
      throw new ConfigError(
        `models of one table have the same ${what}, but number ${i + 2} has ${shown(own[place] ?? 'none')} where the first has ${shown(first[place] ?? 'none')}`,
      );
    }
  };
  alike('columns', ({ columns }) =>
    columns.map(({ name, kind, levels }) => ({ name, kind, levels })),
  );
  alike('outcomes', ({ outcomes = [] }) => outcomes.toSorted());
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
