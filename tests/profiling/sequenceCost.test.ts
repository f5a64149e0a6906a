import { expect, test } from 'vitest';
import { stepCost } from '../../src/index.ts';

/** A layer forward and back, in the encoder and in the decoder. */
const PASSES = 4;
const LENGTH = 32;

/** The kinds of dispatches of a step of a model of sentences. */
async function countsOf(unit: 'gru' | 'lstm', hidden: number) {
  const shape = { length: LENGTH, vocabulary: 100, embedding: 16 };
  const architecture = { family: 'sequence', ...shape, unit, hidden } as const;
  const { dispatches } = await stepCost({ architecture, batchSize: 32 });
  const kernels = dispatches.map(({ kernel }) => kernel);
  const steps = kernels.filter((kernel) => kernel.startsWith(`${unit}_step_`)).length;
  const whole = kernels.filter((kernel) => kernel.startsWith(`${unit}_`)).length - steps;
  return { steps, whole, others: kernels.length - steps - whole };
}

test.each([
  ['gru', 39, [64, 147], 148],
  ['lstm', 47, [64, 128], 129],
] as const)(
  'a %s is counted as a GPU fuses it: whole where its weights are small',
  async (unit, others, small, large) => {
    for (const hidden of small) {
      expect(await countsOf(unit, hidden)).toEqual({ whole: PASSES, steps: 0, others });
    }
    // The gradient of the decoder's initial state is a step more.
    expect(await countsOf(unit, large)).toEqual({ whole: 0, steps: PASSES * LENGTH + 1, others });
  },
);
