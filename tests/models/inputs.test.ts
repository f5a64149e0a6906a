import { describe, expect, test } from 'vitest';
import type { InputConfig } from '../../src/families/vae/config.ts';
import { ADAM_DEFAULTS } from '../../src/optimizers/adam.ts';
import type { ReferenceExecutor } from '../../src/reference/executor.ts';
import { inputsOf, recordedModel, runRecorded, sourceOf } from '../support/recordedPlan.ts';
import { step } from '../support/scalars.ts';

const INPUT = 11;
const ROWS = 6;
const counter = { kind: 'counter', stream: 3 } as const;
const SOURCE = sourceOf(ROWS);

/** The tensors of one batch: the modelled values, and the encoder's input. */
interface Seen {
  readonly target: number[];
  readonly encoder: number[];
  readonly run: ReferenceExecutor;
}

type Pass = 'training' | 'evaluation';

/** Runs one batch at a step. Finds the encoder's input and the target by their readers. */
function seenAt(choice: Partial<InputConfig>, pass: Pass, at = 1): Seen {
  const recorded = recordedModel({ input: INPUT, hidden: [4], latent: 2, ...choice });
  const { model } = recorded;
  const { plan } =
    pass === 'training'
      ? model.trainingPlan(SOURCE, counter, ADAM_DEFAULTS)
      : model.evaluationPlan(SOURCE);
  const record = step(ROWS, { counter: at, data_counter: at });
  const run = runRecorded(recorded, { plan }, inputsOf(recorded, ROWS), record);
  const loadedBy = (label: string): number[] => {
    const tensor = plan.step.find((each) => each.label === label)?.slots.load?.bindings.x;
    return [...run.values(tensor?.name ?? label)];
  };
  return { run, encoder: loadedBy('fc1.forward'), target: loadedBy('reconstruction.forward') };
}

const clean = [...inputsOf(recordedModel({ input: INPUT, hidden: [4], latent: 2 }), ROWS).data];

describe.each([0, 3])('with a condition of %i columns', (condition) => {
  const width = INPUT + condition;
  const data = inputsOf(
    recordedModel({ input: INPUT, hidden: [4], latent: 2, condition }),
    ROWS,
  ).data;
  /** The first columns of every row, and the remaining ones. */
  const left = (values: ArrayLike<number>) =>
    Array.from(values).filter((_, i) => i % width < INPUT);
  const right = (values: ArrayLike<number>) =>
    Array.from(values).filter((_, i) => i % width >= INPUT);

  test('inputDropout hides values from the encoder and not from the target', () => {
    const { encoder, target } = seenAt({ condition, inputDropout: 0.5 }, 'training');
    expect(target).toEqual(left(data));
    expect(right(encoder)).toEqual(right(data));
    const ratios = left(encoder).map((value, i) => value / (target[i] ?? 0));
    expect(new Set(ratios)).toEqual(new Set([0, 2]));
  });

  test('inputDropout hides others at another step, and none in evaluation', () => {
    const choice = { condition, inputDropout: 0.5 };
    expect(seenAt(choice, 'training', 1).encoder).toEqual(seenAt(choice, 'training', 1).encoder);
    expect(seenAt(choice, 'training', 2).encoder).not.toEqual(
      seenAt(choice, 'training', 1).encoder,
    );
    expect(seenAt(choice, 'evaluation').encoder).toEqual([...data]);
  });

  test.each<Pass>(['training', 'evaluation'])(
    'normalizeInput gives the encoder rows of length 1 in %s, and leaves the target',
    (pass) => {
      const { encoder, target } = seenAt({ condition, normalizeInput: true }, pass);
      expect(target).toEqual(left(data));
      expect(right(encoder)).toEqual(right(data));
      for (let row = 0; row < ROWS; row++) {
        const of = (values: readonly number[]) => values.slice(row * INPUT, (row + 1) * INPUT);
        const length = Math.hypot(...of(target));
        for (const [i, value] of of(left(encoder)).entries()) {
          expect(value).toBeCloseTo((of(target)[i] ?? 0) / length, 12);
        }
      }
    },
  );

  test.each<Pass>(['training', 'evaluation'])(
    'logInput gives the encoder log(1 + x) in %s, and leaves the target',
    (pass) => {
      const { encoder, target } = seenAt({ condition, logInput: true }, pass);
      expect(target).toEqual(left(data));
      expect(right(encoder)).toEqual(right(data));
      for (const [i, value] of left(encoder).entries()) {
        expect(value).toBeCloseTo(Math.log1p(target[i] ?? 0), 12);
      }
    },
  );

  test.each<[InputConfig['binarize'], Pass]>([
    ['static', 'training'],
    ['static', 'evaluation'],
    ['dynamic', 'training'],
    ['dynamic', 'evaluation'],
  ])('binarize %s in %s: the encoder sees the target, the condition stays', (binarize, pass) => {
    const { encoder, target } = seenAt({ condition, binarize }, pass);
    expect(new Set(target)).toEqual(new Set([0, 1]));
    expect(left(encoder)).toEqual(target);
    expect(right(encoder)).toEqual(right(data));
    if (binarize === 'static') {
      expect(target).toEqual(left(data).map((value) => Number(value >= 0.5)));
    }
  });

  test('binarize dynamic draws anew at every step, and in evaluation the same twice', () => {
    const at = (pass: Pass, number: number) =>
      seenAt({ condition, binarize: 'dynamic' }, pass, number).target;
    expect(at('training', 2)).not.toEqual(at('training', 1));
    expect(at('evaluation', 1)).toEqual(at('evaluation', 1));
    expect(at('evaluation', 1)).not.toEqual(at('training', 1));
  });
});

test('all of them together: binary values, scaled, then dropped', () => {
  const choice = { binarize: 'static', normalizeInput: true, inputDropout: 0.5 } as const;
  const { encoder, target } = seenAt(choice, 'training');
  expect(target).toEqual(clean.map((value) => Number(value >= 0.5)));
  for (let row = 0; row < ROWS; row++) {
    const own = target.slice(row * INPUT, (row + 1) * INPUT);
    const kept = 2 / Math.hypot(...own);
    for (const [i, value] of encoder.slice(row * INPUT, (row + 1) * INPUT).entries()) {
      expect([0, own[i] ? kept : 0].some((each) => Math.abs(each - value) < 1e-12)).toBe(true);
    }
  }
  expect(encoder.some((value) => value > 0)).toBe(true);
});
