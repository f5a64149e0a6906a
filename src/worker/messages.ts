import type { VAE } from '../api/vae.ts';
import type { GpuRows } from '../data/gpuRows.ts';
import type { Ndarray } from '../data/ndarray.ts';
import type { FieldRows } from '../data/table.ts';
import type { SentError } from './errors.ts';
import type { Addresses } from './scripts.ts';

/**
 * Messages between a page and its worker. The key `vae` distinguishes them from other messages of
 * an app's own worker.
 */
export type ToHost =
  | CallMessage
  /** Aborts the signal of a call. */
  | { readonly vae: 'abort'; readonly call: number }
  /** Answers a callback's question. */
  | { readonly vae: 'answer'; readonly question: number; readonly outcome: Outcome }
  /** Hands over a canvas, which later calls name by its id. */
  | { readonly vae: 'canvas'; readonly id: number; readonly canvas: OffscreenCanvas }
  /** Says where the scripts lie that a model may need. */
  | { readonly vae: 'scripts'; readonly addresses: Addresses }
  /** Frees a data set. */
  | { readonly vae: 'release'; readonly data: number }
  | { readonly vae: 'dispose'; readonly model: number };

export interface CallMessage {
  readonly vae: 'call';
  readonly call: number;
  readonly method: Method | 'create' | 'load' | 'keep';
  /** The model that is called, or the id for the new model or data set. */
  readonly target: number;
  readonly args: readonly unknown[];
}

/** Rows that a worker can keep. */
export type KeptSource = Exclude<FieldRows, GpuRows> | Ndarray;

/** Rows to keep, and the number that they are to have. */
export interface KeepArgument {
  readonly id: number;
  readonly rows: KeptSource;
}

export type FromHost =
  | ResultMessage
  | CallbackMessage
  /**
   * The host received a message that it could not read. Callers that wait for its effect would wait
   * forever.
   */
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
  /** Present if the worker waits for an answer: its id. */
  readonly question?: number;
  readonly target: number;
  readonly state?: ModelState;
}

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: SentError };

/** Placeholder for an argument that cannot be sent. */
export type Reference =
  | { readonly vaeReference: 'signal'; readonly aborted: boolean }
  | { readonly vaeReference: 'callback'; readonly id: number; readonly answers: boolean }
  | { readonly vaeReference: 'kept'; readonly id: number }
  | { readonly vaeReference: 'canvas'; readonly id: number };

/** Asynchronous methods, which the worker runs for the page. */
export type Method = {
  [K in keyof VAE]: VAE[K] extends (...args: never[]) => Promise<unknown> ? K : never;
}[keyof VAE];

/** The properties of a model that change over time. */
export type ModelState = Pick<
  VAE,
  'adapter' | 'tuning' | 'epoch' | 'stepCount' | 'statistics' | 'memory'
>;

/** Constant facts about a new model, sent once. */
export interface ModelFacts extends Pick<VAE, 'architecture' | 'options' | 'programs' | 'watched'> {
  /** Only for models that have a short form. */
  readonly config?: VAE['config'];
  readonly layers: ReturnType<VAE['describe']>;
  readonly state: ModelState;
}
