import { describe, expect, test } from 'vitest';
import { accessesOf } from '../../scripts/isa/invocation.mjs';
import { parseKernel, workgroupSize } from '../../scripts/isa/wgsl.mjs';
import type { InvocationWork } from '../../scripts/work/types.ts';
import { workOf } from '../../scripts/work/workOf.mjs';
import { fuse } from '../../src/fusion/fuse.ts';
import type { Dispatch } from '../../src/graph/plan.ts';
import { planCost } from '../../src/kernels/cost.ts';
import { launchGrid } from '../../src/kernels/launch.ts';
import { specialize } from '../../src/kernels/specialize.ts';
import { chooseVariants, lackingFor, PRODUCT_VARIANTS } from '../../src/kernels/variants.ts';
import { VaeModel } from '../support/vaeModel.ts';

/** All that GPUs run. */
const VARIANTS = PRODUCT_VARIANTS.filter((variant) => {
  const device = {
    features: new Set(['subgroups']),
    limits: { maxComputeInvocationsPerWorkgroup: 256, maxComputeWorkgroupSizeX: 256 },
  };
  return lackingFor(variant, device) === undefined;
});

/** Workgroups a dimension that every device allows. */
const LIMIT = 65_535;

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

function choicesOf({ slots }: Dispatch): Record<string, string> {
  return Object.fromEntries(Object.entries(slots).map(([slot, { choice }]) => [slot, choice]));
}

function workOfDispatch(dispatch: Dispatch): InvocationWork {
  const work = workOf(dispatch.kernel, choicesOf(dispatch), dispatch.constants);
  return work ?? expect.fail(`no work of ${dispatch.kernel}`);
}

const codeOf = (dispatch: Dispatch): string =>
  specialize(dispatch.kernel, choicesOf(dispatch), dispatch.constants).code;

/** A step of a model; its sizes are multiples of every tile and of every turn. */
const { plan } = new VaeModel({ input: 1024, hidden: [512], latent: 512 }).training(
  { rows: 512, dataRows: 512, dtypes: { data: 'u8' }, ring: 1 },
  { optimizer: 'adam' },
);
const fused = fuse(plan);

describe.each([
  ['recorded', plan],
  ['fused', fused],
])('the trips of the %s step, times the multiply-adds of a turn', (_, recorded) => {
  test.each(VARIANTS)('are the operations of its cost, with %s', (variant) => {
    const chosen = chooseVariants(recorded, () => variant);
    const { dispatches } = planCost(chosen);
    const counted = chosen.step.flatMap((dispatch, i) => {
      const { multiplyAdds } = workOfDispatch(dispatch);
      if (multiplyAdds === 0) return [];
      const invocations = product(workgroupSize(parseKernel(codeOf(dispatch))));
      const all = 2 * multiplyAdds * invocations * product(launchGrid(dispatch, LIMIT));
      const ratio = all / (dispatches[i]?.flops ?? 0);
      // Latent kernels and the optimizer do more than multiply-adds; the former leave invocations idle.
      const [least, most] = dispatch.kernel.startsWith('latent') ? [0.9, 1.6] : [0.95, 1];
      expect(ratio, dispatch.kernel).toBeGreaterThan(least);
      expect(ratio, dispatch.kernel).toBeLessThanOrEqual(most);
      return [dispatch.kernel];
    });
    expect(counted.length).toBeGreaterThan(5);
  });
});

describe('accesses to workgroup memory', () => {
  test.each(['tiled_32x64', 'tiled_64x64'] as const)(
    'of %s are those of an invocation that is followed through the WGSL',
    (variant) => {
      // Few enough turns for the interpreter, which follows the first eight of a loop.
      const { plan: small } = new VaeModel({ input: 96, hidden: [64], latent: 8 }).training(
        { rows: 64, dataRows: 64, dtypes: { data: 'u8' }, ring: 1 },
        { optimizer: 'adam' },
      );
      for (const dispatch of chooseVariants(small, () => variant).step) {
        if (!dispatch.slots.product) continue;
        const ways = accessesOf(parseKernel(codeOf(dispatch)), 0).map(({ way }) => way);
        const { sharedLoads, sharedStores } = workOfDispatch(dispatch);
        expect(sharedLoads, dispatch.kernel).toBe(ways.filter((way) => way === 'read').length);
        expect(sharedStores, dispatch.kernel).toBe(ways.filter((way) => way === 'write').length);
      }
    },
  );
});

describe('the work of an invocation', () => {
  const dispatches = chooseVariants(fused, () => 'direct_8x8').step;
  const found = (kernel: string): InvocationWork =>
    workOfDispatch(dispatches.find((each) => each.kernel === kernel) ?? expect.fail(kernel));

  test('follows constants of the dispatch', () => {
    const work = (K: number) => workOf('dense_forward', { product: 'direct_4x8' }, { K });
    expect(work(32)?.multiplyAdds).toBe(8 * 128);
    expect(work(33)?.multiplyAdds).toBe(10 * 128);
    expect(work(32)?.nests).toEqual([8 * 128]);
  });

  test('has one nest for each product of a kernel', () => {
    expect(found('latent_forward').nests).toHaveLength(2);
    expect(found('dense_backward_weight_update').nests).toHaveLength(1);
  });

  test('counts what few invocations do apart', () => {
    // An 8 x 8 block of weights and its moments; biases are updated by the first columns.
    expect(found('dense_backward_weight_update')).toMatchObject({ stores: 48 });
    expect(found('dense_backward_weight_update').rareStores).toBeGreaterThan(0);
  });

  test('is uncertain where data decide how often a loop runs', () => {
    const loading = (load: string) => ({ load, product: 'direct_8x8' });
    expect(workOf('dense_forward', loading('gather_sparse'), {})?.certain).toBe(false);
    expect(workOf('dense_forward', loading('matrix'), {})?.certain).toBe(true);
  });

  test('is unknown for a kernel that does not exist', () => {
    expect(workOf('dense_sideways', {}, {})).toBeUndefined();
  });

  test('is known for every kernel, with every constant that it names', () => {
    for (const dispatch of [...plan.step, ...plan.burst, ...dispatches]) workOfDispatch(dispatch);
  });
});
