import {
  assertInRange,
  BOOLEAN,
  FRACTION,
  knownFields,
  oneOf,
  shown,
  wholeNumber,
} from '../../checks.ts';
import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { type LayerChoice, loadLayerKinds } from '../../layers/registry.ts';
import { meantName } from '../../synonyms.ts';
import { SPECIAL_NAMES, SPECIAL_TOKENS, TOKENIZERS, type Tokenizer } from '../../text/tokens.ts';
import type { Architecture } from '../model.ts';
import { type LatentChoice, loadLatentKinds, resolveLatent } from '../vae/architecture.ts';
import type { Latent } from '../vae/latent.ts';

/** A VAE of sequences of tokens: a recurrent encoder, one code a sequence, and a recurrent decoder. */
export interface SequenceArchitecture extends Architecture {
  readonly family: 'sequence';
  /** Tokens of a row, with the end and its padding. */
  readonly length: number;
  /** Number of tokens: 0 is the end of a sequence, 1 its begin, 2 any token that is not known. */
  readonly vocabulary: number;
  /** Kind of the recurrent units. */
  readonly unit: 'gru' | 'lstm';
  /** Values of a token's vector, in the encoder's table and in the decoder's. */
  readonly embedding: number;
  /** Units of a state. */
  readonly hidden: number;
  /** Recurrent layers of encoder and decoder, each on the outputs of the one before. */
  readonly layers: number;
  /** The encoder also reads from the end. */
  readonly bidirectional: boolean;
  /** The latent code. */
  readonly latent: Latent;
  /** Share of the tokens that training hides from the decoder. */
  readonly wordDropout: number;
  /** The tokens in the order of their numbers; a checkpoint keeps them. */
  readonly tokens?: readonly string[];
  /** How texts were cut into `tokens`. */
  readonly tokenizer?: Tokenizer;
}

/** Encoder and decoder of sequences, whatever the code between them. */
export type SequenceNetworks = Omit<SequenceArchitecture, 'latent'>;

/** A VAE of sequences with optional fields. */
export interface SequenceArchitectureChoice {
  /** Names the family. */
  readonly family: 'sequence';
  /** Tokens of a row, with the end and its padding; 32 by default. */
  readonly length?: number;
  /** Number of tokens; by default that of `tokens`, else 4,000. */
  readonly vocabulary?: number;
  /** Kind of the recurrent units; `gru` by default. */
  readonly unit?: SequenceArchitecture['unit'];
  /** Values of a token's vector; 128 by default. */
  readonly embedding?: number;
  /** Units of a state; 256 by default. */
  readonly hidden?: number;
  /** Recurrent layers of encoder and decoder; 1 by default. */
  readonly layers?: number;
  /** The encoder also reads from the end; false by default. */
  readonly bidirectional?: boolean;
  /** The latent code, or its dimensions; 32 by default. */
  readonly latent?: number | LatentChoice;
  /** Share of the tokens that training hides from the decoder; 0 by default. */
  readonly wordDropout?: number;
  /** The tokens in the order of their numbers, the three special ones first. None by default. */
  readonly tokens?: readonly string[];
  /** How texts were cut into `tokens`; `words` by default where there are tokens. */
  readonly tokenizer?: Tokenizer;
}

const FIELDS = [
  'family',
  'length',
  'vocabulary',
  'unit',
  'embedding',
  'hidden',
  'layers',
  'bidirectional',
  'latent',
  'wordDropout',
  'tokens',
  'tokenizer',
] as const;

/** Numbers that f32 holds exactly. */
const MOST_TOKENS = 2 ** 24;

/**
 * Loads the kinds that an architecture names, and fills in its defaults.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function resolveSequence(
  choice: SequenceArchitectureChoice,
): Promise<SequenceArchitecture> {
  const given: SequenceArchitectureChoice = dropUndefined(choice);
  knownFields('a sequence', given, FIELDS, meantName);
  const {
    tokens,
    length = 32,
    vocabulary = tokens?.length ?? 4000,
    unit = 'gru',
    embedding = 128,
    hidden = 256,
    layers = 1,
    bidirectional = false,
    latent = 32,
    wordDropout = 0,
    tokenizer = tokens && 'words',
  } = given;
  assertInRange('length', wholeNumber(1), length);
  assertInRange('vocabulary', wholeNumber(SPECIAL_TOKENS + 1, MOST_TOKENS), vocabulary);
  assertInRange('unit', oneOf(['gru', 'lstm']), unit);
  for (const [name, size] of Object.entries({ embedding, hidden, layers })) {
    assertInRange(name, wholeNumber(1), size);
  }
  assertInRange('bidirectional', BOOLEAN, bidirectional);
  assertInRange('wordDropout', FRACTION, wordDropout);
  if (tokens !== undefined) assertTokens(tokens, vocabulary);
  if (tokenizer !== undefined) {
    assertInRange('tokenizer', oneOf(TOKENIZERS), tokenizer);
  }
  const sizes = { length, vocabulary, unit, embedding, hidden, layers, bidirectional };
  await Promise.all([loadLatentKinds(latent), loadLayerKinds('encoder', encoderLayers(sizes))]);
  return {
    family: 'sequence',
    ...sizes,
    latent: resolveLatent(latent),
    wordDropout,
    ...(tokens && { tokens }),
    ...(tokenizer && { tokenizer }),
  };
}

/** @throws ConfigError for anything but one text a token */
function assertTokens(tokens: unknown, vocabulary: number): void {
  if (!Array.isArray(tokens) || tokens.some((token) => typeof token !== 'string')) {
    throw new ConfigError(`tokens must be a list of texts, got ${shown(tokens)}`);
  }
  if (SPECIAL_NAMES.some((name, number) => tokens[number] !== name)) {
    throw new ConfigError(
      `tokens must begin with ${SPECIAL_NAMES.join(', ')}, as those of buildVocabulary do, got ${shown(tokens.slice(0, 3))}`,
    );
  }
  if (new Set(tokens).size < tokens.length) {
    throw new ConfigError('tokens names a token twice: give each number one of its own');
  }
  if (tokens.length === vocabulary) return;
  throw new ConfigError(
    `vocabulary is ${vocabulary} tokens, but tokens holds ${tokens.length}: give each number one`,
  );
}

type Networks = Pick<
  SequenceArchitecture,
  'vocabulary' | 'embedding' | 'unit' | 'hidden' | 'layers' | 'bidirectional'
>;

/** The layers from tokens to the posterior. */
export function encoderLayers({
  vocabulary,
  embedding,
  unit,
  hidden,
  layers,
  bidirectional,
}: Networks): readonly LayerChoice[] {
  return [
    { kind: 'embedding', vocabulary, width: embedding },
    { kind: unit, units: hidden, layers, bidirectional, returns: 'last' },
  ];
}

/** The layers from the tokens before each step to the state after it. */
export function decoderLayers({
  vocabulary,
  embedding,
  unit,
  hidden,
  layers,
}: Networks): readonly LayerChoice[] {
  return [
    { kind: 'embedding', vocabulary, width: embedding },
    { kind: unit, units: hidden, layers, bidirectional: false, returns: 'all' },
  ];
}
