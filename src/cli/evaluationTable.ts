import type { Dataset } from '../data/dataset.ts';
import type { CollapseReport, LatentDiagnosis, Losses, NllEstimate } from '../index.ts';
import { alignedTable } from './table.ts';

/** The figures of a whole model, a line each with its unit. */
export function evaluationFigures(
  { name, rows }: Pick<Dataset, 'name' | 'rows'>,
  { elbo, reconstruction, kl }: Losses,
  { klPerDimension, activeUnits, mutualInformation, explainedVariance }: LatentDiagnosis,
): string {
  const { nats, marginalKl, ceiling, rows: subset } = mutualInformation;
  const lines: readonly (readonly [string, string])[] = [
    ['data', `${name}, ${rows} images`],
    ['ELBO', `${elbo.toFixed(3)} nats an image, the negative: lower is better`],
    ['reconstruction', `${reconstruction.toFixed(3)} nats an image`],
    ['KL', `${kl.toFixed(3)} nats an image`],
    ['active units', `${activeUnits} of ${klPerDimension.length}`],
    [
      'mutual information',
      `${nats.toFixed(3)} nats between image and code, of at most ${ceiling.toFixed(3)} ` +
        `(${subset} images)`,
    ],
    ['marginal KL', `${marginalKl.toFixed(3)} nats from the aggregate posterior to the prior`],
    ['explained', `${(100 * explainedVariance).toFixed(1)} % of the variance, by reconstructions`],
  ];
  const width = Math.max(...lines.map(([title]) => title.length));
  return lines.map(([title, value]) => `${title.padEnd(width)}  ${value}`).join('\n');
}

/** Every figure as one JSON object; `nll` where it was asked for. */
export function evaluationJson(
  { name, rows }: Pick<Dataset, 'name' | 'rows'>,
  losses: Losses,
  diagnosis: LatentDiagnosis,
  nll?: NllEstimate,
): string {
  const plain = {
    ...diagnosis,
    klPerDimension: [...diagnosis.klPerDimension],
    posteriorMeanVariance: [...diagnosis.posteriorMeanVariance],
  };
  return JSON.stringify({ data: { name, rows }, losses, diagnosis: plain, ...(nll && { nll }) });
}

type DimensionFigure = 'klPerDimension' | 'posteriorMeanVariance' | 'activeDimensions';

/** A line a latent dimension, the most telling first. */
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

/** The verdict, and what to try below it. */
export function collapseText({ level, message, advice }: CollapseReport): string {
  return [`collapse: ${level}, ${message}`, ...advice.map((line) => `  - ${line}`)].join('\n');
}
