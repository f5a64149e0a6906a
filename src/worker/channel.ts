import { VaeError } from '../errors.ts';
import type { Worker as WorkerThread } from '../platform.ts';
import { type Canvas, handedOver } from './canvases.ts';
import { receiveError, sendError } from './errors.ts';
import { failed, notStarted, unreadable, unsendable } from './failures.ts';
import type { KeptRows } from './keptData.ts';
import type {
  CallbackMessage,
  CallMessage,
  FromHost,
  ModelState,
  ResultMessage,
  ToHost,
} from './messages.ts';
import { pack, type Question } from './pack.ts';

/** A call that the worker has not yet answered. */
interface Call {
  readonly target: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Ids of callbacks that belong to the call. */
  readonly callbacks: number[];
  stopListening: () => void;
  /** Error thrown by a callback. The call rejects with it, whatever the worker answers. */
  thrown?: { readonly error: unknown };
}

interface Callback {
  readonly run: (...args: never[]) => unknown;
  readonly endsCall: boolean;
  /** The call that it belongs to; undefined for callbacks that last as long as their model. */
  readonly call: number | undefined;
  readonly target: number;
}

/**
 * The page's side of the connection to a worker: sends calls with callbacks and signals, receives
 * results.
 */
export class Channel {
  readonly #worker: WorkerThread;
  readonly #calls = new Map<number, Call>();
  readonly #callbacks = new Map<number, Callback>();
  readonly #models = new Map<number, (state: ModelState) => void>();
  /** Ids of the canvases that the worker has. */
  readonly #canvases = new WeakMap<Canvas, number>();
  #ended: VaeError | undefined;
  #last = 0;

  constructor(worker: WorkerThread) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<FromHost>) => this.#receive(data));
    worker.addEventListener('error', ({ message }) => {
      // Only an uncaught exception has a message.
      this.end(message ? failed(message) : notStarted());
    });
    worker.addEventListener('messageerror', () => this.end(unreadable('a message of the worker')));
  }

  /** An id that is unique for this worker. */
  newId(): number {
    this.#last += 1;
    return this.#last;
  }

  /**
   * Calls `update` with the state of a model whenever the worker sends it, until the model is
   * forgotten.
   */
  watch(model: number, update: (state: ModelState) => void): void {
    this.#models.set(model, update);
  }

  /** Removes a model's callbacks and state. */
  forget(model: number): void {
    this.#models.delete(model);
    for (const [id, { target, call }] of this.#callbacks) {
      if (target === model && call === undefined) this.#callbacks.delete(id);
    }
  }

  /**
   * Runs a method in the worker. Callbacks among the arguments belong to the call. If the call
   * creates a model, they belong to the model.
   * @param move true transfers the buffers of the arguments instead of copying them
   * @throws the errors of the method and of its callbacks, ConfigError for an argument that cannot
   *   be sent, or the reason for which the worker ended
   */
  async call(
    method: CallMessage['method'],
    target: number,
    args: readonly unknown[],
    move = false,
  ): Promise<unknown> {
    if (this.#ended) throw this.#ended;
    const id = this.newId();
    return new Promise((resolve, reject) => {
      const call: Call = { target, resolve, reject, callbacks: [], stopListening: () => {} };
      this.#calls.set(id, call);
      try {
        this.#submit(id, call, method, args, move);
      } catch (error) {
        this.#close(id, call);
        reject(error instanceof VaeError ? error : unsendable(method, error));
      }
    });
  }

  post(message: ToHost, transfer: readonly Transferable[] = []): void {
    if (!this.#ended) this.#worker.postMessage(message, [...transfer]);
  }

  /** Ends the thread. Pending and later calls reject with `reason`. */
  end(reason: VaeError): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#worker.terminate();
    for (const [id, call] of [...this.#calls]) {
      this.#close(id, call);
      call.reject(call.thrown ? call.thrown.error : reason);
    }
    this.#callbacks.clear();
    this.#models.clear();
  }

  #submit(
    id: number,
    call: Call,
    method: CallMessage['method'],
    args: readonly unknown[],
    move: boolean,
  ): void {
    const { target } = call;
    const forLife = method === 'create' || method === 'load';
    const registry = {
      kept: (data: KeptRows) => data.idFor(this),
      canvas: (canvas: Canvas) => this.#canvasId(canvas),
      callback: (run: Callback['run'], question?: Question) => {
        const number = this.newId();
        const owner = forLife ? undefined : id;
        const endsCall = question?.endsCall ?? true;
        this.#callbacks.set(number, { run, endsCall, call: owner, target });
        if (!forLife) call.callbacks.push(number);
        return number;
      },
    };
    const packed = pack(args, registry, move);
    this.post({ vae: 'call', call: id, method, target, args: packed.args }, packed.transfer);
    const abort = (): void => this.#abort(id);
    packed.signal?.addEventListener('abort', abort);
    call.stopListening = () => packed.signal?.removeEventListener('abort', abort);
  }

  /** Hands a canvas over with its first use. */
  #canvasId(canvas: Canvas): number {
    const known = this.#canvases.get(canvas);
    if (known !== undefined) return known;
    const id = this.newId();
    const handed = handedOver(canvas);
    this.post({ vae: 'canvas', id, canvas: handed }, [handed]);
    this.#canvases.set(canvas, id);
    return id;
  }

  #abort(call: number): void {
    this.post({ vae: 'abort', call });
  }

  #close(id: number, { callbacks, stopListening }: Call): void {
    this.#calls.delete(id);
    for (const callback of callbacks) this.#callbacks.delete(callback);
    stopListening();
  }

  #receive(message: FromHost): void {
    switch (message?.vae) {
      case 'result':
        this.#finish(message);
        break;
      case 'callback':
        this.#callBack(message);
        break;
      case 'unreadable':
        this.end(unreadable('a message to the worker'));
        break;
    }
  }

  #finish({ call: id, outcome, state }: ResultMessage): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#update(call.target, state);
    this.#close(id, call);
    if (call.thrown) call.reject(call.thrown.error);
    else if (outcome.ok) call.resolve(outcome.value);
    else call.reject(receiveError(outcome.error));
  }

  async #callBack({ callback: id, args, question, target, state }: CallbackMessage): Promise<void> {
    this.#update(target, state);
    const callback = this.#callbacks.get(id);
    const answer = (outcome: Extract<ToHost, { vae: 'answer' }>['outcome']): void => {
      if (question !== undefined) this.post({ vae: 'answer', question, outcome });
    };
    try {
      const value = callback?.run(...(args as never[]));
      if (question === undefined) return;
      answer({ ok: true, value: await value });
    } catch (error) {
      // The callback asked the worker for something when it ended; its call has heard of that.
      if (this.#ended && error === this.#ended) return;
      if (callback?.endsCall) this.#throwIn(callback, error);
      answer({ ok: false, error: sendError(error) });
    }
  }

  /**
   * Ends the calls that a callback belongs to, at their next burst, with the error that it threw.
   */
  #throwIn({ call: own, target }: Callback, error: unknown): void {
    let heard = false;
    for (const [id, call] of this.#calls) {
      if (own === undefined ? call.target !== target : id !== own) continue;
      heard = true;
      call.thrown ??= { error };
      this.#abort(id);
    }
    if (!heard) reportError(error);
  }

  #update(model: number, state: ModelState | undefined): void {
    if (state) this.#models.get(model)?.(state);
  }
}
