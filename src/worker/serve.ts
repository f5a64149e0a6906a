import type { VaeOptions } from '../api/options.ts';
import { VAE } from '../api/vae.ts';
import { shortFormOf } from '../families/registry.ts';
import { receiveError, sendError } from './errors.ts';
import { unanswerable } from './failures.ts';
import type {
  CallMessage,
  FromHost,
  KeepArgument,
  KeptSource,
  ModelFacts,
  ModelState,
  Outcome,
  ToHost,
} from './messages.ts';
import { findScriptsAt } from './scripts.ts';
import { SharedDevices } from './sharedDevices.ts';
import { buffersOf } from './transferables.ts';
import { type Referents, unpack } from './unpack.ts';

/** The message interface of a worker: its global scope, or a port. */
export interface HostScope {
  postMessage(message: FromHost, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToHost>) => void): void;
  addEventListener(type: 'messageerror', listener: () => void): void;
}

/** A question to the page whose answer is pending. */
interface Question {
  readonly call: number;
  readonly target: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Runs the models of a page in this thread and handles its messages in order. */
export function serve(scope: HostScope): void {
  const host = new Host(scope);
  scope.addEventListener('message', ({ data }) => host.receive(data));
  scope.addEventListener('messageerror', () => scope.postMessage({ vae: 'unreadable' }, []));
}

class Host {
  readonly #scope: HostScope;
  readonly #models = new Map<number, VAE>();
  readonly #kept = new Map<number, KeptSource>();
  readonly #canvases = new Map<number, OffscreenCanvas>();
  readonly #devices = new SharedDevices();
  /** Abort controllers of the running calls. */
  readonly #calls = new Map<number, AbortController>();
  readonly #questions = new Map<number, Question>();
  #lastQuestion = 0;

  constructor(scope: HostScope) {
    this.#scope = scope;
  }

  receive(message: ToHost): void {
    switch (message?.vae) {
      case 'call':
        this.#run(message);
        break;
      case 'abort':
        this.#calls.get(message.call)?.abort();
        this.#dropQuestions(({ call }) => call === message.call);
        break;
      case 'answer':
        this.#answer(message.question, message.outcome);
        break;
      case 'canvas':
        this.#canvases.set(message.id, message.canvas);
        break;
      case 'release':
        this.#kept.delete(message.data);
        break;
      case 'scripts':
        findScriptsAt(message.addresses);
        break;
      case 'dispose':
        this.#models.get(message.model)?.dispose();
        this.#models.delete(message.model);
        this.#dropQuestions(({ target }) => target === message.model);
        break;
    }
  }

  async #run(message: CallMessage): Promise<void> {
    const { call, target } = message;
    const controller = new AbortController();
    this.#calls.set(call, controller);
    const outcome = await this.#perform(message, controller).then(
      (value): Outcome => ({ ok: true, value }),
      (error: unknown): Outcome => ({ ok: false, error: sendError(error) }),
    );
    this.#calls.delete(call);
    try {
      this.#post({ vae: 'result', call, outcome, ...this.#stateOf(target) }, buffersOf(outcome));
    } catch (cause) {
      // The page waits for an answer to every call.
      const error = sendError(unanswerable(message.method, cause));
      this.#post({ vae: 'result', call, outcome: { ok: false, error } });
    }
  }

  async #perform(
    { call, method, target, args: packed }: CallMessage,
    controller: AbortController,
  ): Promise<unknown> {
    const args = unpack(packed, this.#referents(call, target, controller));
    switch (method) {
      case 'create': {
        const [options] = args as [VaeOptions];
        return this.#open(target, VAE.create(await this.#devices.optionsFor(options)));
      }
      case 'load': {
        const [source, options] = args as [Uint8Array, VaeOptions];
        return this.#open(target, VAE.load(source, await this.#devices.optionsFor(options)));
      }
      case 'keep':
        for (const { id, rows } of args as KeepArgument[]) this.#kept.set(id, rows);
        return undefined;
      default: {
        const model = this.#models.get(target) as VAE;
        const run = model[method] as (...args: unknown[]) => Promise<unknown>;
        return run.apply(model, args);
      }
    }
  }

  async #open(target: number, opening: Promise<VAE>): Promise<ModelFacts> {
    const vae = await opening;
    this.#models.set(target, vae);
    const { architecture, options, programs, watched } = vae;
    const config = shortFormOf(architecture);
    return {
      architecture,
      options,
      programs,
      watched,
      layers: vae.describe(),
      ...(config && { config }),
      state: stateOf(vae),
    };
  }

  #referents(call: number, target: number, controller: AbortController): Referents {
    return {
      signal: (aborted) => {
        if (aborted) controller.abort();
        return controller.signal;
      },
      // Looked up when the call's message is handled, so that a later release does not matter.
      kept: (id) => this.#kept.get(id),
      canvas: (id) => this.#canvases.get(id),
      callback: (callback, answers) => {
        const tell = (args: unknown[], question?: number): void => {
          const asked = question !== undefined && { question };
          const state = this.#stateOf(target);
          this.#post({ vae: 'callback', callback, args, target, ...asked, ...state });
        };
        if (!answers) return (...args) => tell(args);
        return (...args) =>
          new Promise((resolve, reject) => {
            this.#lastQuestion += 1;
            this.#questions.set(this.#lastQuestion, { call, target, resolve, reject });
            tell(args, this.#lastQuestion);
          });
      },
    };
  }

  #answer(number: number, outcome: Outcome): void {
    const question = this.#questions.get(number);
    this.#questions.delete(number);
    if (outcome.ok) question?.resolve(outcome.value);
    else question?.reject(receiveError(outcome.error));
  }

  /**
   * Answers the questions of work that is to end, since the page's answer may never come. The work
   * continues and then finds that it must end.
   */
  #dropQuestions(concerned: (question: Question) => boolean): void {
    for (const [number, question] of this.#questions) {
      if (concerned(question)) this.#answer(number, { ok: true, value: undefined });
    }
  }

  #stateOf(target: number): { state?: ModelState } {
    const vae = this.#models.get(target);
    return vae ? { state: stateOf(vae) } : {};
  }

  #post(message: FromHost, transfer: ArrayBuffer[] = []): void {
    this.#scope.postMessage(message, transfer);
  }
}

function stateOf(vae: VAE): ModelState {
  const { adapter, tuning, epoch, stepCount, statistics, memory } = vae;
  return { adapter, tuning, epoch, stepCount, statistics, memory };
}
