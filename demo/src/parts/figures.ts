import { losses } from './format.ts';

/** Name, unit and number format of a model's figure. */
interface Shown {
  readonly name: string;
  /** A share from 0 to 1; any other is a loss in nats an image. */
  readonly share?: boolean;
}

/** Figures by the names of the library, in the words of the field. */
const KNOWN: Readonly<Partial<Record<string, Shown>>> = {
  elbo: { name: '−ELBO' },
  reconstruction: { name: 'Reconstruction' },
  kl: { name: 'KL' },
  real: { name: 'Data' },
  fakeSample: { name: 'Samples' },
  foolSample: { name: 'Decoder' },
  crossEntropy: { name: 'Cross-entropy' },
  accuracy: { name: 'Accuracy', share: true },
};

/** Others keep their names; `kl2` of a hierarchy is `KL 2`. */
export function figureName(figure: string): string {
  return KNOWN[figure]?.name ?? figure.replace(/^kl(?=\d+$)/, 'KL ');
}

export function isShare(figure: string): boolean {
  return KNOWN[figure]?.share ?? false;
}

/** Nats to the hundredth, or a share in percent. */
export function figureText(figure: string, value = Number.NaN): string {
  return isShare(figure) && Number.isFinite(value) ? percent(value) : losses(value);
}

/** `97.3 %` */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
