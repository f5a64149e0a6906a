import {
  ADAPTERS,
  ANNEALING,
  BACKENDS,
  HIDDEN_TAB,
  LIKELIHOODS,
  MODEL_NAMES,
  type Settings,
} from './settings.ts';

/** Parses and formats one setting in a link or a control. */
export interface SettingField<T> {
  /** Description of the valid values. */
  readonly wanted: string;
  /** Undefined for invalid text. */
  parse(text: string): T | undefined;
  format(value: T): string;
}

/** All settings; the names are also the names in links. */
export const SETTING_FIELDS: { readonly [K in keyof Settings]: SettingField<Settings[K]> } = {
  model: oneOf(MODEL_NAMES),
  latent: whole(1, 256),
  hidden: widths(),
  batchSize: whole(8, 4096),
  learningRate: amount(1e-6, 1),
  beta: amount(0, 100),
  annealing: oneOf(ANNEALING),
  likelihood: oneOf(LIKELIHOODS),
  seed: whole(0, 2 ** 32 - 1),
  epochs: whole(1, 1000),
  images: whole(256, 1_000_000),
  backend: oneOf(BACKENDS),
  adapter: oneOf(ADAPTERS),
  hiddenTab: oneOf(HIDDEN_TAB),
};

export const SETTING_NAMES = Object.keys(SETTING_FIELDS) as readonly (keyof Settings)[];

/** A whole number from `low` to `high`. */
export function whole(low: number, high: number): SettingField<number> {
  return {
    wanted: `a whole number from ${low} to ${high}`,
    parse: (text) => inRange(Number.isInteger(numberOf(text)) ? numberOf(text) : NaN, low, high),
    format: String,
  };
}

function amount(low: number, high: number): SettingField<number> {
  return {
    wanted: `a number from ${low} to ${high}`,
    parse: (text) => inRange(numberOf(text), low, high),
    format: String,
  };
}

function oneOf<T extends string>(values: readonly T[]): SettingField<T> {
  return {
    wanted: values.join(' or '),
    parse: (text) => values.find((value) => value === text),
    format: (value) => value,
  };
}

/** `400` or `512-256`. */
function widths(): SettingField<readonly number[]> {
  const width = whole(1, 4096);
  return {
    wanted: 'one to four widths from 1 to 4096, such as 400 or 512-256',
    parse(text) {
      const parsed = text.split('-').map((part) => width.parse(part));
      const complete = parsed.filter((each) => each !== undefined);
      return complete.length === parsed.length && parsed.length <= 4 ? complete : undefined;
    },
    format: (value) => value.join('-'),
  };
}

/** NaN for text that is not a number; Number('') would be 0. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function inRange(value: number, low: number, high: number): number | undefined {
  return value >= low && value <= high ? value : undefined;
}
