import type { VAE } from '../api/vae.ts';
import type { Rows } from '../data/rows.ts';
import type { KeptData } from './keptData.ts';
import type { RemoteFitOptions } from './remoteOptions.ts';

/** The type of a `VAE` parameter on the page. */
type Widened<T> = [Rows] extends [T]
  ? T | KeptData
  : 'validation' extends keyof T
    ? RemoteFitOptions
    : T;

/** All public members of `VAE`, with kept data allowed wherever rows are. */
export type Remote = {
  readonly [K in keyof VAE]: VAE[K] extends (...args: infer A) => infer R
    ? (...args: { [I in keyof A]: Widened<A[I]> }) => R
    : VAE[K];
};
