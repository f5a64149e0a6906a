import type { CollapseReport, Figures, LatentDiagnosis, NllEstimate } from '../index.ts';
import { figureRows } from './figures.ts';
import { labelAccuracyText } from './labelModality.ts';
import { levelText } from './levels.ts';
import { IMAGE, type Noun } from './noun.ts';
import { lossOfTokens, tokenText } from './perplexity.ts';
import { meansOf, type RankingFigures } from './ranking.ts';
import type { RunRows } from './runData.ts';
import { alignedTable } from './table.ts';

/**
 * The figures of a whole model, one per line with its unit.
 */
export function evaluationFigures(
  data: RunRows,
  figures: Figures,
  { diagnosis, labelAccuracy }: Pick<OtherFigures, 'diagnosis' | 'labelAccuracy'> = {},
  of: Noun = IMAGE,
): string {
  const { name, rows } = data;
  const token = lossOfTokens(figures.elbo, data);
  const lines = [
    ['data', `${name}, ${rows} ${of.many}`] as const,
    ...figureRows(figures, of),
    ...(token ? [['token', tokenText(token)] as const] : []),
    ...(labelAccuracy === undefined
      ? []
      : [['accuracy', labelAccuracyText(labelAccuracy)] as const]),
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

/** Figures that only some models have. */
interface OtherFigures {
  /** Models that decode have it. */
  readonly diagnosis?: LatentDiagnosis | undefined;
  /** If it was requested. */
  readonly nll?: NllEstimate | undefined;
  /** Recommenders have it. */
  readonly ranking?: RankingFigures | undefined;
  /** The share of labels that are told from the image alone: multimodal models of images and labels have it. */
  readonly labelAccuracy?: number | undefined;
}

/** All figures as one JSON object, with `tokens` of sequences. */
export function evaluationJson(
  data: RunRows,
  losses: Figures,
  { diagnosis, nll, ranking, labelAccuracy }: OtherFigures = {},
): string {
  const plain = diagnosis && {
    ...diagnosis,
    klPerDimension: [...diagnosis.klPerDimension],
    posteriorMeanVariance: [...diagnosis.posteriorMeanVariance],
  };
  const { name, rows } = data;
  const elbo = lossOfTokens(losses.elbo, data);
  const ofNll = lossOfTokens(nll?.nll, data);
  return JSON.stringify({
    data: { name, rows },
    losses,
    ...(plain && { diagnosis: plain }),
    ...(nll && { nll }),
    ...(labelAccuracy !== undefined && { labelAccuracy }),
    ...(ranking && { ranking: meansOf(ranking) }),
    ...(elbo && { tokens: { elbo, ...(ofNll && { nll: ofNll }) } }),
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
