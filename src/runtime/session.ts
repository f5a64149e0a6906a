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

/** A plan with loss sums, compiled over a feed. */
export interface Session {
  readonly executable: Executable;
  readonly feed: Feed;
  /** As it was recorded. */
  readonly program: Program;
  /** Sums over a batch's examples, of the program's terms in their order. */
  readonly sums: readonly Tensor[];
  /** The store's health, if the plan trains. */
  readonly health: Tensor | undefined;
  dispose(): void;
  /** @throws DisposedError once the engine is disposed of */
  assertLive(): void;
  /** Waits for what goes before bursts, if there is anything, and no longer than `mostMs`. */
  giveWay(mostMs: number): Promise<void> | undefined;
}

/**
 * Compiles what `record` records over `feed`; the session owns the feed from then on.
 * @param rows of one batch
 * @param bind gives the buffers of inputs that are not the feed's; they stay the caller's
 */
export async function openSession(
  engine: Engine,
  feed: Feed,
  rows: number,
  record: (source: BatchSource) => Program,
  bind: (program: Program) => InputBuffers = () => new Map(),
): Promise<Session> {
  const { gpu, store } = engine;
  // A streamed feed may hold fewer rows than the longest burst takes.
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
