import { type HostScope, serve } from '../../src/worker/serve.ts';

/** A substitute for a worker: its host runs in this thread, behind a channel. */
export class Thread extends EventTarget {
  readonly #page: MessagePort;
  readonly #host: MessagePort;
  /** The page's messages, in order. */
  readonly sent: unknown[] = [];
  terminated = false;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#page = port1;
    this.#host = port2;
    port1.addEventListener('message', ({ data }) =>
      this.dispatchEvent(new MessageEvent('message', { data })),
    );
    serve(port2 as unknown as HostScope);
    port1.start();
    port2.start();
  }

  postMessage(message: unknown, transfer: ArrayBuffer[]): void {
    this.sent.push(message);
    this.#page.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated = true;
    this.#page.close();
    this.#host.close();
  }
}
