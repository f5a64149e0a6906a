import { buildVocabulary, ENGLISH_STOP_WORDS, wordCounts } from 'webgpu-vae/text';
import type { RemoteVaeOptions } from 'webgpu-vae/worker';
import type { TextSet } from '../../data/texts/textSet.ts';
import type { TextSettings } from './textSettings.ts';

/** Most tokens or words of a model. */
const VOCABULARY = 1000;

/** Tokens of a sentence; longer ones are cut. */
const LENGTH = 16;

const BATCH_SIZE = 64;

/** Values of a token's vector. */
const EMBEDDING = 32;

/** Share of the tokens that the decoder does not see in training, so that it needs the code. */
const WORD_DROPOUT = 0.5;

/** Weight of the KL of sentences: below 1, or a code would say nothing of so few words. */
const SENTENCE_BETA = 0.2;

/** Below 1, so that a text has few topics. */
const CONCENTRATION = 0.2;

/** Widths of a topic model's encoder. */
const TOPIC_HIDDEN = [32, 32];

/**
 * The library's options for a new model of texts.
 * @throws DataError if the texts have no words to count
 */
export function textOptions(settings: TextSettings, { train }: TextSet): RemoteVaeOptions {
  const batchSize = Math.min(BATCH_SIZE, train.length);
  return settings.kind === 'topics'
    ? { ...topicOptions(settings, train), batchSize, learningRate: 1e-2 }
    : { ...sentenceOptions(settings, train, batchSize), batchSize, learningRate: 1e-2 };
}

function topicOptions({ topics }: TextSettings, texts: readonly string[]): RemoteVaeOptions {
  const { words } = wordCounts(texts, { size: VOCABULARY, without: ENGLISH_STOP_WORDS });
  const hidden = TOPIC_HIDDEN;
  return {
    architecture: { family: 'topics', topics, words, hidden, concentration: CONCENTRATION },
  };
}

/** The weight of the KL grows in the first half of the epochs. */
function sentenceOptions(
  { latent, hidden, epochs }: TextSettings,
  texts: readonly string[],
  batchSize: number,
): RemoteVaeOptions {
  const steps = Math.ceil((epochs * Math.ceil(texts.length / batchSize)) / 2);
  return {
    architecture: {
      family: 'sequence',
      ...buildVocabulary(texts, { size: VOCABULARY }),
      ...{ length: LENGTH, embedding: EMBEDDING, hidden, latent, wordDropout: WORD_DROPOUT },
    },
    beta: { kind: 'linear', from: 0, to: SENTENCE_BETA, steps },
  };
}
