import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import { tensorsOf } from '../../src/graph/plan.ts';
import type { KernelEntry, PieceEntry } from '../../src/kernels/catalogue.types.ts';
import { catalogue } from '../support/catalogue.ts';
import { everyKernelCase, type KernelCase, kernelCases } from '../support/kernelCases.ts';
import { prepareStep } from '../support/oneStep.ts';
import { prepareCase } from '../support/preparedCase.ts';
import { findRaces, type Interpreted, specialized } from '../support/races.ts';
import { TestRandom } from '../support/random.ts';

const kernels: Readonly<Record<string, KernelEntry>> = catalogue.kernels;
const products: Readonly<Record<string, PieceEntry>> = catalogue.slots.product;

const named = <T extends PieceEntry>(
  pieces: Readonly<Record<string, T>>,
  is: (piece: T) => boolean,
) =>
  Object.entries(pieces)
    .filter(([, piece]) => is(piece))
    .map(([name]) => name)
    .sort();

/** Kernels that sum over a workgroup. */
const SUMMING = named(kernels, ({ workgroupBytes }) => workgroupBytes > 0);
/** Products whose invocations share loads or sums. */
const SHARING = named(products, ({ code }) => code.includes('var<workgroup>'));
/** Kernels whose invocations exchange values through buffers. */
const HANDING_ON = named(kernels, ({ code }) => code.includes('storageBarrier'));

interface RaceCase {
  readonly name: string;
  readonly given: Interpreted;
}

/** For each kernel and choice of slots, the case in which most lanes take several turns. */
const sums = SUMMING.flatMap((kernel) => {
  const wide = ({ K, M }: KernelCase['sizes']): boolean => K === 301 || M === 128;
  const of = (cases: readonly KernelCase[]) => cases.filter((each) => each.kernel === kernel);
  const chosen = new Set(of(kernelCases).map(({ slots }) => JSON.stringify(slots)));
  const wanted = of(everyKernelCase).filter(({ sizes }) => wide(sizes));
  const bySlots = new Map(
    wanted
      .map((each) => [JSON.stringify(each.slots), each] as const)
      .filter(([slots]) => chosen.has(slots)),
  );
  return [...bySlots].map(([slots, each]) => ({
    name: `${kernel} ${slots}`,
    given: prepareCase(each),
  }));
});

/**
 * One kernel for each product: the others differ in loads and stores, and no two invocations of a
 * product write the same element. The inner dimensions take two turns.
 */
const shared = SHARING.map((product): RaceCase => {
  const sizes = { M: 13, N: 5, K: product.startsWith('split') ? 141 : 21 };
  const slots = { load: 'matrix', activation: 'identity', product };
  const given = prepareCase({ kernel: 'dense_forward', sizes, slots, flags: {}, rowCount: 13 });
  return { name: product, given };
});

/** Enough latents that some lanes take two turns. */
const handedOn = [64, 256].flatMap((lanes) => HANDING_ON.map((kernel) => handingOn(kernel, lanes)));

/** @param lanes invocations of a workgroup */
function handingOn(kernel: string, lanes: number): RaceCase {
  const config = { input: 9, hidden: [12], latent: 36, activation: 'relu' } as const;
  const step = prepareStep({ config, rows: 9, rowCount: 9, dtype: 'u8' }, 'counter');
  const options = { keepBatch: false, latentInvocations: lanes };
  const dispatch = fuse(step.plan, options).step.find((each) => each.kernel === kernel);
  if (!dispatch) throw new Error(`no ${kernel} in the plan`);
  const random = new TestRandom(3);
  const values = tensorsOf(dispatch).map(([, { name, shape }]) => {
    return [name, random.uniform(logicalSize(shape), -1, 1)] as const;
  });
  return {
    name: `${kernel} of ${lanes}`,
    given: { dispatch, step: step.record, values: Object.fromEntries(values) },
  };
}

const BARRIER = /(?:workgroup|storage)Barrier\(\);/g;

/** The code with its barrier number `index` replaced. */
function atBarrier(index: number, replace: (barrier: string) => string): (code: string) => string {
  return (code) => {
    let count = 0;
    return code.replace(BARRIER, (barrier) => (count++ === index ? replace(barrier) : barrier));
  };
}

test('everything that shares memory between invocations is here', () => {
  expect(SUMMING).toContain('sum_terms');
  expect(SHARING).toEqual(['direct_4x4', 'split_32x64', 'split_8x8', 'tiled_32x64', 'tiled_64x64']);
  expect(HANDING_ON).toEqual(['latent_backward', 'latent_forward']);
});

describe.each([...sums, ...shared, ...handedOn])('$name', ({ given }) => {
  const barriers = [...specialized(given).code.matchAll(BARRIER)].map((_, i) => i);

  test('has no data race and no barrier that only some invocations reach', () => {
    expect(findRaces(given)).toEqual({ races: [], errors: [] });
  });

  test.each(barriers)('would have a race without barrier %i', (index) => {
    const { races } = findRaces(
      given,
      atBarrier(index, () => ''),
    );
    expect(races.join('\n')).toMatch(
      /: write in line \d+, (read|write) in line|: read in line \d+, write in line/,
    );
  });

  test('would fail with a barrier for half of its invocations', () => {
    const halved = atBarrier(0, (barrier) => `if (lane % 2u == 0u) { ${barrier} }`);
    expect(findRaces(given, halved).errors.join('\n')).toContain('Barrier divergence');
  });
});

/** Kernels in which only the first invocation writes the common sum. */
const writtenOnce = sums.filter(({ given }) => specialized(given).code.includes('lane == 0u'));

test.each(writtenOnce)(
  '$name would have a race if two invocations wrote the result',
  ({ given }) => {
    const { races } = findRaces(given, (code) => code.replace('lane == 0u', 'lane < 2u'));
    expect(races.join('\n')).toMatch(
      /^(sums|terms|dvalues|first|densities|covariance|columns): (read|write) in line \d+, write in line/m,
    );
  },
);

test.each(handedOn)('$name would have a race if two invocations made the same', ({ given }) => {
  const { races } = findRaces(given, (code) => code.replace('i / ROWS);', 'i / (2u * ROWS));'));
  expect(races.join('\n')).toMatch(/: write in line \d+, write in line/);
});
