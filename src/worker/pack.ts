import { KeptRows } from './keptData.ts';
import type { Reference } from './messages.ts';
import { isPlain, mapParts } from './transferables.ts';

/** A function of the page whose answer the worker waits for, and what rejects there if it throws. */
export class Question {
  readonly ask: (...args: never[]) => unknown;
  /** True where what it throws ends the call; false where the worker decides what becomes of it. */
  readonly endsCall: boolean;

  constructor(ask: (...args: never[]) => unknown, endsCall: boolean) {
    this.ask = ask;
    this.endsCall = endsCall;
  }
}

/** Arguments as a message holds them. */
export interface Packed {
  readonly args: readonly unknown[];
  /** Buffers to move, which the message alone uses unless the caller gave them away. */
  readonly transfer: readonly ArrayBuffer[];
  /** The signal among them, if there was one. */
  readonly signal: AbortSignal | undefined;
}

/** What stands for a function or a data set in the worker. */
export interface Registry {
  /** @returns the number that the worker knows it by */
  callback(run: (...args: never[]) => unknown, question?: Question): number;
  /** @throws ConfigError or DisposedError for data that the worker does not hold */
  kept(data: KeptRows): number;
}

/**
 * Replaces what no message can hold by references, and typed arrays by copies of what they show:
 * to send a view would copy all of the buffer behind it.
 * @param move true gives the buffers of the caller away instead
 */
export function pack(args: readonly unknown[], registry: Registry, move = false): Packed {
  const transfer = new Set<ArrayBuffer>();
  let signal: AbortSignal | undefined;
  const change = (part: unknown): unknown => {
    if (typeof part === 'function') {
      const id = registry.callback(part as () => unknown);
      return { reference: 'callback', id, answers: false } satisfies Reference;
    }
    if (typeof part !== 'object' || part === null || isPlain(part)) return part;
    if (ArrayBuffer.isView(part)) return move ? moved(part, transfer) : copied(part, transfer);
    if (part instanceof Question) {
      const id = registry.callback(part.ask, part);
      return { reference: 'callback', id, answers: true } satisfies Reference;
    }
    if (part instanceof KeptRows) {
      return { reference: 'kept', id: registry.kept(part) } satisfies Reference;
    }
    if (part instanceof AbortSignal) {
      signal = part;
      return { reference: 'signal', aborted: part.aborted } satisfies Reference;
    }
    return part;
  };
  const packed = args.map((part) => mapParts(part, change));
  return { args: packed, transfer: [...transfer], signal };
}

function moved(view: ArrayBufferView, transfer: Set<ArrayBuffer>): ArrayBufferView {
  if (view.buffer instanceof ArrayBuffer) transfer.add(view.buffer);
  return view;
}

function copied(view: ArrayBufferView, transfer: Set<ArrayBuffer>): ArrayBufferView {
  const copy = (view as Uint8Array).slice();
  transfer.add(copy.buffer as ArrayBuffer);
  return copy;
}
