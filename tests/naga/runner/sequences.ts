import type { Gpu } from '../../../src/gpu/device.ts';
import {
  compareSequence,
  SEQUENCE_SHAPES,
  type SequenceShape,
} from '../../support/recurrentSequences.ts';
import { attempt, type Result } from './result.ts';

/** Layers over sequences by the names of their results. */
export const sequences: readonly (SequenceShape & { readonly name: string })[] =
  SEQUENCE_SHAPES.map((shape) => ({ ...shape, name: `sequence ${JSON.stringify(shape)}` }));

/** Runs a layer, all steps in one dispatch and step by step, and compares it with the twins. */
export function runSequence(gpu: Gpu, shape: (typeof sequences)[number]): Promise<Result> {
  return attempt(gpu.device, shape.name, async () => {
    const { whole, stepwise } = await compareSequence(gpu, shape);
    return { problems: [...whole.problems, ...stepwise.problems] };
  });
}
