import type { LiveState } from './liveState.ts';

interface Entry {
  readonly key: string;
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
  readonly #entries = new Map<string, Entry>();
  readonly #assertUsable: Check;
  #live: LiveState | undefined;

  /** @param assertUsable called before each use; throws where it comes too late */
  constructor(assertUsable: Check) {
    this.#assertUsable = assertUsable;
  }

  /**
   * @param live what the session is for; sessions of another are forgotten
   * @param key what the session was made for; another key replaces it
   * @param open makes the session if there is none of that key
   */
  async use<S extends { dispose(): void }, R>(
    live: LiveState,
    purpose: string,
    key: string,
    open: () => Promise<S>,
    run: (session: S) => Promise<R>,
  ): Promise<R> {
    if (this.#live !== live) this.#entries.clear();
    this.#live = live;
    const known = this.#entries.get(purpose);
    const entry = known?.key === key ? known : this.#replace(known, purpose, key, open);
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
    purpose: string,
    key: string,
    open: () => Promise<{ dispose(): void }>,
  ): Entry {
    const disposed = old?.lastUse.then(async () => (await old.session).dispose());
    const session = Promise.resolve(disposed?.catch(() => {})).then(open);
    const entry: Entry = { key, session, lastUse: Promise.resolve() };
    this.#entries.set(purpose, entry);
    session.catch(() => {
      if (this.#entries.get(purpose) === entry) this.#entries.delete(purpose);
    });
    return entry;
  }
}
