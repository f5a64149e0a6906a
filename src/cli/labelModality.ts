import { fieldColumns } from '../data/field.ts';
import { accuracyOf } from '../evaluation/labelled/labelled.ts';
import type { Model } from '../families/model.ts';
import { oneHotLabels, type VAE } from '../index.ts';
import { asImages, type RunRows } from './runData.ts';

/** The modality of a model that takes the labels of images as one-hot columns. */
export interface LabelModality {
  readonly name: string;
  /** The modality of the images. */
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
  return { name: labels.name, images: images.name, classes: fieldColumns(labels) };
}

/**
 * The share of images whose label is the likeliest that the model makes of the image alone; undefined for a model
 * without a modality of labels, and for images without labels.
 */
export async function labelsFound(
  model: Pick<VAE, 'translate'>,
  described: Pick<Model, 'fields' | 'domains'>,
  rows: RunRows,
): Promise<number | undefined> {
  const modality = labelModality(described);
  if (!modality) return undefined;
  const images = asImages(rows);
  if (!images.labels) return undefined;
  const { name, classes } = modality;
  const shares = await model.translate({ [modality.images]: images }, name);
  const found = Uint32Array.from({ length: images.rows }, (_, row) => {
    const own = shares.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(own.reduce((a, b) => Math.max(a, b)));
  });
  return accuracyOf(found, images.labels);
}

/** The share as text: `81.3 % of the test images, from the image alone`. */
export const labelsFoundText = (share: number, images: string): string =>
  `found of ${(100 * share).toFixed(1)} % of the ${images}, from the image alone`;

/**
 * A new image of each label: the modality of images from that of labels, by samples of the code.
 * @returns `[labels, columns]`
 * @throws ConfigError for a label that the model does not know
 */
export function imagesOfLabels(
  model: Pick<VAE, 'translate'>,
  { name, images, classes }: LabelModality,
  labels: ArrayLike<number>,
  seed: number,
): Promise<Float32Array> {
  const given = { [name]: oneHotLabels(labels, classes) };
  return model.translate(given, images, { samples: 1, seed });
}
