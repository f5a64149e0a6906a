import { type SettingField, whole } from './settingFields.ts';

/** Settings of a dense model of images beside the page's own. */
export interface DenseSettings {
  /** Dimensions of z. */
  readonly latent: number;
  /** Units of each hidden layer. */
  readonly hidden: number;
  readonly epochs: number;
  /** Maximum number of training images. */
  readonly images: number;
}

export const DENSE_FIELDS: { readonly [K in keyof DenseSettings]: SettingField<DenseSettings[K]> } =
  {
    latent: whole(1, 256),
    hidden: whole(8, 2048),
    epochs: whole(1, 1000),
    images: whole(256, 1_000_000),
  };

/** On a software adapter so small that it trains within a minute or two. */
export function denseDefaults(latent: number, software: boolean): DenseSettings {
  return software
    ? { latent, hidden: 200, epochs: 8, images: 6400 }
    : { latent, hidden: 400, epochs: 10, images: 60_000 };
}

/** True if both settings define the same model; epochs and images may change between runs. */
export function sameDense(a: DenseSettings, b: DenseSettings): boolean {
  return a.latent === b.latent && a.hidden === b.hidden;
}
