import {
  assertInRange,
  FRACTION,
  knownFields,
  oneOf,
  POSITIVE,
  wholeNumber,
} from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import type { LayerChoice } from '../../layers/registry.ts';
import { meantName } from '../../synonyms.ts';
import { assertWidths } from '../../widths.ts';
import { assertColumnNames } from '../columnNames.ts';
import type { Architecture } from '../model.ts';
import { columnCount } from '../sizes.ts';
import type { VaeArchitectureChoice } from '../vae/architecture.ts';

/** A topic model: counts of words in, shares of topics as the code. */
export interface TopicsArchitecture extends Architecture {
  readonly family: 'topics';
  /** Number of words, as the shape of a row. */
  readonly input: readonly [number];
  /**
   * How topics make words. `prodLda`: a product of experts of the topics' shares. `nvdm`: of a Gaussian code without softmax.
   */
  readonly kind: 'prodLda' | 'nvdm';
  /** Number of topics. */
  readonly topics: number;
  /** Widths of the encoder's layers. */
  readonly hidden: readonly number[];
  /**
   * p(z) of the codes whose softmax is the shares, for `prodLda` alone: nearly a Dirichlet distribution of the shares, or
   * N(0, I).
   */
  readonly prior?: 'dirichlet' | 'standardNormal';
  /** Concentration of the Dirichlet prior, and of no other; below 1 a document has few topics. */
  readonly concentration?: number;
  /** Share of the encoder's values and of the topics that training drops, for `prodLda` alone. */
  readonly dropout?: number;
  /** The words in the order of the columns; a checkpoint keeps them. */
  readonly words?: readonly string[];
}

/** A topic model with optional fields. */
export interface TopicsArchitectureChoice {
  /** Names the family. */
  readonly family: 'topics';
  /** Number of words; by default that of `words`. */
  readonly input?: number | readonly number[];
  /** `prodLda` by default. */
  readonly kind?: TopicsArchitecture['kind'];
  /** Number of topics; 20 by default. */
  readonly topics?: number;
  /** Widths of the encoder's layers; `[100, 100]` by default. */
  readonly hidden?: readonly number[];
  /** p(z) of the codes of `prodLda`; `dirichlet` by default. */
  readonly prior?: 'dirichlet' | 'standardNormal';
  /** Concentration of the Dirichlet prior; 1 by default. */
  readonly concentration?: number;
  /** Share of values that training drops; 0.2 by default. */
  readonly dropout?: number;
  /** The words in the order of the columns. None by default. */
  readonly words?: readonly string[];
}

const FIELDS = [
  'family',
  'input',
  'kind',
  'topics',
  'hidden',
  'prior',
  'concentration',
  'dropout',
  'words',
] as const;

/**
 * Fills in the defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export function resolveTopics(choice: TopicsArchitectureChoice): TopicsArchitecture {
  const given: TopicsArchitectureChoice = dropUndefined(choice);
  knownFields('a topics', given, FIELDS, meantName);
  const {
    words,
    input = words?.length ?? 2000,
    kind = 'prodLda',
    topics = 20,
    hidden = [100, 100],
    prior = 'dirichlet',
    concentration = 1,
    dropout = 0.2,
  } = given;
  const useless = (['prior', 'concentration', 'dropout'] as const).find(
    (name) => given[name] !== undefined,
  );
  if (kind === 'nvdm' && useless) {
    throw new ConfigError(`${useless} is an option of the kind "prodLda"; leave it out of "nvdm"`);
  }
  const columns = columnCount(input);
  assertInRange('kind', oneOf(['prodLda', 'nvdm']), kind);
  assertInRange('topics', wholeNumber(2), topics);
  assertWidths(hidden);
  assertInRange('prior', oneOf(['dirichlet', 'standardNormal']), prior);
  if (prior !== 'dirichlet' && given.concentration !== undefined) {
    throw new ConfigError(
      `concentration is an option of the prior "dirichlet"; leave it out of "${prior}"`,
    );
  }
  assertInRange('concentration', POSITIVE, concentration);
  assertInRange('dropout', FRACTION, dropout);
  if (words !== undefined) assertColumnNames('words', words, columns);
  return {
    family: 'topics',
    input: [columns],
    kind,
    topics,
    hidden,
    ...(kind === 'prodLda' && {
      prior,
      ...(prior === 'dirichlet' && { concentration }),
      dropout,
    }),
    ...(words && { words }),
  };
}

/**
 * The topic model as a VAE. Sources: Srivastava & Sutton, "Autoencoding variational inference for
 * topic models", 2017, of `prodLda`; Miao, Yu & Blunsom, "Neural variational inference for text
 * processing", 2016, of `nvdm`.
 */
export function asVae(architecture: TopicsArchitecture): VaeArchitectureChoice {
  const { input, kind, topics, hidden, prior, concentration = 1, dropout: rate = 0 } = architecture;
  const dense = (activation: string): LayerChoice[] =>
    hidden.map((units) => ({ kind: 'dense', units, activation }));
  const shared = { family: 'vae', input, likelihood: 'multinomial', normalizeInput: true } as const;
  if (kind === 'nvdm') return { ...shared, encoder: dense('relu'), latent: topics, decoder: [] };
  const [words] = input;
  return {
    ...shared,
    encoder: [...dense('softplus'), { kind: 'dropout', rate }],
    latent:
      prior === 'standardNormal'
        ? topics
        : { size: topics, prior: { kind: 'dirichlet', concentration } },
    // Without batch normalization all topics soon say the same.
    decoder: [
      { kind: 'softmax' },
      { kind: 'dropout', rate },
      { kind: 'dense', units: words, activation: 'identity' },
      { kind: 'batchNorm', affine: false },
    ],
    output: { kind: 'activation' },
  };
}
