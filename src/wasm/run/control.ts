/**
 * The words that the threads of a device share. Those that change often have a cache line each.
 * The thread script below reads them by these numbers.
 */
export const CONTROL = {
  /** Pieces of the current launch that no thread has taken. */
  claim: 0,
  /** Pieces of the current launch that have not ended. */
  pending: 16,
  /** Changes whenever sleeping threads should look around. */
  signal: 32,
  /** Number of threads that sleep or are about to. */
  sleepers: 33,
  /** 1 while a thread has the role of the driver, which goes from command to command. */
  driver: 48,
  /** Lists that were given. */
  given: 64,
  /** Messages that were posted to each thread. */
  mail: 65,
  /** Pages that the memory has at least. */
  pages: 66,
  /** Lists that have ended. */
  ended: 80,
  /** Address of the list that the driver is in; 0 for none. */
  list: 81,
  /** Word of the command in that list, after its header. */
  at: 82,
  /** Addresses of the lists, in a ring. */
  ring: 96,
} as const;

/** Lists that are under way at most. */
export const RING = 256;

/** Bytes of the shared words. */
export const CONTROL_BYTES = 4 * (CONTROL.ring + RING);

/** Words before the commands of a list: the list's length, where scratch memory lies, and its size. */
export const HEADER_WORDS = 3;
