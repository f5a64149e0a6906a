import { expect, test } from 'vitest';
import { mainThreadTasks, type TraceEvent } from '../../bench/lib/mainThread.mjs';

const event = (fields: Partial<TraceEvent>): TraceEvent => ({
  name: 'RunTask',
  ph: 'X',
  pid: 1,
  tid: 1,
  ts: 0,
  ...fields,
});

const threads = [
  event({ name: 'thread_name', ph: 'M', args: { name: 'CrRendererMain' } }),
  event({ name: 'thread_name', ph: 'M', tid: 2, args: { name: 'DedicatedWorker thread' } }),
];

test('counts the tasks of the main thread by their own CPU time', () => {
  const tasks = [
    event({ dur: 80_000, tdur: 12_000 }),
    event({ dur: 61_000, tdur: 60_000 }),
    event({ tid: 2, dur: 900_000, tdur: 900_000 }),
    event({ name: 'Paint', dur: 900_000, tdur: 900_000 }),
  ];
  expect(mainThreadTasks([...threads, ...tasks])).toEqual({
    count: 2,
    longestCpuMs: 60,
    longestMs: 80,
    above50: 1,
  });
});

test('a trace without tasks is no result', () => {
  expect(() => mainThreadTasks([...threads, event({ tid: 2, dur: 1, tdur: 1 })])).toThrow(
    'no task of a main thread',
  );
});
