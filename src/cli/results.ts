import { join } from 'node:path';
import type { Dataset, VAE, Watched } from '../index.ts';
import { writeFileWhole } from '../node/files.ts';
import { type Curves, lossChart } from './chart.ts';
import { figureText } from './figures.ts';
import type { LabelModality } from './labelModality.ts';
import type { Result } from './narrator.ts';
import { IMAGE, type Noun } from './noun.ts';
import type { ShownModel } from './painter.ts';
import {
  imagesOfLabelsPng,
  interpolationPng,
  reconstructionsPng,
  samplesPng,
  translationsPng,
} from './pictures.ts';
import type { Report } from './report.ts';
import type { RunData } from './runData.ts';

/** Writes the state of a model, for `--resume`. */
export async function writeCheckpoint(model: VAE, folder: string): Promise<Result> {
  const file = join(folder, 'model.safetensors');
  await writeFileWhole(file, await model.save());
  return { file, meaning: 'the weights and the state of the optimizer; --resume goes on from it' };
}

/** Writes one file of results. */
async function write(
  folder: string,
  name: string,
  meaning: string,
  bytes: Uint8Array,
): Promise<Result> {
  const file = join(folder, name);
  await writeFileWhole(file, bytes);
  return { file, meaning };
}

/** Writes the pictures of a model that generates images. Each file is written atomically. */
export async function writePictures(
  model: ShownModel,
  folder: string,
  data: RunData<Dataset>,
  seed: number,
): Promise<Result[]> {
  const { input, condition, shape = data.test.shape } = model.config;
  const test = { ...data.test, ...(shape && { shape }) };
  const reconstructions = await write(
    folder,
    'reconstructions.png',
    'test images above what the model makes of them',
    await reconstructionsPng(model, test, input),
  );
  const samples = await write(
    folder,
    'samples.png',
    condition > 0
      ? 'new images, a column a class, decoded from random latent points'
      : 'new images, decoded from random latent points',
    await samplesPng(model, input, seed, condition, shape),
  );
  const interpolation = await write(
    folder,
    'interpolation.png',
    'a row a pair of test images: the way from one to the other through the latent space',
    await interpolationPng(model, test, input),
  );
  return [reconstructions, samples, interpolation];
}

/** Writes pictures of test images and their translations between two domains. */
export async function writeTranslations(
  model: VAE,
  domains: readonly [string, string],
  folder: string,
  test: Dataset,
): Promise<Result> {
  return write(
    folder,
    'translations.png',
    `test images of "${domains[0]}", then of "${domains[1]}", each left of its translation`,
    await translationsPng(model, test, domains),
  );
}

/** Writes a picture of new images of each label, a column a label. */
export async function writeImagesOfLabels(
  model: VAE,
  modality: LabelModality,
  folder: string,
  test: Dataset,
  seed: number,
): Promise<Result> {
  return write(
    folder,
    'translations.png',
    'new images of each label, a column a label',
    await imagesOfLabelsPng(model, modality, test, seed),
  );
}

/** A file of text by its kind: its name and meaning. */
const TEXT_FILES = {
  topics: ['topics.txt', 'the likeliest words of each topic, the most coherent first'],
  ranking: ['ranking.txt', 'how well hidden items of the test users are ranked'],
  translations: ['translations.txt', 'test texts, and what they are in the other domain'],
  sentences: ['texts.txt', 'test texts, what the model makes of them, and new texts'],
} as const;

/** Writes what a model makes of texts or ratings. */
export function writeText(
  text: string,
  kind: keyof typeof TEXT_FILES,
  folder: string,
): Promise<Result> {
  const [name, meaning] = TEXT_FILES[kind];
  return write(folder, name, meaning, new TextEncoder().encode(`${text}\n`));
}

/**
 * Writes the chart and the report. Each file is written atomically.
 * @param watched the figure of the curves
 */
export async function writeResults(
  folder: string,
  curves: Curves,
  watched: Watched,
  report: Report,
  { many }: Noun = IMAGE,
): Promise<Result[]> {
  const text = new TextEncoder();
  const { title } = figureText(watched.figure);
  const way = watched.better === 'lower' ? 'fell' : 'rose';
  const chart = await write(
    folder,
    'loss.svg',
    `how the ${title} ${way}, in training and on the test ${many}`,
    text.encode(lossChart(curves, watched)),
  );
  const figures = await write(
    folder,
    'report.json',
    'adapter, configuration, every figure and the speed',
    text.encode(`${JSON.stringify(report, null, 2)}\n`),
  );
  return [chart, figures];
}
