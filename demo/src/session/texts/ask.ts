import { decodeTokens, topWords } from 'webgpu-vae/text';
import { oneHotLabels, type RemoteVAE } from 'webgpu-vae/worker';
import { type BagForm, bagRows, type SentenceForm, sentenceRows } from './textForm.ts';

/** Words of a topic that are shown. */
const TOPIC_WORDS = 10;

/** A text, and what is left of it after passing through its code. */
export interface TextPair {
  readonly text: string;
  readonly reconstruction: string;
}

export async function reconstructions(
  model: Pick<RemoteVAE, 'reconstruct'>,
  form: SentenceForm,
  texts: readonly string[],
): Promise<readonly TextPair[]> {
  const made = read(await model.reconstruct(sentenceRows(texts, form)), form);
  return texts.map((text, i) => ({ text, reconstruction: made[i] ?? '' }));
}

/** How new sentences are written. */
export interface Writing {
  readonly count: number;
  /** The seed of the codes and of the words. */
  readonly seed: number;
  /** 0 takes the likeliest word at each place; 1 draws as the model does. */
  readonly temperature: number;
}

/** Sentences of codes drawn from the prior. */
export async function newSentences(
  model: Pick<RemoteVAE, 'run'>,
  form: SentenceForm,
  { count, seed, temperature }: Writing,
): Promise<readonly string[]> {
  const { z } = await model.run('prior', count, { seed });
  const column = (value: number) => new Float32Array(count).fill(value);
  const inputs = {
    z: z as Float32Array,
    ...{ temperature: column(temperature), topK: column(0), topP: column(0), known: column(1) },
  };
  const { x } = await model.run('generate', count, { seed, inputs });
  return read(x as Float32Array, form);
}

/** The sentences on the straight way from the code of one to that of another. */
export async function sentencesBetween(
  model: Pick<RemoteVAE, 'interpolate'>,
  form: SentenceForm,
  [from, to]: readonly [string, string],
  steps: number,
): Promise<readonly string[]> {
  const ends = [sentenceRows([from], form), sentenceRows([to], form)] as const;
  return read(await model.interpolate(...ends, steps), form);
}

/** The likeliest words of each topic. */
export async function topicWords(
  model: Pick<RemoteVAE, 'run'>,
  { words, topics }: BagForm,
): Promise<readonly (readonly string[])[]> {
  const all = Array.from({ length: topics }, (_, topic) => topic);
  const given = { inputs: { topic: oneHotLabels(all, topics) } };
  const found = await model.run('topics', topics, given);
  return topWords(found.words as Float32Array, words, TOPIC_WORDS);
}

/** The share of each topic in a text. */
export async function topicShares(
  model: Pick<RemoteVAE, 'run'>,
  form: BagForm,
  text: string,
): Promise<Float32Array> {
  const { shares } = await model.run('shares', bagRows([text], form));
  return shares as Float32Array;
}

function read(rows: Float32Array | Uint32Array, { vocabulary, length }: SentenceForm) {
  return decodeTokens(rows, vocabulary, { length });
}
