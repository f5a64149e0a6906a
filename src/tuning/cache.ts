import { AS_IS, ownVariants } from '../kernels/ownVariants.ts';
import { type ProductVariant, variantNames } from '../kernels/variants.ts';
import type { TuningStore } from './store.ts';

/** Entries of other versions are ignored. */
const VERSION = 1;

/** One of the ways to run a dispatch. */
export type Candidate = ProductVariant | typeof AS_IS;

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
  const entries = [...known].map(([key, tried]) => {
    const names = (Object.keys(tried) as Candidate[]).map((name) => [
      storedName(name),
      tried[name],
    ]);
    return [key, Object.fromEntries(names)] as const;
  });
  const content: Content = {
    version: VERSION,
    adapters: { ...adapters, [adapter]: Object.fromEntries(entries) },
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

/** A variant of the app is kept with the number of its text, which may change under its name. */
function storedName(candidate: Candidate): string {
  const text = ownVariants.get(candidate);
  return text === undefined ? candidate : `${candidate}@${text}`;
}

function soundPart(entry: Readonly<Record<string, unknown>>): Tried {
  const sound = (value: unknown): boolean =>
    typeof value === 'string' || (typeof value === 'number' && value >= 0 && value < Infinity);
  const found = [...variantNames, AS_IS as Candidate].flatMap((candidate) => {
    const name = storedName(candidate);
    const value = Object.hasOwn(entry, name) ? entry[name] : undefined;
    return sound(value) ? [[candidate, value] as const] : [];
  });
  return Object.fromEntries(found);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
