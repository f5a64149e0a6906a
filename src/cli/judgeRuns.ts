import {
  type DisentanglementRanking,
  disentanglementRanking,
  linearCka,
  neighbourAgreement,
  procrustesDistance,
} from '../evaluation/index.ts';
import type { JudgedModel } from './judgeModel.ts';

/** Two models, by their places, and how alike their codes of the test rows are. */
interface PairFigures {
  readonly models: readonly [number, number];
  readonly linearCka: number;
  readonly procrustesDistance: number;
  readonly neighbourAgreement: number;
}

/** Models beside each other. */
export interface RunsFigures {
  readonly pairs: readonly PairFigures[];
  /** Only of models of one architecture. */
  readonly disentanglementRanking?: DisentanglementRanking;
}

/** Compares the codes of several models for the same test rows. */
export function judgeRuns(judged: readonly JudgedModel[]): RunsFigures {
  const architectures = judged.map(({ architecture }) => JSON.stringify(architecture));
  const runs = judged.map(({ codes, active }) => ({ ...codes, active }));
  return {
    pairs: judged.flatMap(({ codes, figures }, i) =>
      judged.slice(i + 1).map(({ codes: others }, step) => ({
        models: [i, i + step + 1] as const,
        linearCka: linearCka(codes, others),
        procrustesDistance: procrustesDistance(codes, others),
        neighbourAgreement: neighbourAgreement(codes, others, Math.min(10, figures.rows.test - 1)),
      })),
    ),
    ...(new Set(architectures).size === 1 && {
      disentanglementRanking: disentanglementRanking(runs),
    }),
  };
}
