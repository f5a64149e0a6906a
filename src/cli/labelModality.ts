import { fieldColumns } from '../data/field.ts';
import { accuracyOf, likeliest } from '../evaluation/labelled/labelled.ts';
import type { Model } from '../families/model.ts';
import { oneHotLabels, type VAE } from '../index.ts';
import { asImages, type RunRows } from './runData.ts';

/** The modality of a model that takes the labels of images as one-hot columns. */
export interface LabelModality {
  /** Name of the modality of labels. */
  readonly labels: string;
  /** Name of the modality of images. */
  readonly images: string;
  readonly classes: number;
}

/** The modality of labels; undefined for a model that has none. Labels that are domains are no modality. */
export function labelModality({
  fields,
  domains,
}: Pick<Model, 'fields' | 'domains'>): LabelModality | undefined {
  const [images, labels] = fields;
  if (!images || !labels?.labels || domains) return undefined;
  return { labels: labels.name, images: images.name, classes: fieldColumns(labels) };
}

/** The modality of labels, if the training images had labels: without them it has learned nothing. */
export function learnedLabels(
  described: Pick<Model, 'fields' | 'domains'>,
  train: RunRows,
): LabelModality | undefined {
  const modality = labelModality(described);
  return modality && asImages(train).labels ? modality : undefined;
}

/** The share of labels that the model tells from the image alone; undefined for images without labels. */
export async function labelAccuracy(
  model: Pick<VAE, 'translate'>,
  modality: LabelModality,
  rows: RunRows,
): Promise<number | undefined> {
  const images = asImages(rows);
  if (!images.labels) return undefined;
  const shares = await model.translate({ [modality.images]: images }, modality.labels);
  return accuracyOf(likeliest(shares, modality.classes), images.labels);
}

/** The accuracy as text: `81.3 % of the labels, from the image alone`. */
export const labelAccuracyText = (accuracy: number): string =>
  `${(100 * accuracy).toFixed(1)} % of the labels, from the image alone`;

/**
 * A new image of each label: the modality of images from that of labels, by samples of the code.
 * @returns `[labels, columns]`
 * @throws ConfigError for a label that the model does not know
 */
export function imagesOfLabels(
  model: Pick<VAE, 'translate'>,
  { labels: name, images, classes }: LabelModality,
  labels: ArrayLike<number>,
  seed: number,
): Promise<Float32Array> {
  const given = { [name]: oneHotLabels(labels, classes) };
  return model.translate(given, images, { samples: 1, seed });
}
