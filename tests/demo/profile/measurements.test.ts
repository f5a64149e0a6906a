import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { Measurements } from '../../../demo/src/session/measurements.ts';
import type { Phase } from '../../../demo/src/session/modelSession.ts';
import type { Session } from '../../../demo/src/session/session.ts';
import { until } from '../../../demo/src/session/until.ts';
import { dispatchOf, profileOf } from './profiles.ts';

const peak = { gflops: 1, gbPerSecond: 1, microsecondsPerDispatch: 1 };
const report = { seconds: 1, dispatches: [] };

/** A session that records its calls; its model answers at once. */
function fakeSession(first: Phase) {
  const phase = signal<Phase>(first);
  const log: unknown[] = [];
  const model = {
    architecture: { family: 'vae', input: [4] },
    describe: () => [],
    statistics: { dispatchesPerStep: 1, stepsPerSubmit: 2 },
    stepCount: 7,
    epoch: 1,
    measurePeak: async () => {
      log.push('peak');
      return peak;
    },
    profile: async (data: unknown, options: unknown) => {
      log.push(['profile', data, options]);
      return profileOf([dispatchOf('a', 1)]);
    },
    tune: async (options: unknown) => {
      log.push(['tune', options]);
      return report;
    },
  };
  const train = { dtype: 'u8' };
  const session = {
    phase,
    pause: () => {
      log.push('pause');
      if (phase.value === 'training') phase.value = 'pausing';
    },
    measure: async (action: (...given: unknown[]) => Promise<void>) => {
      log.push(`measure while ${phase.value}`);
      await action(model, train);
    },
  };
  return { phase, log, train, measurements: new Measurements(session as unknown as Session) };
}

describe('measurements', () => {
  test('wait until training rests, then take the peak and with it the profile', async () => {
    const { phase, log, train, measurements } = fakeSession('training');
    const taking = measurements.takeProfile(5);
    await Promise.resolve();
    expect(log).toEqual(['pause']);
    expect(measurements.activity.value).toBe('peak');
    phase.value = 'paused';
    await taking;
    const asked = ['profile', train, { peak, steps: 5 }];
    expect(log).toEqual(['pause', 'measure while paused', 'peak', asked]);
    expect(measurements.activity.value).toBeUndefined();
    expect(measurements.profile.value).toMatchObject({ step: 7, epoch: 1 });
    expect(measurements.profile.value?.profile.dispatches).toHaveLength(1);
  });

  test('tune for the element type of the images, within the budget', async () => {
    const { log, measurements } = fakeSession('ready');
    await measurements.tune({ budgetMs: 100, again: true });
    expect(log.at(-1)).toEqual(['tune', { budgetMs: 100, again: true, dtype: 'u8' }]);
    expect(measurements.tuning.value).toBe(report);
  });

  test('are one at a time', async () => {
    const { log, measurements } = fakeSession('ready');
    await Promise.all([measurements.takeProfile(1), measurements.tune({ budgetMs: 1 })]);
    expect(log).toHaveLength(4);
    expect(measurements.tuning.value).toBeUndefined();
  });
});

describe('until', () => {
  test('resolves at once for a value that is as wanted, else when it becomes so', async () => {
    const value = signal(1);
    await until(value, (now) => now === 1);
    let reached = false;
    const waiting = until(value, (now) => now > 2).then(() => {
      reached = true;
    });
    value.value = 2;
    await Promise.resolve();
    expect(reached).toBe(false);
    value.value = 3;
    await waiting;
    expect(reached).toBe(true);
  });
});
