import { fieldColumns } from '../data/field.ts';
import type { Architecture, Model } from '../families/model.ts';
import { type ArchitectureChoice, familyOf, shortFormOf } from '../families/registry.ts';
import type { Shape } from '../layers/layer.ts';
import type { DataForm } from './dataForm.ts';

/**
 * A model of an architecture, for querying its fields, programs and figures. Needs no GPU and has
 * no weights.
 * @throws ConfigError naming the field, the accepted values and the given value
 */
export async function modelOf(given: ArchitectureChoice): Promise<Model> {
  const family = await familyOf(given);
  return family.build(await family.resolve(given));
}

/** The columns of a data row. */
export interface ImageColumns {
  /** Number of values of an image. */
  readonly input: number;
  /** Number of condition columns after them; 0 for none. */
  readonly condition: number;
}

/** The columns of data that a new model is for. */
export interface DataColumns extends ImageColumns {
  /** Shape of an image, where the data say it. */
  readonly shape?: Shape;
  /** How the data became rows; undefined for images. */
  readonly form?: DataForm;
  /** Names of the labels of images, if the data have some. */
  readonly classes?: readonly string[];
  /** Number of labels of images: the largest one + 1; 0 or left out for none. */
  readonly labels?: number;
}

/** The columns that a model expects in a row of images. */
export function imageColumns({
  fields,
  given,
  condition,
}: Pick<Model, 'fields' | 'given' | 'condition'>): ImageColumns {
  const [data] = given?.fields ?? fields;
  const beside = condition?.first ? condition.size : 0;
  return { input: (data ? fieldColumns(data) : 0) - beside, condition: beside };
}

/** A model's description for a report: the short form if there is one. */
export function configOf(architecture: Architecture): Readonly<Record<string, unknown>> {
  const config = shortFormOf(architecture);
  return config ? { ...config } : { architecture };
}

/**
 * Describes the layers: `784-400-20-400-784, batch 128`. With a condition of ten columns, which
 * both networks take: `784+10-400-20+10-400-784`. Of several networks, each after its name:
 * `image 784-400-20-400-784, word 10-400-20-400-10, batch 128`.
 */
export function describeLayers(model: Model, batchSize: number): string {
  const { input, condition } = imageColumns(model);
  const beside = condition > 0 ? `+${condition}` : '';
  // A prior is beside the way from a row to its reconstruction.
  const layers = model.describe().filter(({ name }) => name !== 'prior');
  const networks = [...new Set(layers.map(({ network }) => network))];
  const ways = networks.map((network) => {
    const sizes = layers
      .filter((layer) => layer.network === network)
      .map(({ kind, output }) => `${output.join('x')}${kind.includes(' posterior') ? beside : ''}`);
    if (network === undefined) return [`${input}${beside}`, ...sizes].join('-');
    // What a critic or a joint encoder reads is no field.
    const field = model.fields.find(({ name }) => name === network);
    return `${network} ${[...(field ? [fieldColumns(field)] : []), ...sizes].join('-')}`;
  });
  return `${ways.join(', ')}, batch ${batchSize}`;
}
