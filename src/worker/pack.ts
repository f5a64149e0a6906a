import { kindOf } from '../data/arrays.ts';
import { ConfigError } from '../errors.ts';
import { isPlain } from '../plainData.ts';
import { type Canvas, isCanvas } from './canvases.ts';
import { KeptRows } from './keptData.ts';
import type { Reference } from './messages.ts';
import { mapParts } from './transferables.ts';

/**
 * A function of the page whose answer the worker waits for. If it throws, the answer rejects in the
 * worker.
 */
export class Question {
  readonly ask: (...args: never[]) => unknown;
  /** If true, an exception ends the call. If false, the worker decides how to handle it. */
  readonly endsCall: boolean;

  constructor(ask: (...args: never[]) => unknown, endsCall: boolean) {
    this.ask = ask;
    this.endsCall = endsCall;
  }
}

/** Arguments converted for a message. */
export interface Packed {
  readonly args: readonly unknown[];
  /** Buffers to transfer: copies made for the message, or buffers that the caller gave away. */
  readonly transfer: readonly ArrayBuffer[];
  /** The signal among the arguments, if there was one. */
  readonly signal: AbortSignal | undefined;
}

/** Assigns ids to functions and data sets. */
export interface Registry {
  /** @returns the id of the callback in the worker */
  callback(run: (...args: never[]) => unknown, question?: Question): number;
  /** @throws ConfigError or DisposedError for data that the worker does not hold */
  kept(data: KeptRows): number;
  /** @returns the id of the canvas, which the worker gets with its first use */
  canvas(canvas: Canvas): number;
}

/**
 * Replaces arguments that cannot be sent by references, and typed arrays by copies, since sending a
 * view would copy its whole buffer.
 * @param move true transfers the caller's buffers instead
 */
export function pack(args: readonly unknown[], registry: Registry, move = false): Packed {
  const transfer = new Set<ArrayBuffer>();
  let signal: AbortSignal | undefined;
  const change = (part: unknown): unknown => {
    if (typeof part === 'function') {
      const id = registry.callback(part as () => unknown);
      return { vaeReference: 'callback', id, answers: false } satisfies Reference;
    }
    if (typeof part !== 'object' || part === null || isPlain(part)) return part;
    if (ArrayBuffer.isView(part)) return move ? moved(part, transfer) : copied(part, transfer);
    if (part instanceof Question) {
      const id = registry.callback(part.ask, part);
      return { vaeReference: 'callback', id, answers: true } satisfies Reference;
    }
    if (part instanceof KeptRows) {
      return { vaeReference: 'kept', id: registry.kept(part) } satisfies Reference;
    }
    if (isCanvas(part)) {
      return { vaeReference: 'canvas', id: registry.canvas(part) } satisfies Reference;
    }
    if (kindOf(part) === 'GPUBuffer') {
      throw new ConfigError(
        'a GPUBuffer belongs to this thread and cannot be sent to a worker: give its rows as an ' +
          'array, or use a model of this thread',
      );
    }
    if (part instanceof AbortSignal) {
      signal = part;
      return { vaeReference: 'signal', aborted: part.aborted } satisfies Reference;
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
