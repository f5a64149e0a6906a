import type { Model } from '../families/model.ts';
import { nounOfModel } from './dataForm.ts';
import type { DimensionFigures } from './judgeDimensions.ts';
import type { ImageFigures } from './judgeImages.ts';
import type { GroupFigures, LabelFigures, ModelFigures } from './judgeModel.ts';
import type { RunsFigures } from './judgeRuns.ts';
import type { RegretFigures, UnusualFigures } from './judgeScores.ts';
import type { Noun } from './noun.ts';
import { alignedTable } from './table.ts';

type Line = readonly [title: string, words: string];

/** The figures of a model in words, each with what it means. */
export function modelText(
  checkpoint: string,
  figures: ModelFigures,
  { architecture }: Pick<Model, 'architecture'>,
): string {
  const noun = nounOfModel(architecture);
  const lines = [
    [
      'model',
      `${checkpoint}, on ${figures.rows.train} training and ${figures.rows.test} test ${noun.many}`,
    ],
    ...codeLines(figures),
    ...(figures.images ? imageLines(figures.images) : []),
    ...scoreLines(figures, noun),
    ['membership', membershipWords(figures, noun)],
    ...(figures.labels ? labelLines(figures.labels, noun) : []),
  ] as const satisfies readonly Line[];
  return lines.map(([title, words]) => `${title.padEnd(12)}${words}`).join('\n');
}

function codeLines({
  latent,
  activeUnits,
  intrinsicDimension,
  totalCorrelation: { gaussian, sampled },
  prior,
}: ModelFigures): readonly Line[] {
  const tc =
    sampled === undefined
      ? `${gaussian.toFixed(2)} nats of the codes as if normal`
      : `${sampled.toFixed(2)} nats by sampling, ${gaussian.toFixed(2)} of the means as if normal`;
  return [
    ['codes', `${activeUnits} of ${latent} dimensions in use${surfaceWords(intrinsicDimension)}`],
    ['dependence', `total correlation ${tc}; 0 where dimensions are independent`],
    ...(prior
      ? ([
          [
            'prior',
            `a classifier tells codes from draws of the prior in ${share(prior.classifier.accuracy)} of cases (50 % if they are alike, ${chance(prior.classifier.pValue)}); squared MMD ${prior.discrepancy.squared.toExponential(1)}`,
          ],
        ] as const)
      : []),
  ];
}

function surfaceWords(estimates: ModelFigures['intrinsicDimension']): string {
  if (!estimates) return '';
  const { twoNearest, likelihood } = estimates;
  const [least, most] = [Math.min(twoNearest, likelihood), Math.max(twoNearest, likelihood)];
  return `; by the distances of neighbours they lie on a surface of ${least.toFixed(1)} to ${most.toFixed(1)} dimensions`;
}

function imageLines({ dimensions, complexity, memorisation }: ImageFigures): readonly Line[] {
  return [
    ['explained', explainedWords(dimensions)],
    [
      'complexity',
      `the loss and the compressed length of an image have a rank correlation of ${complexity.toFixed(2)}; near 1 the loss says how complex an image is, more than how unusual`,
    ],
    ...(memorisation
      ? ([
          [
            'copies',
            `${share(memorisation.nearerToTrain)} of samples lie nearer to a training image than to a test image (50 % without memorisation, ${chance(memorisation.pValue)})`,
          ],
        ] as const)
      : []),
  ];
}

/** `78.0 % of the variance by reconstructions from all 20 dimensions; half of what they gain by 4 of them`. */
function explainedWords({ kept }: DimensionFigures): string {
  const [none, all] = [kept[0], kept.at(-1)].map((each) => each?.explained ?? 0) as [
    number,
    number,
  ];
  const by = (part: number): number =>
    kept.find(({ explained }) => explained - none >= part * (all - none))?.dimensions.length ?? 0;
  const gain =
    all > none
      ? `; half of what they gain by ${by(0.5)} of them, nine tenths by ${by(0.9)}, the most informative first`
      : '';
  return `${share(all)} of the variance by reconstructions from all ${kept.at(-1)?.dimensions.length} dimensions of the means, ${share(none)} from none${gain}`;
}

