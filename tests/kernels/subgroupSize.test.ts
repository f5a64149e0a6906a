import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Gpu } from '../../src/gpu/device.ts';
import { inSubgroups } from '../../src/gpu/inSubgroups.ts';
import { openDevice } from '../../src/gpu/openDevice.ts';
import { specialize } from '../../src/kernels/specialize.ts';
import { PRODUCT_KERNELS } from '../../src/kernels/variants.ts';
import { describeCase, type KernelCase, kernelCases } from '../support/kernelCases.ts';
import { prepareCase } from '../support/preparedCase.ts';
import { runOnDevice } from '../support/runCase.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';

const opened = await openSuiteGpu();
afterAll(() => opened.release());
const { subgroupMinSize: smallest, subgroupMaxSize: largest } = opened.adapter.info;
/** A case of each kernel that has a twin, in the variant that is the default. */
const cases = PRODUCT_KERNELS.flatMap((kernel) => {
  const found = kernelCases.find((each) => each.kernel === kernel);
  return found ? [{ ...found, slots: { ...found.slots, product: 'direct_4x8' } }] : [];
});

/** The adapter's device as one of a GPU of a vendor, with subgroups of these sizes. */
async function openAs(vendor: string, subgroupMinSize: number) {
  const adapter = (await opened.gpu.requestAdapter()) ?? undefined;
  const device = await openDevice({ ...(adapter && { adapter }) });
  const names = { vendor, architecture: '', device: '', description: '' };
  const value = { ...names, subgroupMinSize, subgroupMaxSize: largest };
  Object.defineProperty(device, 'adapterInfo', { value });
  const compiled = vi.spyOn(device, 'createShaderModule');
  const gpu = await Gpu.open({ device });
  return {
    gpu,
    /** True of each module that was compiled, in order, if it asks for a size. */
    asks: (size: number) =>
      compiled.mock.calls.map(([{ code }]) => code.includes(`@subgroup_size(${size})`)),
    close: () => {
      gpu.dispose();
      device.destroy();
    },
  };
}

const has = opened.adapter.features.has('subgroup-size-control');
describe.skipIf(!has)('with the feature subgroup-size-control', () => {
  let usual: Awaited<ReturnType<typeof openAs>>;
  beforeAll(async () => {
    usual = await openAs('', smallest);
  });
  afterAll(() => usual.close());

  async function expectSameBits(intel: typeof usual, each: KernelCase) {
    const asked = await runOnDevice(intel.gpu, prepareCase(each));
    const expected = await runOnDevice(usual.gpu, prepareCase(each));
    const bits = (outputs: typeof asked) => outputs.map(({ physical }) => physical);
    expect(bits(asked), describeCase(each)).toEqual(bits(expected));
  }

  test('on Intel each product asks for the smallest subgroups, and has the same bits', async () => {
    const intel = await openAs('intel', smallest);
    for (const each of cases) await expectSameBits(intel, each);
    expect(intel.asks(smallest)).toEqual(cases.map(() => true));
    expect(usual.asks(smallest)).toEqual(cases.map(() => false));
    intel.close();
  });

  test('a size that the compiler refuses is left to the driver', async () => {
    const intel = await openAs('intel', 2 * largest);
    for (const each of cases.slice(0, 1)) await expectSameBits(intel, each);
    expect(intel.asks(2 * largest)).toEqual([true, false]);
    intel.close();
  });
});

describe('the code', () => {
  const code = 'fn f() {}\n@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)\nfn main() {}';
  const kernel = { ...specialize('dense_forward'), code };
  const invocations = 64;

  test('has all invocations along x', () => {
    expect(inSubgroups(kernel, 16)).toBe(
      'enable subgroups;enable subgroup_size_control;' +
        `fn f() {}\n@compute @workgroup_size(${invocations}) @subgroup_size(16)\nfn main() {}`,
    );
  });

  test('stays as it is without a size, without whole subgroups and without a product', () => {
    expect(inSubgroups(kernel)).toBe(code);
    expect(inSubgroups(kernel, 2 * invocations)).toBe(code);
    const other = specialize('scale');
    expect(inSubgroups(other, 16)).toBe(other.code);
  });
});
