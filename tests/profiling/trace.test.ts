import { describe, expect, test } from 'vitest';
import { type NameEvent, type SpanEvent, type Trace, traceOf } from '../../src/index.ts';
import { peak, profileOf } from './profiles.ts';

const { traceEvents, ...rest } = written(traceOf(profileOf({}, { peak })));
const spans = traceEvents.filter((event): event is SpanEvent => event.ph === 'X');
const names = traceEvents.filter((event): event is NameEvent => event.ph === 'M');

/** The trace after JSON serialisation, as a viewer reads it. */
function written(trace: Trace): Trace {
  return JSON.parse(JSON.stringify(trace));
}

describe('a trace in the Trace Event Format', () => {
  test('has complete events in microseconds, and names, and nothing else', () => {
    expect(spans.length + names.length).toBe(traceEvents.length);
    for (const { name, cat, pid, tid, ts, dur } of spans) {
      expect([typeof name, typeof cat]).toEqual(['string', 'string']);
      expect([pid, tid].every(Number.isInteger)).toBe(true);
      expect([ts, dur].every((time) => Number.isFinite(time) && time >= 0)).toBe(true);
    }
    expect(rest.displayTimeUnit).toBe('ms');
  });

  test('names the process after the adapter, and every thread that has spans', () => {
    const process = names.find(({ name }) => name === 'process_name');
    expect(process?.args.name).toBe('google swiftshader 0xc0de (software)');
    const threads = names.filter(({ name }) => name === 'thread_name').map(({ tid }) => tid);
    expect(new Set(spans.map(({ tid }) => tid))).toEqual(new Set(threads));
    expect(new Set(traceEvents.map(({ pid }) => pid)).size).toBe(1);
  });

  test('lays the dispatches of a step end to end', () => {
    const dispatches = spans.filter(({ cat }) => cat === 'dispatch');
    expect(dispatches.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
      ['fc1.forward', 0, 8000],
      ['model.adam', 8000, 5000],
      ['kl', 13_000, 0],
    ]);
    expect(dispatches[0]?.args).toEqual({
      label: 'fc1.forward',
      kernel: 'dense_forward',
      flops: 40_000_000,
      bytes: 1_000_000,
      gflops: 5,
      gbPerSecond: 0.125,
      percentOfPeak: 50,
      bound: 'compute',
    });
  });

  test('shows the undisturbed step beside them', () => {
    const steps = spans.filter(({ cat }) => cat === 'step');
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ ts: 0, dur: 12_500, args: { dispatches: 3 } });
  });

  test('says what was measured and how', () => {
    expect(rest.otherData).toMatchObject({ mode: 'kernels', batchSize: 128 });
    expect(rest.otherData.clock).toContain('medians of 30');
  });

  test('of whole steps has one thread', () => {
    const { traceEvents: events } = written(traceOf(profileOf({ dispatchMs: undefined })));
    expect(events.map(({ name }) => name)).toEqual(['process_name', 'thread_name', 'step']);
  });
});
