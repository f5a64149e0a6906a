import type { TableColumn } from '../families/table/columns.ts';
import type { Tokenizer } from '../text/tokens.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { CELL, IMAGE, type Noun, ROW, SEQUENCE, TEXT, USER } from './noun.ts';

/** Counts of the words of each text. */
interface Bags {
  readonly kind: 'bags';
  /** The words in the order of the columns. */
  readonly words: readonly string[];
}

/** The tokens of each text, one by one. */
export interface Sequences extends Vocabulary {
  readonly kind: 'sequences';
  /** Tokens of a row. */
  readonly length: number;
}

/** The tokens of each text of two domains. */
export interface Domains extends Vocabulary {
  readonly kind: 'domains';
  /** Tokens of a row. */
  readonly length: number;
  /** Names of the domains. */
  readonly domains: readonly [string, string];
}

/** The items that each user took. */
interface Ratings {
  readonly kind: 'ratings';
  /** The items in the order of the columns. */
  readonly items: readonly string[];
}

/** The cells of a table. */
interface Cells {
  readonly kind: 'table';
  /** The columns in their order. */
  readonly columns: readonly TableColumn[];
  /** Names of the columns that the model learns, if it is told the others. */
  readonly outcomes?: readonly string[];
}

/** The counts of the genes of each cell. */
interface Counts {
  readonly kind: 'counts';
  /** The genes in the order of the columns. */
  readonly genes: readonly string[];
  /** The batches in the order of the columns after them. */
  readonly batches?: readonly string[];
}

/** How texts, ratings, tables or counts of genes become the rows of a model. */
export type DataForm = Bags | Sequences | Domains | Ratings | Cells | Counts;

/** A form whose words, tokens, items, columns or genes may still have to be chosen from the data. */
export type AskedForm =
  | (Pick<Bags, 'kind'> & Partial<Bags>)
  | (Pick<Ratings, 'kind'> & Partial<Ratings>)
  | (Pick<Cells, 'kind'> & Partial<Cells>)
  | (Pick<Counts, 'kind'> & Partial<Counts>)
  | (Omit<Sequences, 'tokens'> & Partial<Pick<Sequences, 'tokens'>>)
  | (Omit<Domains, 'tokens' | 'domains'> & Partial<Pick<Domains, 'tokens' | 'domains'>>);

/** The fields of an architecture that say the form of its data. */
interface FormFields {
  readonly family?: string;
  readonly words?: readonly string[];
  readonly tokenizer?: Tokenizer;
  readonly length?: number;
  readonly tokens?: readonly string[];
  readonly items?: readonly string[];
  readonly columns?: readonly TableColumn[];
  readonly outcomes?: readonly string[];
  readonly genes?: readonly string[];
  readonly batches?: readonly string[];
  readonly domains?: readonly [string, string];
  readonly autoencoder?: FormFields;
}

/** The form of the data that a model takes, from its architecture; undefined for images. */
export function dataFormOf(architecture: object): AskedForm | undefined {
  const {
    family,
    words,
    items,
    genes,
    batches,
    tokenizer = 'words',
    length = 32,
    tokens,
    columns,
    domains,
    autoencoder,
    outcomes,
  } = architecture as FormFields;
  if (family === 'topics') return { kind: 'bags', ...(words && { words }) };
  if (family === 'recommendation') return { kind: 'ratings', ...(items && { items }) };
  if (family === 'table') {
    return { kind: 'table', ...(columns && { columns }), ...(outcomes && { outcomes }) };
  }
  if (family === 'counts') {
    return { kind: 'counts', ...(genes && { genes }), ...(batches && { batches }) };
  }
  if (family === 'aligned') {
    const sequences = dataFormOf(autoencoder ?? {});
    if (sequences?.kind !== 'sequences') return undefined;
    return { ...sequences, kind: 'domains', ...(domains && { domains }) };
  }
  if (family !== 'sequence') return undefined;
  return { kind: 'sequences', tokenizer, length, ...(tokens && { tokens }) };
}

/** The fields of an architecture that say a form. */
export const formFields = ({ kind, ...fields }: DataForm): object => fields;

/** True if a form says its words, tokens, items, columns or genes. */
export const isComplete = (form: AskedForm | undefined): form is DataForm =>
  form !== undefined && namesOf(form) !== undefined;

/** The words, tokens, items, columns or genes of a form, as far as it says them. */
export function namesOf(form: DataForm): readonly string[];
export function namesOf(form: AskedForm): readonly string[] | undefined;
export function namesOf(form: AskedForm): readonly string[] | undefined {
  if (form.kind === 'ratings') return form.items;
  if (form.kind === 'table') return form.columns?.map(({ name }) => name);
  if (form.kind === 'counts') return form.genes;
  return form.kind === 'bags' ? form.words : form.tokens;
}

/** How many batches a model of counts is told of. */
export const batchesOf = (form: DataForm | undefined): number =>
  form?.kind === 'counts' ? (form.batches?.length ?? 0) : 0;

/** The kinds of data. */
export type DataKind = 'images' | 'texts' | 'ratings' | 'tables' | 'counts';

/** The kind of the data of a form. */
export function kindOfData(form: AskedForm | undefined): DataKind {
  if (form === undefined) return 'images';
  if (form.kind === 'table') return 'tables';
  return form.kind === 'ratings' || form.kind === 'counts' ? form.kind : 'texts';
}

/** The words of messages for rows of a form, or of images. */
export function nounOf({ form }: { readonly form?: AskedForm | undefined }): Noun {
  if (form === undefined) return IMAGE;
  if (form.kind === 'ratings') return USER;
  if (form.kind === 'table') return ROW;
  if (form.kind === 'counts') return CELL;
  return form.kind === 'bags' ? TEXT : SEQUENCE;
}

/** The words of messages for the rows that a model takes. */
export const nounOfModel = (architecture: object): Noun =>
  nounOf({ form: dataFormOf(architecture) });
