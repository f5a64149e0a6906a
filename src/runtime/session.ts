import type { BatchSource } from '../data/batchSource.ts';
import type { Program } from '../families/model.ts';
import { fuse } from '../fusion/fuse.ts';
import { Executable } from '../gpu/executable.ts';
import type { Feed, InputBuffers } from '../gpu/feed.ts';
import { planTensors } from '../graph/plan.ts';
import { HEALTH } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { IN_FLIGHT } from './bursts.ts';
import type { Engine } from './engine.ts';
import { MAX_BURST } from './maxBurst.ts';

/** A compiled plan with loss sums and its feed. */
export interface Session {
  readonly executable: Executable;
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
 */
export async function openSession(
  engine: Engine,
  feed: Feed,
  rows: number,
  record: (source: BatchSource) => Program,
  bind: (program: Program) => InputBuffers = () => new Map(),
): Promise<Session> {
  const { gpu, store } = engine;
  // A streamed feed may hold fewer rows than a burst of maximum length uses.
  const capacity = Math.min(MAX_BURST, Math.ceil(feed.rows / rows));
  let executable: Executable | undefined;
  const dispose = (): void => {
    executable?.dispose();
    feed.dispose();
  };
  try {
    const program = record({ ...feed.source, rows, ring: MAX_BURST });
    const plan = engine.adapt(program.plan, fuse);
    const bound = new Map([...feed.inputs, ...bind(program)]);
    executable = await Executable.compile(gpu, store, plan, bound, capacity);
    const session = {
      executable,
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
