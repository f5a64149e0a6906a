import { normalDraws, uniformDraws } from '../draws.ts';

/** A column of a table, as a model takes it. */
export interface ReadingColumn {
  readonly name: string;
  /** Follows numbers on the page. */
  readonly unit?: string;
  readonly kind: 'real' | 'count' | 'category';
  readonly levels?: readonly string[];
  readonly mean?: number;
  readonly deviation?: number;
}

/** Readings of machines, a row each. */
export interface ReadingSet {
  readonly name: string;
  readonly columns: readonly ReadingColumn[];
  /** `[rows, columns]`: usual rows to train on. */
  readonly train: Float32Array;
  /** Other usual rows, which set the limit. */
  readonly usual: Float32Array;
  /** New rows, some of them unusual. */
  readonly fresh: Float32Array;
  /** True for the new rows that were made unusual. */
  readonly odd: readonly boolean[];
}

const ROWS = { train: 800, usual: 300, fresh: 120 } as const;
/** One new row of so many is unusual. */
const ODD = 10;
const SEED = 5;

const MODES = ['idle', 'half load', 'full load'] as const;
/** Revolutions a minute in each mode. */
const SPEEDS = [0, 1200, 2400];

/**
 * Made readings. The mode sets the speed, the speed the temperature and the pressure, and the temperature the number of
 * warnings. Each value of an unusual row is a usual one, but one of them does not fit the others.
 */
export function sampleReadings(): ReadingSet {
  const uniform = uniformDraws(SEED);
  const { train, usual, fresh } = ROWS;
  const noise = normalDraws(4 * (train + usual + fresh), SEED);
  let place = 0;
  const normal = () => noise[place++] as number;
  const reading = (): number[] => {
    const mode = Math.floor(uniform() * MODES.length);
    const speed = Math.max(0, (SPEEDS[mode] as number) + 80 * normal());
    const temperature = 25 + speed / 50 + 2 * normal();
    const pressure = 1 + speed / 600 + 0.15 * normal();
    const warnings = Math.max(0, Math.round((temperature - 55) / 8 + 0.4 * normal()));
    return [mode, speed, temperature, pressure, warnings];
  };
  const rows = (count: number) => Array.from({ length: count }, reading);
  const known = { train: rows(train), usual: rows(usual) };
  const odd = Array.from({ length: fresh }, (_, row) => row % ODD === ODD / 2);
  const renewed = rows(fresh).map((own, row) =>
    odd[row] ? misfit(own, 1 + (Math.floor(row / ODD) % 4)) : own,
  );
  const flat = (all: readonly (readonly number[])[]) => Float32Array.from(all.flat());
  return {
    name: 'made readings of machines',
    columns: columnsOf(known.train),
    train: flat(known.train),
    usual: flat(known.usual),
    fresh: flat(renewed),
    odd,
  };
}

/** Values of a column in idle machines and in machines at full load. */
const ENDS: readonly (readonly [idle: number, full: number])[] = [
  [0, 2],
  [40, 2400],
  [26, 73],
  [1.1, 5],
  [0, 3],
];

/** A row one of whose values is that of the other end. */
function misfit(row: readonly number[], column: number): number[] {
  const [mode = 0] = row;
  const [idle, full] = ENDS[column] as readonly [number, number];
  return row.with(column, mode === 2 ? idle : full);
}

/** The scale of each column, from the rows to train on. */
function columnsOf(rows: readonly (readonly number[])[]): readonly ReadingColumn[] {
  const scale = (column: number, of: (value: number) => number) => {
    const values = rows.map((row) => of(row[column] as number));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(squares / values.length) };
  };
  const same = (value: number) => value;
  return [
    { name: 'mode', kind: 'category', levels: MODES },
    { name: 'speed', unit: 'rpm', kind: 'real', ...scale(1, same) },
    { name: 'temperature', unit: '°C', kind: 'real', ...scale(2, same) },
    { name: 'pressure', unit: 'bar', kind: 'real', ...scale(3, same) },
    { name: 'warnings', kind: 'count', ...scale(4, Math.log1p) },
  ];
}
