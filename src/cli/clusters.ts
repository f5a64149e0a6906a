import type { VAE } from '../index.ts';
import type { RunRows } from './runData.ts';

/** Rows in each class, for each variable of the code: a mixture has one variable, of its components. */
export type ClusterSizes = readonly (readonly number[])[];

/**
 * The sizes of the clusters that a model finds without labels, or undefined for a model that finds none.
 * @param data rows with the model's columns
 */
export async function clusterSizes(model: VAE, data: RunRows): Promise<ClusterSizes | undefined> {
  const { programs } = model;
  if (!(programs.includes('classify') && programs.includes('decode'))) return undefined;
  const { classes, probabilities } = await model.predict(data);
  const variables = classes.length / data.rows;
  const count = probabilities.length / classes.length;
  return Array.from({ length: variables }, (_, variable) => {
    const sizes = new Array<number>(count).fill(0);
    for (let i = variable; i < classes.length; i += variables) {
      const own = classes[i] as number;
      sizes[own] = (sizes[own] as number) + 1;
    }
    return sizes;
  });
}
