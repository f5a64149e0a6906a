/** Executes lists of commands in the order in which they are given. */
export interface Runner {
  /** Number of threads that share a launch; 0 if the caller's thread computes. */
  readonly threads: number;
  /** Makes a kernel known. It resolves when every thread can run it. */
  addKernel(id: number, module: WebAssembly.Module): Promise<void>;
  /** Begins with a list, or queues it. The words are read before the call returns. */
  run(list: CommandList): void;
  /** Ends all work, finished or not. */
  dispose(): void;
}

/** Commands with the memory that kernels work in. */
export interface CommandList {
  readonly words: Int32Array;
  /** Address of the scratch memory of the first thread. */
  readonly scratch: number;
  /** From one thread's scratch memory to the next, in bytes. */
  readonly scratchBytes: number;
}

/** How a runner tells its owner about its work. */
export interface RunnerEvents {
  /** This many lists ended since the last call. */
  ended(lists: number): void;
  /** A kernel trapped, or a thread ended by itself. No more work is done. */
  failed(message: string): void;
}

/** The function of a kernel. */
export type RunKernel = (
  first: number,
  end: number,
  scratch: number,
  x: number,
  y: number,
  z: number,
  ...bindings: number[]
) => void;
