import { type SettingField, whole } from '../settingFields.ts';

/** Settings of the next model of readings. */
export interface ReadingSettings {
  /** Dimensions of a row's code. */
  readonly latent: number;
  /** Units of the hidden layers. */
  readonly hidden: number;
  readonly epochs: number;
}

/** Small enough to train within half a minute on a CPU. */
export const READING_DEFAULTS: ReadingSettings = { latent: 2, hidden: 32, epochs: 60 };

export const READING_FIELDS: {
  readonly [K in keyof ReadingSettings]: SettingField<ReadingSettings[K]>;
} = { latent: whole(1, 64), hidden: whole(8, 512), epochs: whole(1, 1000) };

/** True if both settings define the same model. */
export function sameReadings(a: ReadingSettings, b: ReadingSettings): boolean {
  return a.latent === b.latent && a.hidden === b.hidden;
}
