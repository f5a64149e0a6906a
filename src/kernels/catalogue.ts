import { InternalError } from '../errors.ts';
import { coreKernels } from './catalogue/core.generated.ts';
import type { CataloguePart, KernelEntry, PieceEntry } from './catalogue.types.ts';

/** The loaded parts, joined. Parts are only added, never removed. */
const loaded = joinParts([coreKernels]);

/** The shaders of all parts loaded so far. */
export function loadedShaders(): CataloguePart {
  return loaded;
}

/**
 * Adds parts of the catalogue; call before recording operations that need them. Adding a part again
 * has no effect.
 */
export function addParts(parts: readonly CataloguePart[]): void {
  for (const part of parts) addTo(loaded, part);
}

/** @throws InternalError if the kernel's part is not loaded */
export function kernelEntry(kernel: string): KernelEntry {
  const entry = loaded.kernels[kernel];
  if (!entry) throw notLoaded(`kernel "${kernel}"`);
  return entry;
}

/**
 * The entry of a slot choice named at run time.
 * @throws InternalError if the choice's part is not loaded
 */
export function slotPiece(slot: string, choice: string): PieceEntry {
  const piece = loaded.slots[slot]?.[choice];
  if (!piece) throw notLoaded(`choice "${choice}" for slot "${slot}"`);
  return piece;
}

function notLoaded(what: string): InternalError {
  return new InternalError(
    `no ${what} is loaded: whoever records it must first add the part of the catalogue that has ` +
      'it; scripts/catalogue/parts.mjs says which that is',
  );
}

interface Joined extends CataloguePart {
  readonly modules: Record<string, string>;
  readonly slots: Record<string, Record<string, PieceEntry>>;
  readonly kernels: Record<string, KernelEntry>;
}

function joinParts(parts: readonly CataloguePart[]): Joined {
  const joined: Joined = { modules: {}, slots: {}, kernels: {} };
  for (const part of parts) addTo(joined, part);
  return joined;
}

function addTo(joined: Joined, { modules, slots, kernels }: CataloguePart): void {
  Object.assign(joined.modules, modules);
  Object.assign(joined.kernels, kernels);
  for (const [slot, choices] of Object.entries(slots)) {
    joined.slots[slot] = { ...joined.slots[slot], ...choices };
  }
}
