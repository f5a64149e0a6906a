import type { VAE } from '../api/vae.ts';
import type { FieldData } from '../data/table.ts';
import type { SentError } from './errors.ts';

/**
 * What a page and its worker say to one another. The key `vae` tells these messages from others
 * that a worker of the caller's may send and receive.
 */
export type ToHost =
  | CallMessage
  /** Aborts the signal of a call. */
  | { readonly vae: 'abort'; readonly call: number }
  /** Answers a callback's question. */
  | { readonly vae: 'answer'; readonly question: number; readonly outcome: Outcome }
  /** Forgets a data set. */
  | { readonly vae: 'release'; readonly data: number }
  | { readonly vae: 'dispose'; readonly model: number };

export interface CallMessage {
  readonly vae: 'call';
  readonly call: number;
  readonly method: Method | 'create' | 'load' | 'keep';
  /** The model that is called, or the number that what comes to be is to have. */
  readonly target: number;
  readonly args: readonly unknown[];
}

/** Rows to keep, and the number that they are to have. */
export interface KeepArgument {
  readonly id: number;
  readonly rows: FieldData;
}

export type FromHost =
  | ResultMessage
  | CallbackMessage
  /** A message came that could not be read: whoever waits for its effect would wait for ever. */
  | { readonly vae: 'unreadable' };

export interface ResultMessage {
  readonly vae: 'result';
  readonly call: number;
  readonly outcome: Outcome;
  readonly state?: ModelState;
}

export interface CallbackMessage {
  readonly vae: 'callback';
  readonly callback: number;
  readonly args: readonly unknown[];
  /** Where an answer is waited for: what it is to be sent as the answer to. */
  readonly question?: number;
  readonly target: number;
  readonly state?: ModelState;
}

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: SentError };

/** What stands in a message's arguments for what no message can hold. */
export type Reference =
  | { readonly reference: 'signal'; readonly aborted: boolean }
  | { readonly reference: 'callback'; readonly id: number; readonly answers: boolean }
  | { readonly reference: 'kept'; readonly id: number };

/** Methods that take their time: those that the worker runs for the page. */
export type Method = {
  [K in keyof VAE]: VAE[K] extends (...args: never[]) => Promise<unknown> ? K : never;
}[keyof VAE];

/** What a model tells of itself without being asked to work. */
export type ModelState = Pick<
  VAE,
  'adapter' | 'tuning' | 'epoch' | 'stepCount' | 'statistics' | 'memory'
>;

/** What a page is told of a new model, once. */
export interface ModelFacts extends Pick<VAE, 'architecture' | 'options' | 'programs' | 'watched'> {
  /** Of a model that has a short form. */
  readonly config?: VAE['config'];
  readonly layers: ReturnType<VAE['describe']>;
  readonly state: ModelState;
}
