import { rowRange } from '../data/dataset.ts';
import type { VAE } from '../index.ts';
import { decodeTokens } from '../text/sequences.ts';
import type { RunData } from './runData.ts';
import { sampledTexts } from './textSamples.ts';

/** Texts of each kind that a run shows. */
const SHOWN = 5;

/** Texts that a trained model of sequences wrote. */
export interface Sentences {
  readonly reconstructions: readonly { readonly text: string; readonly reconstruction: string }[];
  readonly samples: readonly string[];
  /** The way from one test text to another through the latent space. */
  readonly interpolation: readonly string[];
}

/**
 * Test texts and their reconstructions, new texts, and a way between two test texts; undefined for a model of
 * other data.
 */
export async function sentencesFor(
  model: Pick<VAE, 'run' | 'reconstruct' | 'interpolate'>,
  { test, form }: RunData,
  seed: number,
): Promise<Sentences | undefined> {
  if (form?.kind !== 'sequences' || test.dtype !== 'u32') return undefined;
  const read = (rows: Uint32Array | Float32Array) =>
    decodeTokens(rows, form, { length: form.length });
  const seen = rowRange(test, 0, Math.min(SHOWN, test.rows));
  const texts = read(seen.data);
  const made = read(await model.reconstruct(seen));
  const ends = [rowRange(test, 0, 1), rowRange(test, test.rows - 1, test.rows)] as const;
  return {
    reconstructions: texts.map((text, i) => ({ text, reconstruction: made[i] as string })),
    samples: await sampledTexts(model, form, SHOWN, { seed, temperature: 1, known: false }),
    interpolation: read(await model.interpolate(...ends, SHOWN)),
  };
}

/** The same as lines to read. */
export function sentencesText({ reconstructions, samples, interpolation }: Sentences): string {
  return [
    'Reconstructions of test texts:',
    ...reconstructions.map(({ text, reconstruction }) => `  ${text}\n    -> ${reconstruction}`),
    'New texts:',
    ...samples.map((text) => `  ${text}`),
    'From one test text to another:',
    ...interpolation.map((text) => `  ${text}`),
  ].join('\n');
}
