import { join } from 'node:path';
import type { VAE } from '../index.ts';
import { writeFileWhole } from '../node/files.ts';
import { type Curves, lossChart } from './chart.ts';
import type { RunData } from './data.ts';
import type { Result } from './narrator.ts';
import type { ShownModel } from './painter.ts';
import { interpolationPng, reconstructionsPng, samplesPng } from './pictures.ts';
import type { Report } from './report.ts';

/** Writes the state of a model, from which `--resume` goes on. */
export async function writeCheckpoint(model: VAE, folder: string): Promise<Result> {
  const file = join(folder, 'model.safetensors');
  await writeFileWhole(file, await model.save());
  return { file, meaning: 'the weights and the state of the optimizer; --resume goes on from it' };
}

/** Writes the pictures, the chart and the report; each file appears whole or not at all. */
export async function writeResults(
  model: ShownModel,
  folder: string,
  { test }: RunData,
  seed: number,
  curves: Curves,
  report: Report,
): Promise<Result[]> {
  const { input, condition } = model.config;
  const text = new TextEncoder();
  const results: Result[] = [];
  const write = async (name: string, meaning: string, bytes: Uint8Array) => {
    const file = join(folder, name);
    await writeFileWhole(file, bytes);
    results.push({ file, meaning });
  };
  await write(
    'reconstructions.png',
    'test images above what the model makes of them',
    await reconstructionsPng(model, test, input),
  );
  await write(
    'samples.png',
    condition > 0
      ? 'new images, a column a class, decoded from random latent points'
      : 'new images, decoded from random latent points',
    await samplesPng(model, input, seed, condition),
  );
  await write(
    'interpolation.png',
    'a row a pair of test images: the way from one to the other through the latent space',
    await interpolationPng(model, test, input),
  );
  await write(
    'loss.svg',
    'how the ELBO fell, in training and on the test images',
    text.encode(lossChart(curves)),
  );
  await write(
    'report.json',
    'adapter, configuration, every figure and the speed',
    text.encode(`${JSON.stringify(report, null, 2)}\n`),
  );
  return results;
}
