/** Uses the entries that no other part of the application uses. */
import type { VAE } from 'webgpu-vae';
import { compileModel } from 'webgpu-vae/compile';
import { kMeans } from 'webgpu-vae/evaluation';
import { noiseFor } from 'webgpu-vae/privacy';
import { type WordCounts, wordCounts } from 'webgpu-vae/text';

export async function compiled(vae: VAE): Promise<Blob> {
  return new Blob([await compileModel(await vae.save())]);
}

export function clusters(codes: Float32Array, columns: number): ArrayLike<number> {
  return kMeans({ data: codes, columns }, 2).assignments;
}

export const counts: WordCounts = wordCounts(['one text', 'another text']);

export const noise: number = noiseFor({ epsilon: 3, delta: 1e-5, steps: 10, sampleRate: 0.5 });
