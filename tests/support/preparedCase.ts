import { sparseRows } from '../../src/data/sparseRows.ts';
import type { KernelName } from '../../src/graph/kernelName.generated.ts';
import { logicalSize, physicalSize, rowStride } from '../../src/graph/layout.ts';
import type { Dispatch, Plan } from '../../src/graph/plan.ts';
import { tensorsOf } from '../../src/graph/plan.ts';
import { HEALTHY } from '../../src/graph/report.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { slotPiece } from '../../src/kernels/catalogue.ts';
import type { BindingEntry } from '../../src/kernels/catalogue.types.ts';
import { type DispatchArguments, dispatch } from '../../src/kernels/dispatch.ts';
import type { StepScalars } from '../../src/kernels/step.ts';
import { NO_STEP, packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { catalogue } from './catalogue.ts';
import type { KernelCase } from './kernelCases.ts';
import { TestRandom } from './random.ts';

/** Values by tensor name, all exact in the tensor's type. */
export type CaseValues = Readonly<Record<string, Float64Array>>;

/** A case with its dispatch and its data, ready for a device or a twin. */
export interface PreparedCase {
  readonly dispatch: Dispatch;
  readonly plan: Plan;
  readonly step: StepScalars;
  readonly values: CaseValues;
  /**
   * The tensors that the kernel writes. Tensors that it must overwrite contain other numbers
   * before.
   */
  readonly outputs: readonly Tensor[];
}

/** Creates tensors with the shapes in the shader and fills them according to the binding names. */
export function prepareCase(given: KernelCase): PreparedCase {
  const { kernel, sizes, slots, flags, rowCount } = given;
  // The batch starts inside the index, which is longer than the batch and not in order.
  const indexRows = 3 * (sizes.M ?? 1) + 5;
  const sparse = sparseOf(indexRows, sizes.K ?? 1);
  const entries: readonly BindingEntry[] = catalogue.kernels[kernel].bindings;
  const tensors = (bindings: readonly BindingEntry[]): Record<string, Tensor> =>
    Object.fromEntries(bindings.map((binding) => [binding.name, tensor(binding)]));
  const tensor = ({ name, element, shape }: BindingEntry): Tensor => ({
    name,
    dtype: element as Tensor['dtype'],
    role: 'input',
    shape: shape.map((size) => (size === '_' ? anyLength(name) : evaluate(size, sizes))),
  });
  const anyLength = (name: string): number => {
    if (name === 'starts') return (sizes.GROUPS ?? 0) + 1;
    if (name === 'sparse') return sparse.length;
    return name.endsWith('values') ? (sizes.K ?? 1) : indexRows;
  };
  const filled = Object.entries(slots).map(([slot, choice]) => [
    slot,
    { choice, bindings: tensors(slotPiece(slot, choice).bindings) },
  ]);
  const recorded = dispatch(kernel, kernel, {
    bindings: tensors(entries),
    slots: Object.fromEntries(filled),
    constants: flags,
  } as unknown as DispatchArguments<KernelName>);
  const random = new TestRandom(17 * rowCount + Object.values(sizes).reduce((a, b) => a + b, 0));
  const written = new Set(
    entries.filter(({ access }) => access === 'read_write').map(({ name }) => name),
  );
  const all = tensorsOf(recorded).map(([, bound]) => bound);
  return {
    dispatch: recorded,
    plan: { name: kernel, step: [recorded], burst: [] },
    step: stepOf(rowCount),
    values: Object.fromEntries(
      all.map((each) => {
        if (each.name === 'at') return [each.name, Float64Array.of(placeOf(given))];
        if (each.name === 'tokens' || each.name === 'sorted')
          return [each.name, tokensOf(each, sizes, random)];
        if (each.name === 'targets') {
          return [each.name, random.integers(logicalSize(each.shape), sizes.K ?? 1)];
        }
        if (each.name === 'subsets')
          return [each.name, random.integers(logicalSize(each.shape), 8)];
        if (each.name === 'order')
          return [
            each.name,
            new Float64Array(logicalSize(each.shape)).map((_, i, all) => all.length - 1 - i),
          ];
        if (each.name === 'settings') return [each.name, settingsOf(each)];
        if (each.name === 'skipped') return [each.name, Float64Array.of(skippedOf(given))];
        if (each.name === 'lengths') return [each.name, lengthsOf(sizes)];
        if (each.name === 'starts') return [each.name, startsOf(sizes)];
        if (each.name === 'sparse') return [each.name, sparse];
        if (kernel === 'sum_parts' && each.name === 'parts') {
          return [each.name, partsOf(sizes, random)];
        }
        return [each.name, fill(each, indexRows, random)];
      }),
    ),
    outputs: all.filter(({ name }) => written.has(name)),
  };
}

/** First columns of groups of unequal sizes, then K. */
function startsOf({ K = 0, GROUPS = 0 }: Readonly<Record<string, number>>): Float64Array {
  return new Float64Array(GROUPS + 1).map((_, group) => {
    const even = Math.floor((group * K) / GROUPS);
    const uneven = K >= 3 * GROUPS && group > 0 && group < GROUPS;
    return uneven ? even - (group % 2) : even;
  });
}

/** So many skipped updates that those that were made are still corrected. */
function skippedOf({ flags: { EVERY } }: KernelCase): number {
  return Math.floor((COUNTER - 1) / Number(EVERY)) - 40;
}

/** Tokens, one of them past the vocabulary; in their order where they are sorted. */
function tokensOf(
  { name, shape }: Tensor,
  { VOCABULARY = 4 }: Readonly<Record<string, number>>,
  random: TestRandom,
): Float64Array {
  const tokens = random.integers(logicalSize(shape), VOCABULARY + 1);
  return name === 'sorted' ? tokens.sort() : tokens;
}

/** Temperatures, counts and shares of draws, and whether all tokens are drawn: each alone, and together. */
const SETTINGS = [
  [1, 0, 1, 0],
  [0, 0, 0, 0],
  [0.5, 3, 1, 0],
  [2, 0, 0.75, 0],
  [1, 5, 0.5, 1],
  [0, 0, 0, 1],
];

function settingsOf({ shape: [rows = 0] }: Tensor): Float64Array {
  return Float64Array.from(
    Array.from({ length: rows }, (_, row) => SETTINGS[row % SETTINGS.length] ?? []).flat(),
  );
}

/** The step of a recurrence, or the place of the state behind it where a kernel goes back. */
function placeOf({ sizes: { K = 1, LENGTH = K }, flags }: KernelCase): number {
  if (flags.LAST) return 0;
  if (flags.FIRST) return LENGTH;
  return flags.FIRST === undefined ? LENGTH >> 1 : Math.max(1, LENGTH >> 1);
}

/** Lengths of sequences: some full, some shorter, one of a single step. */
function lengthsOf({ M = 0, LENGTH = 1 }: Readonly<Record<string, number>>): Float64Array {
  return new Float64Array(M).map((_, row) => LENGTH - (row % LENGTH));
}

/** Parts of a matrix [ROWS, WIDTH] and of the bias behind it, with zeros as padding. */
function partsOf(sizes: Readonly<Record<string, number>>, random: TestRandom): Float64Array {
  const { PARTS = 0, ROWS = 0, WIDTH = 0, SIZE = 0 } = sizes;
  const first = physicalSize([ROWS, WIDTH]);
  const stride = rowStride([WIDTH]);
  return random.uniform(PARTS * SIZE, -1, 1).map((value, i) => {
    const place = i % SIZE;
    return place < first && (place >= ROWS * stride || place % stride >= WIDTH) ? 0 : value;
  });
}

/** Packed sparse rows: one in three values is non-zero, with some empty and some full rows. */
function sparseOf(rows: number, width: number): Float64Array {
  const offsets = [0];
  const columns: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      const full = row % 4 === 1;
      if (full || (row % 4 > 1 && (row + column) % 3 === 0)) columns.push(column);
    }
    offsets.push(columns.length);
  }
  const values = columns.map((column, i) => (column + 1) / (i + 2));
  return Float64Array.from(sparseRows({ offsets, columns, values, width }).data);
}

