import type { Model } from '../families/model.ts';
import { programOf } from '../families/program.ts';
import { drawnNoise } from '../ops/noise.ts';
import type { RowsRequest } from './runRows.ts';

/**
 * Records a model's program of this name with one sample a row, whose noise is drawn from a stream.
 * @throws ConfigError if the model does not have the program
 */
export function recorder(model: Model, name: string, stream: number): RowsRequest['record'] {
  const { record } = programOf(model, name);
  return (source) => record({ source, noise: drawnNoise(stream), samples: 1 });
}
