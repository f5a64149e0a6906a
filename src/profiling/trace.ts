import { isRecord, OBJECT, shown } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { DispatchProfile, Profile } from './profile.ts';

/** An event of the Trace Event Format: a span of time (`X`) or a name (`M`). */
export type TraceEvent = SpanEvent | NameEvent;

/** A span from `ts` with a duration of `dur` microseconds. */
export interface SpanEvent {
  /** Kind of the event. */
  readonly ph: 'X';
  /** Name of the step or the dispatch. */
  readonly name: string;
  /** Category: `step` or `dispatch`. */
  readonly cat: string;
  /** Number of the process. */
  readonly pid: number;
  /** Number of the thread. */
  readonly tid: number;
  /** Start in microseconds. */
  readonly ts: number;
  /** Duration in microseconds. */
  readonly dur: number;
  /** Figures that a viewer shows for the event. */
  readonly args: Readonly<Record<string, string | number>>;
}

/** The name of a process or thread. */
export interface NameEvent {
  /** Kind of the event. */
  readonly ph: 'M';
  /** The thing that gets a name. */
  readonly name: 'process_name' | 'thread_name';
  /** Number of the process. */
  readonly pid: number;
  /** Number of the thread. */
  readonly tid: number;
  /** The name. */
  readonly args: { readonly name: string };
}

/** The content of a JSON file for chrome://tracing and Perfetto. */
export interface Trace {
  /** All events. */
  readonly traceEvents: readonly TraceEvent[];
  /** Unit that viewers show. */
  readonly displayTimeUnit: 'ms';
  /** The adapter, the mode, the batch size and the clock. */
  readonly otherData: Readonly<Record<string, string | number>>;
}

const PROCESS = 1;
const STEP_THREAD = 1;
const DISPATCH_THREAD = 2;

/**
 * One typical step as a trace: a thread with the whole step and, in mode `kernels`, one with its
 * dispatches in sequence.
 * @throws ConfigError for anything but a profile
 */
export function traceOf(profile: Profile): Trace {
  const whole = ['adapter', 'clock', 'dispatches', 'rates'].every(
    (part) => isRecord(profile) && OBJECT.holds(profile[part]),
  );
  if (!whole || !Array.isArray(profile.dispatches)) {
    throw new ConfigError(`traceOf takes what \`profile\` gives, got ${shown(profile)}`);
  }
  const { adapter, clock, batchSize, mode } = profile;
  const gpu = [adapter.vendor, adapter.architecture, adapter.description || adapter.device];
  const named = gpu.filter((part) => part !== '').join(' ') || 'unnamed adapter';
  const dispatches = spans(profile.dispatches);
  return {
    traceEvents: [
      nameEvent('process_name', 0, `${named}${adapter.software ? ' (software)' : ''}`),
      nameEvent('thread_name', STEP_THREAD, 'whole step, undisturbed'),
      ...(dispatches.length > 0
        ? [nameEvent('thread_name', DISPATCH_THREAD, 'dispatches, one by one')]
        : []),
      wholeStep(profile),
      ...dispatches,
    ],
    displayTimeUnit: 'ms',
    otherData: { adapter: named, mode, batchSize, clock: clock.description },
  };
}

function nameEvent(name: NameEvent['name'], tid: number, value: string): NameEvent {
  return { ph: 'M', name, pid: PROCESS, tid, args: { name: value } };
}

function wholeStep({ stepMs, flops, bytes, dispatchCount, rates }: Profile): SpanEvent {
  return {
    ph: 'X',
    name: 'step',
    cat: 'step',
    pid: PROCESS,
    tid: STEP_THREAD,
    ts: 0,
    dur: 1000 * stepMs,
    args: { flops, bytes, dispatches: dispatchCount, ...rates },
  };
}

function spans(dispatches: readonly DispatchProfile[]): SpanEvent[] {
  let ts = 0;
  return dispatches.flatMap(({ label, kernel, flops, bytes, ms, rates, bound }) => {
    if (ms === undefined) return [];
    const span: SpanEvent = {
      ph: 'X',
      name: label,
      cat: 'dispatch',
      pid: PROCESS,
      tid: DISPATCH_THREAD,
      ts,
      dur: 1000 * ms,
      args: { label, kernel, flops, bytes, ...rates, ...(bound && { bound }) },
    };
    ts += span.dur;
    return [span];
  });
}
