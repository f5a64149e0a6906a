import { THREAD_SCRIPT } from './threadScript.ts';

/** A message from a thread to its owner. */
export interface FromThread {
  /** The thread, and how many messages it has heard. */
  readonly me?: number;
  readonly seen?: number;
  /** Number of all lists that have ended, in 32 bits. */
  readonly ended?: number;
  /** The error that ended the thread. */
  readonly failed?: string;
}

/** A thread that runs the script of the pool. */
export interface Thread {
  post(message: unknown): void;
  /** Keeps the process alive, in Node, or no longer. */
  hold(alive: boolean): void;
  end(): void;
}

/** @param hear called with each message, and with what ends the thread */
export function openThread(name: string, hear: (message: FromThread) => void): Thread {
  const { process } = globalThis as { readonly process?: Partial<NodeJS.Process> };
  // Threads of Node come first: they let the process exit, which workers of Deno do not.
  const threads = process?.getBuiltinModule?.('node:worker_threads');
  return threads ? inNode(threads, name, hear) : inBrowser(name, hear);
}

function inNode(
  { Worker: NodeWorker }: typeof import('node:worker_threads'),
  name: string,
  hear: (message: FromThread) => void,
): Thread {
  // Options of the process, such as loaders, are not for this script.
  const worker = new NodeWorker(THREAD_SCRIPT, { eval: true, name, execArgv: [] });
  worker.on('message', hear);
  worker.on('error', (error) => hear({ failed: String(error) }));
  worker.on('exit', () => hear({ failed: 'a thread ended' }));
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    hold: (alive) => (alive ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}

function inBrowser(name: string, hear: (message: FromThread) => void): Thread {
  const url = URL.createObjectURL(new Blob([THREAD_SCRIPT], { type: 'text/javascript' }));
  const worker = new Worker(url, { name, type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromThread>) => {
    // The script has loaded.
    URL.revokeObjectURL(url);
    hear(data);
  };
  worker.onerror = ({ message }) => {
    hear({
      failed: message || 'the page allows no worker from a blob: URL (worker-src of its CSP)',
    });
  };
  return {
    post: (message) => worker.postMessage(message),
    hold: () => {},
    end: () => worker.terminate(),
  };
}
