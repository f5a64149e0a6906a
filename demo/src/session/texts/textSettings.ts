import { type SettingField, whole } from '../settingFields.ts';

/** The models of texts that the page offers: a VAE of sentences, or a topic model. */
export const TEXT_KINDS = ['sequence', 'topics'] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

/** Settings of the next model of texts. */
export interface TextSettings {
  readonly kind: TextKind;
  /** Dimensions of a sentence's code. */
  readonly latent: number;
  /** Units of the recurrent state of a model of sentences. */
  readonly hidden: number;
  /** Number of topics of a topic model. */
  readonly topics: number;
  readonly epochs: number;
}

/** Epochs in which each kind learns the sample. */
const EPOCHS: Readonly<Record<TextKind, number>> = { sequence: 20, topics: 30 };

/** Small enough to train within a minute or two on a CPU. */
export const TEXT_DEFAULTS: TextSettings = {
  kind: 'sequence',
  latent: 16,
  hidden: 64,
  topics: 5,
  epochs: EPOCHS.sequence,
};

/** A kind with what comes with the choice of it. */
export function usualTexts(kind: TextKind): Pick<TextSettings, 'kind' | 'epochs'> {
  return { kind, epochs: EPOCHS[kind] };
}

export const TEXT_FIELDS = {
  latent: whole(1, 128),
  hidden: whole(8, 512),
  topics: whole(2, 50),
  epochs: whole(1, 1000),
} as const satisfies Record<string, SettingField<number>>;

/** The settings that define a model of each kind. Annealing depends on the length of training. */
const DEFINING = {
  sequence: ['kind', 'latent', 'hidden', 'epochs'],
  topics: ['kind', 'topics'],
} as const satisfies Record<TextKind, readonly (keyof TextSettings)[]>;

/** True if both settings define the same model. */
export function sameTextModel(a: TextSettings, b: TextSettings): boolean {
  return DEFINING[a.kind].every((name) => a[name] === b[name]);
}
