import type { Model, ReportedTerm } from '../families/model.ts';
import { runsIn } from '../graph/plan.ts';

/** Figures of a model by name, such as the means of its loss terms. */
export type Figures = Readonly<Record<string, number>>;

/**
 * Losses of a VAE in nats per example (summed over columns or latent dimensions, averaged over
 * rows). `elbo` is the negative evidence lower bound, a loss: reconstruction + kl, smaller is
 * better. Models of other families have other figures, named by their family.
 */
export interface Losses extends Figures {
  /** reconstruction + kl, in nats. */
  readonly elbo: number;
  /** -log p(x | z); for a Bernoulli likelihood the binary cross-entropy. */
  readonly reconstruction: number;
  /** The closed form; with an importance-weighted bound, log q(z | x) - log p(z). */
  readonly kl: number;
}

/** Names that map the sums of a program to figures. */
export interface FigureNames {
  readonly figures: Model['figures'];
  readonly terms: readonly ReportedTerm[];
}

/** Averages the sums of batches over their rows. */
export class LossMeter {
  readonly #names: FigureNames;
  readonly #sums: { sum: number; rows: number }[];
  #rows = 0;

  constructor(names: FigureNames) {
    this.#names = names;
    this.#sums = names.terms.map(() => ({ sum: 0, rows: 0 }));
  }

  /**
   * @param sums of the terms over the rows of one batch, in term order
   * @param step of the batch, from 1; terms that do not run in this step are not counted
   */
  add(rows: number, sums: readonly number[], step = 1): void {
    this.#rows += rows;
    for (const [i, term] of this.#names.terms.entries()) {
      const total = this.#sums[i];
      if (!total || !runsIn(step, term)) continue;
      total.sum += sums[i] ?? Number.NaN;
      total.rows += rows;
    }
  }

  get rows(): number {
    return this.#rows;
  }

  /** Sums of terms first, then the terms: means over the rows for which they were computed. */
  mean(): Losses {
    const { figures, terms } = this.#names;
    const means = terms.map(({ name }, i) => {
      const { sum, rows } = this.#sums[i] ?? { sum: Number.NaN, rows: 1 };
      return [name, sum / rows] as const;
    });
    const byName = new Map(means);
    const sums = Object.entries(figures).map(([name, parts]) => {
      return [
        name,
        parts.reduce((sum, part) => sum + (byName.get(part) ?? Number.NaN), 0),
      ] as const;
    });
    return Object.fromEntries([...sums, ...means]) as Figures as Losses;
  }
}
