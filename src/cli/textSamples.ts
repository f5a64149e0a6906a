import type { VAE } from '../index.ts';
import { decodeTokens } from '../text/sequences.ts';
import { topWords } from '../text/topics.ts';
import type { Bags, Sequences } from './textForm.ts';

/** Words of a sampled text that are shown: the likeliest. */
const WORDS = 10;

/** The likeliest words of new texts of a topic model. */
export async function sampledWords(
  model: Pick<VAE, 'sample'>,
  { words }: Bags,
  count: number,
  { seed, temperature }: Pick<Writing, 'seed' | 'temperature'>,
): Promise<readonly string[]> {
  const shares = await model.sample(count, { seed, temperature });
  return topWords(shares, words, WORDS).map((own) => own.join(' '));
}

/** How new sequences are written. */
export interface Writing {
  readonly seed: number;
  /** Divides the logits of a token: below 1 likelier tokens, 0 the likeliest. */
  readonly temperature: number;
  /** Only so many of the likeliest tokens are drawn; all if omitted. */
  readonly topK?: number;
  /** Only the likeliest tokens that have this share together are drawn; all if omitted. */
  readonly topP?: number;
  /** Width of a search for the likeliest sequence in place of draws. */
  readonly beam?: number;
}

/** New texts of a model of sequences. */
export async function sampledTexts(
  model: Pick<VAE, 'run'>,
  form: Sequences,
  count: number,
  { seed, temperature, topK = 0, topP = 0, beam }: Writing,
): Promise<readonly string[]> {
  const { z } = await model.run('prior', count, { seed });
  const codes = z as Float32Array;
  if (beam === undefined) {
    const column = (value: number): Float32Array => new Float32Array(count).fill(value);
    const settings = { temperature: column(temperature), topK: column(topK), topP: column(topP) };
    const { x } = await model.run('generate', count, { seed, inputs: { z: codes, ...settings } });
    return decodeTokens(x as Float32Array, form, { length: form.length });
  }
  const { x } = await model.run('beam', count, { samples: beam, inputs: { z: codes } });
  // The sequences of a code are neighbours, the likeliest first.
  const found = decodeTokens(x as Float32Array, form, { length: form.length });
  return found.filter((_, i) => i % beam === 0);
}
