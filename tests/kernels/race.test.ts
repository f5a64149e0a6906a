import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/kernels/catalogue.generated.ts';
import type { KernelEntry } from '../../src/kernels/catalogue.types.ts';
import { describeCase, type KernelCase, kernelCases } from '../support/kernelCases.ts';
import { findRaces } from '../support/races.ts';

const SHARING = Object.entries<KernelEntry>(catalogue.kernels)
  .filter(([, { workgroupBytes }]) => workgroupBytes > 0)
  .map(([kernel]) => kernel);

/** The case of each kernel and choice of slots where most lanes take several turns. */
const cases = SHARING.flatMap((kernel) => {
  const wide = ({ K, M }: KernelCase['sizes']): boolean => K === 301 || M === 128;
  const wanted = kernelCases.filter((each) => each.kernel === kernel && wide(each.sizes));
  return [...new Map(wanted.map((each) => [JSON.stringify(each.slots), each])).values()];
});

const BARRIER = 'workgroupBarrier();';

test('every kernel that shares memory between invocations is here', () => {
  expect(SHARING).toContain('sum_terms');
  expect([...new Set(cases.map(({ kernel }) => kernel))]).toEqual(SHARING);
});

describe.each(cases.map((each) => [describeCase(each), each] as const))('%s', (_, each) => {
  test('has no data race and no barrier that only some invocations reach', () => {
    expect(findRaces(each)).toEqual({ races: [], errors: [] });
  });

  test('would have a race without its barrier', () => {
    const { races } = findRaces(each, (code) => code.replace(BARRIER, ''));
    expect(races.join('\n')).toMatch(/^sum64_partial: write in line \d+, read in line/m);
  });

  test('would fail with a barrier for half of its invocations', () => {
    const { errors } = findRaces(each, (code) =>
      code.replace(BARRIER, `if (lane < 32u) { ${BARRIER} }`),
    );
    expect(errors.join('\n')).toContain('Barrier divergence');
  });

  test('would have a race if two invocations wrote the result', () => {
    const { races } = findRaces(each, (code) => code.replace('lane == 0u', 'lane < 2u'));
    expect(races.join('\n')).toMatch(/^(sums|terms): write in line \d+, write in line/m);
  });
});
