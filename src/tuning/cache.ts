import { PRODUCT_VARIANTS } from '../kernels/variants.ts';
import type { TuningStore } from './store.ts';

/** Entries of other versions are ignored. */
const VERSION = 1;

/** Candidate name for a dispatch without variants. */
export const AS_IS = 'as_is';

const CANDIDATES = [...PRODUCT_VARIANTS, AS_IS] as const;

/** One of the ways to run a dispatch. */
export type Candidate = (typeof CANDIDATES)[number];

/** Results of the tried candidates: milliseconds, or the reason why it cannot run. */
export type Tried = Readonly<Partial<Record<Candidate, number | string>>>;

interface Content {
  readonly version: typeof VERSION;
  /** By adapter, then by dispatch. */
  readonly adapters: Readonly<Record<string, Readonly<Record<string, Tried>>>>;
}

/**
 * Measurements of an adapter, by dispatch. Invalid text, or an invalid part, counts as missing and
 * is measured again.
 */
export async function readTuning(store: TuningStore, adapter: string): Promise<Map<string, Tried>> {
  const { adapters } = await readContent(store);
  const entries = Object.hasOwn(adapters, adapter) ? adapters[adapter] : undefined;
  return new Map(
    Object.entries(isObject(entries) ? entries : {}).flatMap(([key, entry]) =>
      isObject(entry) ? [[key, soundPart(entry)] as const] : [],
    ),
  );
}

/** Adds measurements to the current content of the store. @throws the errors of the store */
export async function addTuning(
  store: TuningStore,
  adapter: string,
  measured: ReadonlyMap<string, Tried>,
): Promise<void> {
  const { adapters } = await readContent(store);
  const known = await readTuning(store, adapter);
  for (const [key, tried] of measured) known.set(key, { ...known.get(key), ...tried });
  const content: Content = {
    version: VERSION,
    adapters: { ...adapters, [adapter]: Object.fromEntries(known) },
  };
  await store.write(`${JSON.stringify(content, null, 1)}\n`);
}

async function readContent(store: TuningStore): Promise<Content> {
  const none: Content = { version: VERSION, adapters: {} };
  try {
    const content: unknown = JSON.parse((await store.read()) ?? 'null');
    if (!isObject(content) || content.version !== VERSION || !isObject(content.adapters)) {
      return none;
    }
    return { ...none, adapters: content.adapters as Content['adapters'] };
  } catch {
    return none;
  }
}

function soundPart(entry: Readonly<Record<string, unknown>>): Tried {
  const sound = (value: unknown): boolean =>
    typeof value === 'string' || (typeof value === 'number' && value >= 0 && value < Infinity);
  const names = CANDIDATES.filter((name) => Object.hasOwn(entry, name) && sound(entry[name]));
  return Object.fromEntries(names.map((name) => [name, entry[name]]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
