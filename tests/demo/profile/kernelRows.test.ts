import { describe, expect, test } from 'vitest';
import { KERNEL_GROUPS, kernelGroup } from '../../../demo/src/views/profile/kernelGroup.ts';
import { kernelRows } from '../../../demo/src/views/profile/kernelRows.ts';
import { stepCost } from '../../../src/index.ts';
import { dispatchOf, profileOf } from './profiles.ts';

describe('rows of the table', () => {
  const profile = profileOf([dispatchOf('a', 1), dispatchOf('b', 5), dispatchOf('c', 2)]);

  test('in the order of the step carry their place and their share of the time', () => {
    const rows = kernelRows(profile, 'step');
    expect(rows.map(({ label, order, share }) => [label, order, share])).toEqual([
      ['a', 1, 1 / 8],
      ['b', 2, 5 / 8],
      ['c', 3, 2 / 8],
    ]);
  });

  test('by time begin with the slowest and keep their places', () => {
    const rows = kernelRows(profile, 'time');
    expect(rows.map(({ label, order }) => [label, order])).toEqual([
      ['b', 2],
      ['c', 3],
      ['a', 1],
    ]);
    expect(profile.dispatches.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
  });

  test('have no share where nothing was timed', () => {
    const { passesMs: _, ...untimed } = profileOf([dispatchOf('a')]);
    expect(kernelRows(untimed, 'time')[0]?.share).toBeUndefined();
  });
});

describe('groups of kernels', () => {
  const groupsOf = async (fuse: boolean) => {
    const { dispatches } = await stepCost({ fuse });
    return dispatches.map(({ kernel }) => KERNEL_GROUPS[kernelGroup(kernel)]);
  };

  test('of a fused step follow the way through the network and back', async () => {
    expect(await groupsOf(true)).toEqual([
      'Layers, forward',
      'Latent block',
      'Likelihood',
      'Layers, backward',
      'Latent block',
      'Weights and optimizer',
    ]);
  });

  test('of the recorded step name every kernel', async () => {
    const groups = await groupsOf(false);
    expect(new Set(groups)).toEqual(new Set(KERNEL_GROUPS));
    expect(groups).not.toContain(undefined);
    expect(groups[0]).toBe('Data');
    expect(groups.at(-1)).toBe('Weights and optimizer');
  });
});
