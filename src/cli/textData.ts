import { loadTexts } from '../node/loadTexts.ts';
import { encodeTexts } from '../text/sequences.ts';
import { ENGLISH_STOP_WORDS } from '../text/stopWords.ts';
import { buildVocabulary } from '../text/vocabulary.ts';
import { wordCounts } from '../text/wordCounts.ts';
import type { AskedForm, Domains } from './dataForm.ts';
import { loadDomainTexts } from './domainTexts.ts';
import type { RunData, RunRows } from './runData.ts';
import { domainCounts, domainPlaces, type OfDomains, textPlaces } from './textPlaces.ts';

/** The options that say which texts a command reads, and how. */
export interface TextOptions {
  readonly dataset: string;
  /** Texts of each part that are kept: the first. */
  readonly limit?: number;
  /** Column of a .csv or .tsv file. */
  readonly column?: string;
  /** Number of words that are counted, or of tokens. */
  readonly vocabulary?: number;
}

/** The texts of both parts. */
interface Parts {
  readonly train: readonly string[];
  readonly test: readonly string[];
}

/** A form of texts whose words or tokens may still have to be chosen. */
type ReadForm =
  | Extract<AskedForm, { kind: 'bags' | 'sequences' }>
  | (Omit<Domains, 'tokens'> & Partial<Pick<Domains, 'tokens'>>);

/**
 * Reads texts as rows of a form. The last tenth, in a fixed random order, is the test set; of two domains the last
 * tenth of each.
 */
export async function loadTextData(
  { dataset, column, limit = Number.POSITIVE_INFINITY, vocabulary: size }: TextOptions,
  asked: Exclude<AskedForm, { kind: 'ratings' | 'table' | 'counts' }>,
): Promise<RunData> {
  const { form, texts, domains } = await read(dataset, column, asked);
  const all = domains ? domainPlaces(domains) : textPlaces(dataset, [...texts.keys()]);
  const places = { train: all.train.slice(0, limit), test: all.test.slice(0, limit) };
  const textsAt = (own: readonly number[]) => own.map((place) => texts[place] as string);
  const parts = { train: textsAt(places.train), test: textsAt(places.test) };
  const { train, test, ...others } =
    form.kind === 'bags' ? bags(parts, form, size) : sequences(parts, form, size);
  const named = (rows: RunRows, part: keyof Parts): RunRows => ({
    ...rows,
    name: `${dataset} ${part}`,
    ...(domains && {
      labels: Uint8Array.from(places[part], (place) => domains.labels[place] as number),
    }),
  });
  return {
    ...others,
    train: named(train, 'train'),
    test: named(test, 'test'),
    ...(domains && { note: `${domainCounts(domains, places.train)}; ${others.note}` }),
  };
}

/** The texts of a data set, with the domain of each where the form has some. */
async function read(
  dataset: string,
  column: string | undefined,
  form: Exclude<AskedForm, { kind: 'ratings' | 'table' | 'counts' }>,
): Promise<{ form: ReadForm; texts: readonly string[]; domains?: OfDomains }> {
  const options = { ...(column !== undefined && { column }) };
  if (form.kind !== 'domains') return { form, texts: (await loadTexts(dataset, options)).texts };
  const { domains, texts, labels } = await loadDomainTexts(dataset, options, form.domains);
  return { form: { ...form, domains }, texts, domains: { names: domains, labels } };
}

function bags(
  { train, test }: Parts,
  form: Extract<AskedForm, { kind: 'bags' }>,
  size: number | undefined,
): RunData {
  const choice = { without: ENGLISH_STOP_WORDS, ...(size !== undefined && { size }) };
  const { words, counts } = wordCounts(train, form.words ? { words: form.words } : choice);
  return {
    train: counts,
    test: wordCounts(test, { words }).counts,
    form: { ...form, words },
  };
}

function sequences(
  { train, test }: Parts,
  form: Exclude<ReadForm, { kind: 'bags' }>,
  size: number | undefined,
): RunData {
  const { tokenizer, length, tokens: known } = form;
  const vocabulary = known
    ? { tokens: known, tokenizer }
    : buildVocabulary(train, { tokenizer, ...(size !== undefined && { size }) });
  const { rows, cut, unknown } = encodeTexts(train, vocabulary, { length });
  const share = (count: number): string => `${((100 * count) / train.length).toFixed(1)} %`;
  return {
    train: rows,
    test: encodeTexts(test, vocabulary, { length }).rows,
    form: { ...form, tokens: vocabulary.tokens },
    note: `vocabulary of ${vocabulary.tokens.length}, ${share(cut)} of the training texts cut, ${share(unknown)} with unknown tokens`,
  };
}
