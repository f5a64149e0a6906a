import type { Dataset } from '../data/dataset.ts';
import type { CollapseReport, Figures, LatentDiagnosis, NllEstimate } from '../index.ts';
import { figureRows } from './figures.ts';
import { levelText } from './levels.ts';
import { IMAGE, type Noun } from './noun.ts';
import { alignedTable } from './table.ts';

/**
 * The figures of a whole model, one per line with its unit.
 * @param diagnosis for models that decode
 */
export function evaluationFigures(
  { name, rows }: Pick<Dataset, 'name' | 'rows'>,
  figures: Figures,
  diagnosis?: LatentDiagnosis,
  of: Noun = IMAGE,
): string {
  const lines = [
    ['data', `${name}, ${rows} ${of.many}`] as const,
    ...figureRows(figures, of),
    ...(diagnosis ? diagnosisRows(diagnosis, of) : []),
  ];
  const width = Math.max(...lines.map(([title]) => title.length));
  return lines.map(([title, value]) => `${title.padEnd(width)}  ${value}`).join('\n');
}

function diagnosisRows(
  {
    klPerDimension,
    activeUnits,
    levels = [],
    mutualInformation,
    explainedVariance,
  }: LatentDiagnosis,
  { one, many }: Noun,
): (readonly [title: string, value: string])[] {
  const { nats, marginalKl, ceiling, rows: subset } = mutualInformation;
  return [
    ['active units', `${activeUnits} of ${klPerDimension.length}`],
    ...levels.map((level, place) => [`level ${place + 1}`, levelText(level)] as const),
    [
      'mutual information',
      `${nats.toFixed(3)} nats between ${one} and code, of at most ${ceiling.toFixed(3)} ` +
        `(${subset} ${many})`,
    ],
    ['marginal KL', `${marginalKl.toFixed(3)} nats from the aggregate posterior to the prior`],
    ['explained', `${(100 * explainedVariance).toFixed(1)} % of the variance, by reconstructions`],
  ];
}

/**
 * All figures as one JSON object; `diagnosis` for models that decode, `nll` if it was requested.
 */
export function evaluationJson(
  { name, rows }: Pick<Dataset, 'name' | 'rows'>,
  losses: Figures,
  diagnosis: LatentDiagnosis | undefined,
  nll?: NllEstimate,
): string {
  const plain = diagnosis && {
    ...diagnosis,
    klPerDimension: [...diagnosis.klPerDimension],
    posteriorMeanVariance: [...diagnosis.posteriorMeanVariance],
  };
  return JSON.stringify({
    data: { name, rows },
    losses,
    ...(plain && { diagnosis: plain }),
    ...(nll && { nll }),
  });
}

type DimensionFigure = 'klPerDimension' | 'posteriorMeanVariance' | 'activeDimensions';

/** A table with one line per latent dimension, the most informative first. */
export function dimensionTable({
  klPerDimension,
  posteriorMeanVariance,
  activeDimensions,
}: Pick<LatentDiagnosis, DimensionFigure>): string {
  const order = [...klPerDimension.keys()].sort(
    (a, b) => (klPerDimension[b] as number) - (klPerDimension[a] as number),
  );
  return alignedTable(
    [
      { title: 'dimension' },
      { title: 'KL nats' },
      { title: 'variance of mean' },
      { title: '', left: true },
    ],
    order.map((j) => [
      String(j),
      (klPerDimension[j] as number).toFixed(4),
      (posteriorMeanVariance[j] as number).toFixed(4),
      activeDimensions[j] ? '' : 'inactive',
    ]),
  );
}

/** The collapse report with its advice below. */
export function collapseText({ level, message, advice }: CollapseReport): string {
  return [`collapse: ${level}, ${message}`, ...advice.map((line) => `  - ${line}`)].join('\n');
}
