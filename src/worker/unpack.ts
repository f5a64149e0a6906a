import { isPlain } from '../plainData.ts';
import type { Reference } from './messages.ts';
import { mapParts } from './transferables.ts';

/** Resolves the references in a call's arguments. */
export interface Referents {
  signal(aborted: boolean): AbortSignal;
  callback(id: number, answers: boolean): (...args: unknown[]) => unknown;
  kept(id: number): unknown;
  canvas(id: number): unknown;
}

/** Unpacks arguments: replaces each reference by its object in this thread. */
export function unpack(args: readonly unknown[], referents: Referents): unknown[] {
  return args.map((part) =>
    mapParts(part, (each) => (isReference(each) ? resolve(each, referents) : each)),
  );
}

function resolve(reference: Reference, referents: Referents): unknown {
  switch (reference.vaeReference) {
    case 'signal':
      return referents.signal(reference.aborted);
    case 'callback':
      return referents.callback(reference.id, reference.answers);
    case 'kept':
      return referents.kept(reference.id);
    case 'canvas':
      return referents.canvas(reference.id);
  }
}

/** Unambiguous: fields that the app names, such as modalities, have other names. */
function isReference(value: unknown): value is Reference {
  return isPlain(value) && 'vaeReference' in value;
}
