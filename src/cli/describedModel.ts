import { fieldColumns } from '../data/field.ts';
import type { Architecture, Model } from '../families/model.ts';
import { type ArchitectureChoice, loadFamily } from '../families/registry.ts';
import { toConfig } from '../families/vae/shortForm.ts';

/**
 * A model of an architecture, to ask what it takes, has and reports. Needs no GPU and holds no
 * weights.
 * @throws ConfigError naming the field, what it takes and what came
 */
export async function modelOf(given: ArchitectureChoice): Promise<Model> {
  const family = await loadFamily(given.family ?? 'vae');
  return family.build(await family.resolve(given));
}

/** What a row of data holds. */
export interface ImageColumns {
  /** Values of one image. */
  readonly input: number;
  /** Columns of its condition after them; 0 for none. */
  readonly condition: number;
}

/** What a model takes of a row of images. */
export function imageColumns({
  fields,
  condition,
}: Pick<Model, 'fields' | 'condition'>): ImageColumns {
  const [data] = fields;
  const beside = condition?.size ?? 0;
  return { input: (data ? fieldColumns(data) : 0) - beside, condition: beside };
}

/** What a report says of a model: the short form where there is one. */
export function configOf(architecture: Architecture): Readonly<Record<string, unknown>> {
  const config = toConfig(architecture);
  return config ? { ...config } : { architecture };
}

/**
 * The layers in words: `784-400-20-400-784, batch 128`; with a condition of ten columns, which
 * both networks are given, `784+10-400-20+10-400-784`.
 */
export function describeLayers(model: Model, batchSize: number): string {
  const { input, condition } = imageColumns(model);
  const beside = condition > 0 ? `+${condition}` : '';
  const layers = model.describe().map(({ kind, output }) => {
    return `${output.join('x')}${kind.endsWith('posterior') ? beside : ''}`;
  });
  return `${[`${input}${beside}`, ...layers].join('-')}, batch ${batchSize}`;
}
