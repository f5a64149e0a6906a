/** Below this mean KL per row, in nats, the code carries a negligible amount of information. */
const NEGLIGIBLE_KL = 0.1;

/** Below this R², reconstructions are no better than a constant output. */
const NEGLIGIBLE_R2 = 0.02;

/**
 * `full`: the decoder ignores the code. `partial`: some dimensions are unused. `none`: all are
 * used.
 */
export type CollapseLevel = 'none' | 'partial' | 'full';

/** Degree of posterior collapse onto the prior, with a message and advice. */
export interface CollapseReport {
  /** How many dimensions collapsed: none, some or all. */
  readonly level: CollapseLevel;
  /** The same in words, with the figures that it follows from. */
  readonly message: string;
  /** Suggestions, the most promising first; empty if nothing is wrong. */
  readonly advice: readonly string[];
}

/** The measurements on which a report is based. */
export interface CollapseSigns {
  readonly latent: number;
  readonly activeUnits: number;
  /** Mean of KL(q(z | x) || p(z)) over the rows, in nats. */
  readonly kl: number;
  /** Share of the data's variance that reconstructions explain. */
  readonly explainedVariance: number;
}

const FULL_ADVICE = [
  'raise the weight of KL from 0 to 1 over the first epochs (KL annealing)',
  'leave every dimension some nats without penalty (free bits)',
  'lower beta, the weight of KL',
  'make the decoder weaker: fewer or narrower hidden layers',
  'train longer or with another learning rate, in case training has only begun',
];

const UNUSED_ADVICE = ['train longer', 'try another learning rate, or a wider decoder'];

const PARTIAL_ADVICE = [
  'nothing, if reconstructions are good: dimensions that the data do not need stay unused',
  'fewer latent dimensions give the same model in less time',
  'to use more of them: KL annealing, free bits, or a lower beta',
];

/**
 * Detects posterior collapse by three measurements. `full`: no unit is active, or the mean KL per
 * row is below 0.1 nats and the reconstructions explain less than 2 % of the variance, as a
 * constant output would. `partial`: some units are not active. If all units are active but the
 * reconstructions explain that little, training has only begun, and the report says so. Sources:
 * Bowman et al., "Generating sentences from a continuous space", 2015 (collapse, annealing); Kingma
 * et al., "Improved variational inference with inverse autoregressive flow", 2016 (free bits);
 * Burda et al., 2015 (active units).
 */
export function collapseReport(signs: CollapseSigns): CollapseReport {
  const { latent, activeUnits, kl, explainedVariance } = signs;
  const figures =
    `${activeUnits} of ${latent} latent dimensions are active, KL is ${kl.toFixed(3)} nats a row, ` +
    `reconstructions explain ${(100 * explainedVariance).toFixed(1)} % of the variance`;
  const ignored = kl < NEGLIGIBLE_KL && explainedVariance < NEGLIGIBLE_R2;
  if (activeUnits === 0 || ignored) {
    const message = `the posterior collapsed: the decoder ignores the code (${figures})`;
    return { level: 'full', message, advice: FULL_ADVICE };
  }
  if (activeUnits < latent) {
    const message = `some latent dimensions are unused (${figures})`;
    return { level: 'partial', message, advice: PARTIAL_ADVICE };
  }
  if (explainedVariance < NEGLIGIBLE_R2) {
    const message = `no collapse, but the decoder does not use the code yet (${figures})`;
    return { level: 'none', message, advice: UNUSED_ADVICE };
  }
  return { level: 'none', message: `no collapse (${figures})`, advice: [] };
}