function scoreLines({ regret, unusual }: ModelFigures, { a, many }: Noun): readonly Line[] {
  return [
    ...(regret
      ? ([
          [
            'regret',
            `the posterior that is best for ${a} itself gains ${regret.mean.toFixed(2)} nats over the encoder's on average, by ${regret.rows} of them; ${regretTail(regret)}`,
          ],
        ] as const)
      : []),
    ...(unusual
      ? ([
          [
            'unusual',
            `${unusual.rows} other ${many} are told from test ${many} with an AUC of ${aucWords(unusual)} (1 always, 0.5 by chance, less where they seem more usual)`,
          ],
        ] as const)
      : []),
  ];
}

const regretTail = ({ complexity }: RegretFigures): string =>
  complexity === undefined
    ? '0 where the encoder cannot do better'
    : `its rank correlation with the compressed length is ${complexity.toFixed(2)}`;

const aucWords = ({ loss, complexity, regret, refined }: UnusualFigures): string =>
  [
    `${loss.toFixed(3)} by the loss`,
    ...(complexity === undefined
      ? []
      : [`${complexity.toFixed(3)} by the loss less the compressed length`]),
    ...(regret === undefined ? [] : [`${regret.toFixed(3)} by the regret of the first ${refined}`]),
  ].join(', ');

function membershipWords({ membership: { auc, advantage } }: ModelFigures, { many }: Noun): string {
  return `losses tell training from test ${many} with an AUC of ${auc.toFixed(3)} (0.5 tells nothing); one threshold gains at most ${share(advantage)}`;
}

function labelLines(
  { classes, probe, neighbours, kMeans, clusters }: LabelFigures,
  { many }: Noun,
): readonly Line[] {
  return [
    [
      'labels',
      `of ${classes} classes a linear probe tells ${share(probe.accuracy)} of the test ${many} (${share(probe.trainAccuracy)} of those it saw), a vote of neighbours ${share(neighbours)}`,
    ],
    ['groups', `${kMeans.groups} k-means clusters of the codes: ${groupWords(kMeans)}`],
    ...(clusters
      ? ([['clusters', `${clusters.groups} of the model: ${groupWords(clusters)}`]] as const)
      : []),
  ];
}

const groupWords = (figures: GroupFigures): string =>
  `NMI ${figures.normalizedMutualInformation.toFixed(3)}, ARI ${figures.adjustedRandIndex.toFixed(3)} with the classes (1 is the same grouping)`;

/** A table of pairs of runs, and the score of each. */
export function runsText(
  checkpoints: readonly string[],
  { pairs, disentanglementRanking }: RunsFigures,
): string {
  const table = alignedTable(
    [
      { title: 'runs' },
      { title: 'CKA' },
      { title: 'Procrustes' },
      { title: 'neighbours' },
      ...(disentanglementRanking ? [{ title: 'UDR' }] : []),
    ],
    pairs.map(({ models: [a, b], ...figures }) => [
      `${a + 1}, ${b + 1}`,
      figures.linearCka.toFixed(3),
      figures.procrustesDistance.toFixed(3),
      figures.neighbourAgreement.toFixed(3),
      ...(disentanglementRanking ? [disentanglementRanking.pairs[a]?.[b]?.toFixed(3) ?? ''] : []),
    ]),
  );
  const meaning =
    'CKA and neighbours: 1 for the same codes up to rotation and scale; Procrustes: 0 for those.';
  if (!disentanglementRanking) return `${table}\n${meaning}`;
  const { scores } = disentanglementRanking;
  const best = scores.indexOf(Math.max(...scores));
  return [
    table,
    `${meaning} UDR: 1 where dimensions match one to one.`,
    `UDR of each run: ${scores.map((score) => score.toFixed(3)).join(', ')}; the others agree most with ${checkpoints[best]}.`,
  ].join('\n');
}

const share = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** How likely a figure is by chance. */
const chance = (probability: number): string =>
  probability < 0.001 ? 'by chance below 1 in 1000' : `p = ${probability.toFixed(3)}`;
