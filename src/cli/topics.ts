import type { SparseRows } from '../data/sparseRows.ts';
import { entriesOf } from '../data/sparseValues.ts';
import type { Model } from '../families/model.ts';
import { oneHotLabels, type VAE } from '../index.ts';
import { coherence, perplexity, topWords } from '../text/topics.ts';
import type { RunData, RunRows } from './runData.ts';

/** Words of a topic that are shown, and with which its coherence is measured. */
const SHOWN = 10;

/** The counts of words that a topic model takes. */
const counts = (rows: RunRows): SparseRows | undefined =>
  rows.dtype === 'sparse' ? rows : undefined;

/**
 * The topics of a trained model as text: a line a topic, the most coherent first, then the model's
 * coherence and perplexity. Undefined for other models.
 */
export async function topicsText(
  model: Pick<VAE, 'run' | 'score'>,
  { latent, programs }: Pick<Model, 'latent' | 'programs'>,
  { train, test, form }: RunData,
): Promise<string | undefined> {
  const words = form?.kind === 'bags' ? form.words : undefined;
  const [seen, held] = [counts(train), counts(test)];
  if (!programs.topics || !latent || !words || !seen || !held) return undefined;
  const { size } = latent;
  const topic = oneHotLabels(
    Array.from({ length: size }, (_, k) => k),
    size,
  );
  const { words: shares } = await model.run('topics', size, { inputs: { topic } });
  const topics = topWords(shares as Float32Array, words, SHOWN);
  const { topics: each, mean } = coherence(topics, words, seen);
  const { elbo } = await model.score(held);
  const lines = [...topics.keys()]
    .sort((a, b) => (each[b] as number) - (each[a] as number))
    .map((k) => `topic ${String(k).padStart(2)}  ${each[k]?.toFixed(2)}  ${topics[k]?.join(' ')}`);
  // No held-out text may have any of the words.
  const known = Array.from({ length: held.rows }, (_, row) => row).some((row) => {
    return !entriesOf(held, row).next().done;
  });
  const found = known
    ? `, perplexity ${perplexity(elbo as Float32Array, held).toFixed(0)} a word of the test texts`
    : '';
  return [...lines, `coherence (NPMI) ${mean.toFixed(3)} on average${found}`].join('\n');
}
