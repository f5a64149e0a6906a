import type { VAE } from '../api/vae.ts';
import type { ModelRows, Rows } from '../data/rows.ts';
import type { KeptArray, RemoteRows } from './keptData.ts';
import type { RemoteFitOptions } from './remoteOptions.ts';

/** A parameter of `VAE` as the page gives it. */
type Widened<T> = [ModelRows] extends [T]
  ? T | RemoteRows
  : [Rows] extends [T]
    ? T | KeptArray
    : 'validation' extends keyof T
      ? RemoteFitOptions
      : T;

/** All public members of `VAE` but its device, with kept data allowed wherever rows are. */
export type Remote = {
  readonly [K in keyof VAE as Exclude<K, 'device'>]: VAE[K] extends (...args: infer A) => infer R
    ? (...args: { [I in keyof A]: Widened<A[I]> }) => R
    : VAE[K];
};
