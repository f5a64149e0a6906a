import type { OutcomeInterval, TreatmentOutcomes } from '../evaluation/index.ts';
import { alignedTable } from './table.ts';
import type { TableLines } from './tableText.ts';

/** A line a row and treatment, the names of the columns first. */
export function outcomeRows({ treatments, outcome, change }: TreatmentOutcomes): TableLines {
  const titles = [
    'row',
    'treatment',
    'outcome',
    'low',
    'high',
    'change',
    'change low',
    'change high',
  ];
  const lines = Array.from(outcome.mean, (_, i) => [
    `${Math.floor(i / treatments.length)}`,
    treatments[i % treatments.length] ?? '',
    ...endsOf(outcome, i).map(decimal),
    ...endsOf(change, i).map(decimal),
  ]);
  return [titles, ...lines];
}

/** The means of all rows under each treatment. */
export function outcomeSummary(
  { treatments, meanOutcome, meanChange, outcome }: TreatmentOutcomes,
  { name, treatment, level }: { name: string; treatment: string; level: number },
): string {
  const share = `${Number((100 * level).toPrecision(3))} %`;
  const interval = (of: OutcomeInterval, i: number): string[] => {
    const [mean = '', low = '', high = ''] = endsOf(of, i).map(decimal);
    return [mean, `${low} to ${high}`];
  };
  const columns = [
    { title: treatment, left: true },
    ...[{ title: name }, { title: share }, { title: 'change' }, { title: share }],
  ];
  const lines = treatments.map((own, i) => [
    own,
    ...interval(meanOutcome, i),
    ...interval(meanChange, i),
  ]);
  const rows = outcome.mean.length / treatments.length;
  return `if all ${rows} rows had one treatment:\n${alignedTable(columns, lines)}`;
}

const endsOf = ({ mean, low, high }: OutcomeInterval, i: number): number[] =>
  [mean, low, high].map((values) => values[i] as number);

const decimal = (value: number): string => String(Number(value.toPrecision(4)));
