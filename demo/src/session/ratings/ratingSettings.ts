import { type SettingField, whole } from '../settingFields.ts';

/** Settings of the next model of ratings. */
export interface RatingSettings {
  /** Dimensions of a user's code. */
  readonly latent: number;
  /** Units of the hidden layers. */
  readonly hidden: number;
  readonly epochs: number;
}

/** Small enough to train within a minute on a CPU. */
export const RATING_DEFAULTS: RatingSettings = { latent: 16, hidden: 100, epochs: 20 };

export const RATING_FIELDS: {
  readonly [K in keyof RatingSettings]: SettingField<RatingSettings[K]>;
} = { latent: whole(1, 512), hidden: whole(8, 2048), epochs: whole(1, 1000) };

/** True if both settings define the same model. */
export function sameRatings(a: RatingSettings, b: RatingSettings): boolean {
  return a.latent === b.latent && a.hidden === b.hidden;
}
