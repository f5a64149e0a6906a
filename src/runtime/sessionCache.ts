import type { LiveState } from './liveState.ts';

/**
 * The work that a session is compiled for, such as `evaluation` or the name of a program with the
 * types of its data. The cache keeps one session of each.
 */
export type SessionPurpose = string;

/** A use of a session. The session is opened if it does not exist yet. */
interface SessionUse<S extends { dispose(): void }, R> {
  /** The state that the session belongs to. Sessions of another state are discarded. */
  readonly live: LiveState;
  readonly purpose: SessionPurpose;
  /**
   * Sizes that the session was compiled for. A session with other sizes is replaced. Empty if the
   * session depends on no size.
   */
  readonly sizes: string;
  readonly open: () => Promise<S>;
  readonly run: (session: S) => Promise<R>;
}

interface Entry {
  readonly sizes: string;
  readonly session: Promise<{ dispose(): void }>;
  /** Settles when the most recently requested use has ended. */
  lastUse: Promise<unknown>;
}

type Check = (session: { dispose(): void }, live: LiveState) => void;

/**
 * Caches compiled sessions, one per purpose, while sizes and device stay the same: a second `fit`
 * or `evaluate` then creates nothing. Uses with the same purpose run one after the other, since
 * they share buffers.
 */
export class SessionCache {
  readonly #entries = new Map<SessionPurpose, Entry>();
  readonly #assertUsable: Check;
  #live: LiveState | undefined;

  /** @param assertUsable called before each use; throws if the use is no longer valid */
  constructor(assertUsable: Check) {
    this.#assertUsable = assertUsable;
  }

  /** @throws the errors of `open`, `run` and the check before each use */
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

  /** Frees every session after its uses have ended. Later uses open new sessions. */
  forget(): void {
    for (const { session, lastUse } of this.#entries.values()) {
      // A session that failed to open holds nothing to free.
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