/** Number of the step. */
const COUNTER = 1_000_003;
/** Scalars of an optimizer: step size, correction and decay. */
const SCALARS = [0.0031, 0.0547, 0.0007].map(Math.fround);

/** Step scalars that are exact in f32 or rounded like on the device. */
function stepOf(rowCount: number): StepScalars {
  return {
    row_count: rowCount,
    first_row: 3,
    ring_slot: 6, // slot 2 of the cases' ring of 4
    counter: COUNTER,
    data_counter: 1_000_033,
    data_row: 5,
    seed: 0xfedcba98,
    noise_scale: 0.75,
    optimizers: packOptimizerScalars([
      NO_STEP,
      {
        step_size: SCALARS[0] ?? 0,
        bias_correction2_sqrt: SCALARS[1] ?? 0,
        decay: SCALARS[2] ?? 0,
      },
    ]),
    loss_weights: [0.75, 1, 0, 0, 0, 1.25],
    // Some of the cases' latents are above 0.25, others below; all together they are below 500.
    targets: [0, 0, 0, 0, 0.25, 0, 500],
  };
}

function fill({ name, shape, dtype }: Tensor, indexRows: number, random: TestRandom): Float64Array {
  const size = logicalSize(shape);
  if (name === 'health') return Float64Array.of(HEALTHY);
  if (dtype === 'u32') return random.integers(size, indexRows);
  if (dtype === 'u8') return random.integers(size, name === 'field' ? 12 : 256);
  if (dtype === 'u16') return random.integers(size, name === 'field' ? 400 : 65536);
  switch (name) {
    case 'x':
    case 'data':
    case 'shares':
    case 'moments':
    case 'running_var':
      return random.uniform(size, 0, 1);
    case 'normalizers':
      // Normalizers above any logit, and totals of the targets.
      return random.uniform(size, 9, 12);
    case 'activated':
      // ReLU produces exact zeros, where its derivative is defined as 0.
      return random.uniform(size, -0.9, 0.9).map((value, i) => (i % 3 === 2 ? 0 : value));
    case 'observed':
      return new Float64Array(size).map((_, i) => Number(i % 3 !== 1));
    case 'known':
      return random.integers(size, 2);
    case 'counts':
      // Many are 0.
      return random.integers(size, 4);
    case 'image':
      // Windows have equal largest values.
      return random.integers(size, 9).map((value) => value / 4 - 1);
    case 'noise':
      return random.normal(size);
    case 'outputs':
    case 'logits':
    case 'preactivation':
      return random.uniform(size, -8, 8);
    case 'scalars':
      return Float64Array.of(...SCALARS, 1);
    case 'sigma':
      return random.uniform(size, 0.5, 2).map(Math.fround);
    case 'open':
      return Float64Array.of(1, 0);
    case 'squares':
      return random.uniform(size, 0, 1).map(Math.fround);
    case 'state':
      // Second moments are never negative.
      return random
        .uniform(size, -1, 1)
        .map((value, i) => (i < (2 * size) / 3 ? value : value ** 2))
        .map(Math.fround);
    default:
      return random.uniform(size, -1, 1);
  }
}

function evaluate(dimension: string, sizes: Readonly<Record<string, number>>): number {
  const products = dimension.split('+').map((term) => term.split('*'));
  return products
    .map((factors) => factors.reduce((all, each) => all * (sizes[each] ?? Number(each)), 1))
    .reduce((sum, product) => sum + product, 0);
}
