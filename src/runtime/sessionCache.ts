import type { LiveState } from './liveState.ts';

/** The types of a table's fields, as `typesKey` gives them. */
type Types = string;

/** The kinds of work that sessions are compiled for; one session of each is kept. */
export type SessionPurpose =
  | 'fit'
  | `step ${Types}`
  | `step ${Types} with noise`
  | 'evaluation'
  | 'nll'
  | `encoder ${Types}`
  | `posterior ${Types}`
  | `classifier ${Types}`
  | 'decoder'
  | 'sampler'
  | 'aggregate posterior';

/** A use of a session, which is opened first where there is none. */
interface SessionUse<S extends { dispose(): void }, R> {
  /** The state that the session is for; sessions of another are forgotten. */
  readonly live: LiveState;
  readonly purpose: SessionPurpose;
  /** The sizes that the session is made for; other sizes replace it. Empty where there are none. */
  readonly sizes: string;
  readonly open: () => Promise<S>;
  readonly run: (session: S) => Promise<R>;
}

interface Entry {
  readonly sizes: string;
  readonly session: Promise<{ dispose(): void }>;
  /** Ends when the last use asked for so far has ended. */
  lastUse: Promise<unknown>;
}

type Check = (session: { dispose(): void }, live: LiveState) => void;

/**
 * Keeps compiled sessions, one for each purpose, for as long as the shape of the work and
 * the device stay the same: then a second `fit` or `evaluate` creates nothing. Uses of one
 * purpose follow each other, since they share its buffers.
 */
export class SessionCache {
  readonly #entries = new Map<SessionPurpose, Entry>();
  readonly #assertUsable: Check;
  #live: LiveState | undefined;

  /** @param assertUsable called before each use; throws where it comes too late */
  constructor(assertUsable: Check) {
    this.#assertUsable = assertUsable;
  }

  /** @throws what `open` and `run` throw, and what the check before each use does */
  async use<S extends { dispose(): void }, R>({
    live,
    purpose,
    sizes,
    open,
    run,
  }: SessionUse<S, R>): Promise<R> {
    if (this.#live !== live) this.#entries.clear();
    this.#live = live;
    const known = this.#entries.get(purpose);
    const entry = known?.sizes === sizes ? known : this.#replace(known, purpose, sizes, open);
    const use = entry.lastUse.then(async () => {
      const session = (await entry.session) as S;
      this.#assertUsable(session, live);
      return run(session);
    });
    entry.lastUse = use.catch(() => {});
    return use;
  }

  /** Frees every session once its uses have ended; the next use makes another. */
  forget(): void {
    for (const { session, lastUse } of this.#entries.values()) {
      // A session that could not be made has nothing to free.
      lastUse.then(async () => (await session).dispose()).catch(() => {});
    }
    this.#entries.clear();
  }

  #replace(
    old: Entry | undefined,
    purpose: SessionPurpose,
    sizes: string,
    open: () => Promise<{ dispose(): void }>,
  ): Entry {
    const disposed = old?.lastUse.then(async () => (await old.session).dispose());
    const session = Promise.resolve(disposed?.catch(() => {})).then(open);
    const entry: Entry = { sizes, session, lastUse: Promise.resolve() };
    this.#entries.set(purpose, entry);
    session.catch(() => {
      if (this.#entries.get(purpose) === entry) this.#entries.delete(purpose);
    });
    return entry;
  }
}
