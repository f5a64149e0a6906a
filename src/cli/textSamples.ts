import type { Dataset } from '../data/dataset.ts';
import type { InterpolationMethod, VAE } from '../index.ts';
import { interpolateLatents } from '../inference/latent/interpolation.ts';
import { decodeTokens } from '../text/sequences.ts';
import { topWords } from '../text/topics.ts';
import type { Sequences } from './dataForm.ts';

/** Words of a sampled text that are shown: the likeliest. */
const WORDS = 10;

/** The likeliest words of new texts of a topic model, items of new users, or genes of new cells. */
export async function sampledWords(
  model: Pick<VAE, 'sample'>,
  words: readonly string[],
  count: number,
  {
    seed,
    temperature,
    condition,
  }: Pick<Writing, 'seed' | 'temperature'> & { readonly condition: Float32Array | undefined },
): Promise<readonly string[]> {
  const shares = await model.sample(count, {
    ...{ seed, temperature },
    ...(condition && { condition }),
  });
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
  /** True to write no `<unknown>`. */
  readonly known: boolean;
  /** Width of a search for the likeliest sequence in place of draws. */
  readonly beam?: number;
}

/** New texts of a model of sequences. */
export async function sampledTexts(
  model: Pick<VAE, 'run'>,
  form: Sequences,
  count: number,
  { seed, temperature, topK = 0, topP = 0, known, beam }: Writing,
): Promise<readonly string[]> {
  const { z } = await model.run('prior', count, { seed });
  const codes = z as Float32Array;
  if (beam === undefined) {
    return textsOfCodes(model, form, codes, { count, seed, temperature, topK, topP, known });
  }
  const { x } = await model.run('beam', count, { samples: beam, inputs: { z: codes } });
  // The sequences of a code are neighbours, the likeliest first.
  const found = decodeTokens(x as Float32Array, form, { length: form.length });
  return found.filter((_, i) => i % beam === 0);
}

/** How a text of each code is written, token by token. */
type Drawing = Omit<Writing, 'beam'> & { readonly count: number };

/** The texts that a model of sequences writes of codes. */
async function textsOfCodes(
  model: Pick<VAE, 'run'>,
  form: Sequences,
  z: Float32Array,
  { count, seed, temperature, topK = 0, topP = 0, known }: Drawing,
): Promise<readonly string[]> {
  const column = (value: number): Float32Array => new Float32Array(count).fill(value);
  const settings = { temperature: column(temperature), topK: column(topK), topP: column(topP) };
  const inputs = { z, ...settings, known: column(known ? 1 : 0) };
  const { x } = await model.run('generate', count, { seed, inputs });
  return decodeTokens(x as Float32Array, form, { length: form.length });
}

/** The likeliest texts without `<unknown>` on the way from one to another. */
export async function knownTextsBetween(
  model: Pick<VAE, 'run'>,
  form: Sequences,
  ends: readonly [Dataset<'u32'>, Dataset<'u32'>],
  { steps, method }: { readonly steps: number; readonly method: InterpolationMethod },
): Promise<readonly string[]> {
  const [a, b] = await Promise.all(ends.map((end) => codeOf(model, end)));
  const way = interpolateLatents(a as Float32Array, b as Float32Array, steps, method);
  return textsOfCodes(model, form, way, { count: steps, seed: 0, temperature: 0, known: true });
}

/** The mean of a posterior, or a sample where it has none. */
async function codeOf(model: Pick<VAE, 'run'>, row: Dataset<'u32'>): Promise<Float32Array> {
  const { stats, z } = await model.run('posterior', row);
  const code = z as Float32Array;
  return stats ? (stats as Float32Array).subarray(0, code.length) : code;
}
