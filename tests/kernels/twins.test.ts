import { describe, expect, test } from 'vitest';
import type { Dispatch } from '../../src/graph/plan.ts';
import type { RecordedKernel } from '../../src/kernels/names.ts';
import { twins } from '../../src/reference/twins.ts';
import { catalogue } from '../support/catalogue.ts';
import { dirtyPadding, outsideBounds } from '../support/checkCase.ts';
import { skipWhereLacking } from '../support/features.ts';
import { useGpu } from '../support/gpu.ts';
import {
  describeCase,
  everyKernelCase,
  type KernelCase,
  kernelCases,
} from '../support/kernelCases.ts';
import { type CaseValues, type PreparedCase, prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';
import { tally } from '../support/tally.ts';

const gpu = useGpu();

test('every kernel that ops record has cases, with every choice for its slots', () => {
  const kernels = Object.keys(twins) as RecordedKernel[];
  const slots: Readonly<Record<string, object>> = catalogue.slots;
  const expected = kernels.flatMap((kernel) => {
    const choices = Object.keys(catalogue.kernels[kernel].slots).flatMap((slot) =>
      Object.keys(slots[slot] ?? {}).map((choice) => `${kernel} ${slot}=${choice}`),
    );
    return [kernel, ...choices];
  });
  const covered = kernelCases.flatMap(({ kernel, slots }) => {
    const choices = Object.entries(slots).map(([slot, choice]) => `${kernel} ${slot}=${choice}`);
    return [kernel, ...choices];
  });
  // Gathering from a matrix would be a copy.
  const wanted = expected.filter((each) => each !== 'gather load=matrix');
  expect([...new Set(covered)].sort()).toEqual(wanted.sort());
});

describe.each(Object.keys(twins))('%s', (kernel) => {
  const cases = kernelCases.filter((each) => each.kernel === kernel);

  test.for(cases.map((each) => [describeCase(each), each] as const))(
    '%s',
    async ([, each], context) => {
      skipWhereLacking(gpu(), each.slots, context);
      const prepared = prepareCase(each);
      const outputs = await runOnDevice(gpu(), prepared);
      expect(outsideBounds(prepared, outputs)).toEqual([]);
      for (const output of outputs) expect(dirtyPadding(prepared, output)).toEqual([]);
      tally('kernels x cases against twins', 1);
    },
  );

  // Proof that the bounds above are tight enough to detect an error.
  test('the comparison fails for a twin with one wrong input', async () => {
    const every = everyKernelCase.filter((each) => each.kernel === kernel);
    const prepared = prepareCase(controlCase(every));
    const outputs = await runOnDevice(gpu(), prepared);
    expect(outsideBounds(prepared, outputs)).toEqual([]);
    for (const name of Object.keys(prepared.values)) {
      if (name === 'health' || isOverwritten(prepared, name)) continue;
      const found = outsideBounds(prepared, outputs, oneWrong(prepared, name));
      expect(found.length, `one wrong value in ${name} goes unnoticed`).toBeGreaterThan(0);
    }
  });
});

/**
 * The accumulating case with sizes that are not multiples of a block, the most tensors, and a
 * gradient that is nowhere constant.
 */
function controlCase(cases: readonly KernelCase[]): KernelCase {
  const score = ({ sizes, slots, flags }: KernelCase): number =>
    (sizes.M === 1 || sizes.P === 4 ? 0 : 8) +
    (slots.activation_gradient === undefined || slots.activation_gradient === 'tanh' ? 4 : 0) +
    (slots.noise === undefined || slots.noise === 'given' ? 2 : 0) +
    // A step of a recurrence that another one comes after.
    (flags.FIRST === true ? 0 : 16) +
    (Object.values(flags).includes(true) ? 1 : 0);
  return cases.reduce((best, each) => (score(each) > score(best) ? each : best));
}

function isOverwritten({ dispatch, outputs }: PreparedCase, name: string): boolean {
  const accumulates = Object.entries(dispatch.constants).some(
    ([constant, value]) => constant.startsWith('ACCUMULATE') && value === true,
  );
  const added = accumulates || name === 'terms' || name === 'bound' || name === 'state';
  return outputs.some((each) => each.name === name) && !added;
}

/**
 * The first row's values, with one changed so that the prediction turns from right to wrong or vice
 * versa.
 */
function turned({ constants }: Dispatch, values: CaseValues, name: string): Float64Array {
  const classes = Number(constants.C);
  const samples = Number(constants.SAMPLES);
  const likeliest = (of: string): number => {
    const rows = of === 'probabilities' ? samples : 1;
    const sums = Array.from({ length: classes }, (_, c) =>
      Array.from({ length: rows }, (_, row) => values[of]?.[row * classes + c] ?? 0).reduce(
        (a, b) => a + b,
      ),
    );
    return sums.indexOf(Math.max(...sums));
  };
  const other = likeliest(name === 'probabilities' ? 'target_rows' : 'probabilities');
  const wrong = Float64Array.from(values[name] ?? []);
  wrong[other] = likeliest(name) === other ? -100 : 100;
  return wrong;
}

/** The case's values with one changed by about a hundredth of its range. */
function oneWrong({ dispatch, step, values }: PreparedCase, name: string): CaseValues {
  const wrong = Float64Array.from(values[name] ?? []);
  const row = values.row_index?.[step.first_row] ?? 0;
  const {
    K = 0,
    L = 0,
    H = 0,
    GATES = 0,
    VOCABULARY = 1,
    RING = 1,
    FIRST = 0,
    LENGTH = 0,
    COLUMN = 0,
    SAMPLES = 1,
  } = dispatch.constants as Record<string, number>;
  if (name === 'starts') {
    wrong[1] = (wrong[1] ?? 0) - 1;
    return { ...values, [name]: wrong };
  }
  if (name === 'row_index') {
    wrong[step.first_row] = row === 0 ? 1 : row - 1;
    return { ...values, [name]: wrong };
  }
  if (name === 'tokens') {
    wrong[0] = wrong[0] === 0 ? 1 : 0;
    return { ...values, [name]: wrong };
  }
  if (name === 'settings' || name === 'subsets' || name === 'key') {
    return { ...values, [name]: wrong.map((value) => value + 1) };
  }
  if (name === 'known' || name === 'observed') {
    return { ...values, [name]: wrong.map((value) => 1 - value) };
  }
  if (name === 'sorted' || name === 'order') {
    wrong[wrong.length - 1] = 1;
    return { ...values, [name]: wrong };
  }
  if (name === 'lengths' || name === 'at') {
    wrong[0] = (wrong[0] ?? 0) + (name === 'lengths' ? -LENGTH : 1);
    return { ...values, [name]: wrong };
  }
  const drawn =
    name === 'noise' &&
    [
      'dropout',
      'mixture_choice',
      'concrete_forward',
      'shift_tokens',
      'choose_tokens',
      'draw_subset',
    ].includes(dispatch.kernel);
  // Modalities, members of a product, and the weights of a mixture.
  const chosen =
    name === 'present' ||
    name === 'members' ||
    (name === 'weights' && dispatch.kernel === 'subset_moments');
  const certain =
    (name === 'logits' &&
      /^(concrete|categorical_kl|choose_tokens|beam_tokens)/.test(dispatch.kernel)) ||
    (name === 'scores' && dispatch.kernel === 'top_columns');
  if (name === 'image' || name === 'log_weights' || drawn || certain || chosen) {
    // Only where it decides does a value affect the result.
    return { ...values, [name]: wrong.map((value) => -value) };
  }
  if (name === 'open') return { ...values, [name]: wrong.map((value) => 1 - value) };
  /** True for a place that is not missing, where some are. */
  const counts = (i: number): boolean =>
    values.observed === undefined ||
    values.observed[Math.floor(i / K / SAMPLES) * K + (i % K)] !== 0;
  // An element that affects the result: in a row of the batch, of logvar rather than mu, in the
  // current ring slot, in the slice; the largest output.
  const slot = ((step.ring_slot % RING) * wrong.length) / RING;
  const index =
    {
      data: row * K,
      field: row * K,
      stats: Math.max(0, 2 * L - 1),
      q: Math.max(0, 2 * L - 1),
      dstats: 2 * L - 1,
      gaussian: dispatch.kernel === 'full_nll_backward' ? 2 * L - 1 : 0,
      prior: 2 * L - 1,
      dy: dispatch.kernel === 'lower_product_backward' ? L - 1 : 0,
      outputs: wrong.indexOf(Math.max(...wrong.filter((_, i) => counts(i)))),
      logits: wrong.indexOf(Math.max(...wrong)),
      reconstruction: slot,
      first: slot,
      second: slot,
      plain: slot,
      given: slot,
      weights: COLUMN,
      kl: slot,
      // A sample is not apart from itself.
      own: Math.min(1, wrong.length - 1),
      nll: slot,
      // The row of a table that the first token names.
      weight: Math.min(values.tokens?.[0] ?? 0, VOCABULARY - 1) * K,
      x: dispatch.kernel === 'rows_to_steps' ? FIRST * K : FIRST,
      // At the step of the recurrence, and at the place behind it.
      inputs: (values.at?.[0] ?? 0) * GATES * H,
      dsums: (values.at?.[0] ?? 0) * GATES * H,
      dcells: (values.at?.[0] ?? 0) * H,
    }[name] ?? 0;
  const value = wrong[index] ?? 0;
  if (dispatch.kernel === 'accuracy') return { ...values, [name]: turned(dispatch, values, name) };
  const load = name === 'data' ? dispatch.slots.load?.choice : undefined;
  if (load === 'gather_u8') wrong[index] = value === 255 ? 254 : value + 1;
  else if (load === 'gather_u16') wrong[index] = value > 60_000 ? value - 655 : value + 655;
  else if (load === 'gather_u32') wrong[index] = value + 1;
  // A valid class, whether or not the original one was valid.
  else if (name === 'field') wrong[index] = value === 0 ? 1 : 0;
  // A gate has one of three values: only a change that moves a latent's KL past the target is
  // visible.
  else if (dispatch.kernel === 'kl_gate') wrong[index] = value + 3;
  // So is a gate of an update, which a mean decides.
  else if (dispatch.kernel === 'balance') wrong[slot] = 100 * wrong.length;
  // Into the domain, or out of it.
  else if (dispatch.kernel === 'outside_domain') wrong[index] = value > 0.95 ? 0.5 : 5;
  else wrong[index] = value + (name === 'outputs' ? 0.08 : 0.01);
  return { ...values, [name]: wrong };
}
