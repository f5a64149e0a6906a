import type { Model } from '../families/model.ts';
import type { Figures } from '../index.ts';
import { IMAGE, type Noun } from './noun.ts';

const EVALUATION_DECIMALS = 3;

/** Display format of a figure. */
interface FigureText {
  readonly title: string;
  /** Heading of a chart; the title by default. */
  readonly heading?: string;
  readonly unit: string;
  /** Text after the unit. */
  readonly note?: string;
  /** Decimals in a line of progress. An evaluation shows at least {@link EVALUATION_DECIMALS}. */
  readonly decimals: number;
  /** Explanation for readers of a run, in whole lines. */
  readonly meaning?: string;
}

/**
 * Figures whose names are not self-explanatory. Models may report any figures; others are shown
 * under their names.
 */
const KNOWN: ReadonlyMap<string, (of: Noun) => FigureText> = new Map<
  string,
  (of: Noun) => FigureText
>([
  [
    'elbo',
    ({ a, one }) => ({
      title: 'ELBO',
      heading: 'Negative ELBO',
      unit: `nats ${a}`,
      note: ', the negative: lower is better',
      decimals: 2,
      meaning:
        `ELBO is the negative evidence lower bound in nats ${a}, lower is better: the sum of the reconstruction\n` +
        `error, -log p(x | z), and KL, how much the latent code tells about the ${one}.`,
    }),
  ],
  ['reconstruction', ({ a }) => ({ title: 'reconstruction', unit: `nats ${a}`, decimals: 2 })],
  ['kl', ({ a }) => ({ title: 'KL', unit: `nats ${a}`, decimals: 2 })],
  ['bound', ({ a }) => ({ title: 'bound', unit: `nats ${a}`, decimals: 2 })],
  ['crossEntropy', ({ a }) => ({ title: 'cross-entropy', unit: `nats ${a}`, decimals: 4 })],
  [
    'accuracy',
    ({ many }) => ({
      title: 'accuracy',
      heading: 'Accuracy',
      unit: `of the ${many}`,
      note: ', higher is better',
      decimals: 4,
      meaning: `Accuracy is the share of ${many} whose class the model tells, higher is better.`,
    }),
  ],
]);

/** Display format of a figure; an unknown figure is shown under its name. */
export function figureText(name: string, of: Noun = IMAGE): FigureText {
  return KNOWN.get(name)?.(of) ?? { title: name, unit: '', decimals: 4 };
}

/** A figure with its title: `ELBO 126.90`. */
function titled(name: string, figures: Figures): string {
  const { title, decimals } = figureText(name);
  return `${title} ${(figures[name] ?? Number.NaN).toFixed(decimals)}`;
}

/**
 * Figures in one line, sums with their parts: `ELBO 126.90 (reconstruction 100.00 + KL 26.90)`.
 * @param sums the figures that are sums, by name
 */
export function figuresLine(figures: Figures, sums: Model['figures']): string {
  const added = new Set(Object.entries(sums).flat(2));
  return [
    ...Object.entries(sums).map(([name, parts]) => {
      return `${titled(name, figures)} (${parts.map((part) => titled(part, figures)).join(' + ')})`;
    }),
    ...Object.keys(figures)
      .filter((name) => !added.has(name))
      .map((name) => titled(name, figures)),
  ].join(', ');
}

/** A title, and a value with its unit, for each figure in report order. */
export function figureRows(
  figures: Figures,
  of: Noun = IMAGE,
): (readonly [title: string, value: string])[] {
  return Object.entries(figures).map(([name, value]) => {
    const { title, unit, note = '', decimals } = figureText(name, of);
    const digits = Math.max(EVALUATION_DECIMALS, decimals);
    return [title, `${value.toFixed(digits)} ${unit}${note}`.trimEnd()];
  });
}
