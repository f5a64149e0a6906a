import type { BatchSource } from '../data/batchSource.ts';
import type { Program } from '../families/model.ts';
import { fuse } from '../fusion/fuse.ts';
import { Executable } from '../gpu/executable.ts';
import type { Feed, InputBuffers } from '../gpu/feed.ts';
import { type Plan, planTensors } from '../graph/plan.ts';
import { HEALTH } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { IN_FLIGHT } from './bursts.ts';
import type { Engine } from './engine.ts';
import { MAX_BURST } from './maxBurst.ts';

/** A compiled plan with loss sums and its feed. */
export interface Session {
  readonly executable: Executable;
  /** The same plan for sequences of fewer steps, by these. */
  readonly shorter: ReadonlyMap<number, Executable>;
  readonly feed: Feed;
  /** The program as recorded. */
  readonly program: Program;
  /** Sums of the program's terms over the examples of a batch, in the order of the terms. */
  readonly sums: readonly Tensor[];
  /** The store's health tensor, if the plan trains. */
  readonly health: Tensor | undefined;
  dispose(): void;
  /** @throws DisposedError after the engine was disposed of */
  assertLive(): void;
  /**
   * Waits for work that has priority over bursts, for at most `mostMs`. Undefined if there is none.
   */
  giveWay(mostMs: number): Promise<void> | undefined;
}

/**
 * Compiles the program that `record` returns, with `feed` as its input. The session then owns the
 * feed.
 * @param rows rows of one batch
 * @param bind returns the buffers of inputs that do not belong to the feed; the caller keeps
 * ownership
 * @param lengths steps of sequences for which the program is compiled too
 */
export async function openSession(
  engine: Engine,
  feed: Feed,
  rows: number,
  record: (source: BatchSource) => Program,
  bind: (program: Program) => InputBuffers = () => new Map(),
  lengths: readonly number[] = [],
): Promise<Session> {
  const { gpu, store } = engine;
  // A streamed feed may hold fewer rows than a burst of maximum length uses.
  const capacity = Math.min(MAX_BURST, Math.ceil(feed.rows / rows));
  const source = { ...feed.source, rows, ring: MAX_BURST };
  const compiled: Executable[] = [];
  const dispose = (): void => {
    for (const executable of compiled) executable.dispose();
    feed.dispose();
  };
  try {
    const program = record(source);
    const bound = new Map([...feed.inputs, ...bind(program)]);
    const compile = async (plan: Plan): Promise<Executable> => {
      const made = await Executable.compile(gpu, store, engine.adapt(plan, fuse), bound, capacity);
      compiled.push(made);
      return made;
    };
    const executable = await compile(program.plan);
    const { plan } = executable;
    const shorter = new Map<number, Executable>();
    for (const steps of lengths) {
      shorter.set(steps, await compile(record({ ...source, steps }).plan));
    }
    const session = {
      executable,
      shorter,
      feed,
      program,
      sums: program.terms.map(({ sums }) => sums),
      health: planTensors(plan).find(({ name }) => name === HEALTH.name),
      dispose,
      assertLive: () => engine.assertLive(),
      giveWay: (mostMs: number) => engine.rightOfWay.give(mostMs),
    };
    const { sums, health } = session;
    await executable.reserve(health ? [...sums, health] : sums, IN_FLIGHT);
    return session;
  } catch (error) {
    dispose();
    throw error;
  }
}
