import { assertInRange, wholeNumber } from '../checks.ts';
import { assertSparse, type SparseRows } from '../data/sparseRows.ts';
import { entriesOf } from '../data/sparseValues.ts';
import { DataError, ShapeError } from '../errors.ts';

const COUNT = wholeNumber(1);

/**
 * The words with the largest weights of each topic.
 * @param weights `[topics, words]`, such as the probabilities that the program `topics` gives
 * @param words in the order of the columns
 * @param count words a topic
 * @throws {ShapeError} if the weights are not whole rows of the words
 * @throws {ConfigError} if count is not a whole number of at least 1
 */
export function topWords(
  weights: Float32Array,
  words: readonly string[],
  count = 10,
): readonly (readonly string[])[] {
  assertInRange('count', COUNT, count);
  const size = words?.length ?? 0;
  if (!(weights instanceof Float32Array) || size === 0 || weights.length % size !== 0) {
    throw new ShapeError(
      `topWords: expected weights [topics, words] of the ${size} words, got ${weights?.length} values`,
    );
  }
  return Array.from({ length: weights.length / size }, (_, topic) => {
    const own = weights.subarray(topic * size, (topic + 1) * size);
    return [...own.keys()]
      .sort((a, b) => (own[b] as number) - (own[a] as number) || a - b)
      .slice(0, count)
      .map((column) => words[column] as string);
  });
}

/** How often the words of topics go together. */
export interface Coherence {
  /** The coherence of each topic, from -1 to 1. */
  readonly topics: readonly number[];
  /** Their mean. */
  readonly mean: number;
}

/**
 * Normalised pointwise mutual information (NPMI) of the words of each topic, the mean over all pairs:
 * log(p(a, b) / p(a) p(b)) / -log p(a, b), where p is the share of texts that have a word, or both.
 * A pair that no text has counts as -1. Sources: Bouma, "Normalized (pointwise) mutual information in
 * collocation extraction", 2009; Lau, Newman & Baldwin, "Machine reading tea leaves", 2014.
 * @param topics the words of each topic
 * @param words in the order of the columns
 * @param counts `[texts, words]`, of texts that the model did not train on or of all
 * @throws {DataError} for a word that is not among `words`, or a topic of fewer than two words
 * @throws {ShapeError} if the counts have other columns
 */
export function coherence(
  topics: readonly (readonly string[])[],
  words: readonly string[],
  counts: SparseRows,
): Coherence {
  assertCounts('coherence', counts, words?.length);
  if (!Array.isArray(topics) || topics.length === 0) {
    throw new DataError('coherence: expected the words of at least one topic');
  }
  const places = new Map(words.map((word, column) => [word, column]));
  const columns = topics.map((topic, i) => {
    if (!Array.isArray(topic) || topic.length < 2) {
      throw new DataError(`coherence: topic ${i} must have at least two words`);
    }
    return topic.map((word) => {
      const column = places.get(word);
      if (column !== undefined) return column;
      throw new DataError(`coherence: "${word}" of topic ${i} is not among the words`);
    });
  });
  const texts = textsWith(counts, new Set(columns.flat()));
  const perTopic = columns.map((topic) => topicCoherence(topic, texts, counts.rows));
  return { topics: perTopic, mean: perTopic.reduce((a, b) => a + b, 0) / perTopic.length };
}

/** The texts that have each of some words. */
function textsWith(
  counts: SparseRows,
  columns: ReadonlySet<number>,
): ReadonlyMap<number, ReadonlySet<number>> {
  const texts = new Map([...columns].map((column) => [column, new Set<number>()]));
  for (let row = 0; row < counts.rows; row++) {
    for (const [column, value] of entriesOf(counts, row)) {
      if (value > 0) texts.get(column)?.add(row);
    }
  }
  return texts;
}

function topicCoherence(
  columns: readonly number[],
  texts: ReadonlyMap<number, ReadonlySet<number>>,
  rows: number,
): number {
  let sum = 0;
  let pairs = 0;
  for (const [i, a] of columns.entries()) {
    for (const b of columns.slice(i + 1)) {
      sum += npmi(texts.get(a) ?? NONE, texts.get(b) ?? NONE, rows);
      pairs++;
    }
  }
  return sum / pairs;
}

const NONE: ReadonlySet<number> = new Set();

function npmi(a: ReadonlySet<number>, b: ReadonlySet<number>, rows: number): number {
  let both = 0;
  for (const text of a) if (b.has(text)) both++;
  if (both === 0) return -1;
  // A pair that every text has is 0 / 0; it counts as 1.
  if (both === rows) return 1;
  return Math.log((both * rows) / (a.size * b.size)) / -Math.log(both / rows);
}

/**
 * Perplexity of a word: the exponential of the mean over texts of nats a word. Texts without any word
 * are left out. Source: Miao, Yu & Blunsom, "Neural variational inference for text processing", 2016.
 * @param nats of each text, `[texts]`: `elbo` or `nll` of `VAE.score`
 * @param counts `[texts, words]`
 * @throws {ShapeError} unless there is one number a text
 * @throws {DataError} if no text has a word
 */
export function perplexity(nats: Float32Array | Float64Array, counts: SparseRows): number {
  assertCounts('perplexity', counts, counts?.columns);
  if (nats?.length !== counts.rows) {
    throw new ShapeError(
      `perplexity: expected the nats of each of the ${counts.rows} texts, got ${nats?.length} numbers`,
    );
  }
  let sum = 0;
  let texts = 0;
  for (let row = 0; row < counts.rows; row++) {
    let words = 0;
    for (const [, value] of entriesOf(counts, row)) words += value;
    if (words === 0) continue;
    sum += (nats[row] as number) / words;
    texts++;
  }
  if (texts === 0) throw new DataError('perplexity: no text has a word');
  return Math.exp(sum / texts);
}

/** @throws ShapeError or DataError for anything but sparse rows of so many columns */
function assertCounts(of: string, counts: unknown, columns: unknown): asserts counts is SparseRows {
  if (typeof counts !== 'object' || counts === null || !('data' in counts)) {
    throw new DataError(`${of}: expected the counts that wordCounts or sparseRows gives`);
  }
  const rows = counts as SparseRows;
  assertSparse(rows);
  if (rows.columns === columns) return;
  throw new ShapeError(
    `${of}: the counts have ${rows.columns} columns, there are ${columns} words`,
  );
}
