import { LAUNCH_WORDS, OPERATION } from '../commands/words.ts';
import type { LinearMemory } from '../memory/linearMemory.ts';
import { pauseBefore } from './pause.ts';
import type { CommandList, RunKernel, Runner, RunnerEvents } from './runner.ts';

/** Work goes on for this long before a page gets its turn: half a frame at 60 Hz. */
const SLICE_MS = 8;
/** A launch begins with this part of it, to see how long it takes. */
const FIRST_PIECE = 1 / 64;
/** Pieces grow until one takes this long. */
const PIECE_MS = 0.5;
const NS_PER_MS = 1e6;
const HIGH_WORD = 2 ** 32;

/** Runs lists on the caller's thread, in slices, so that `run` returns at once and a page stays alive. */
export class CallerRunner implements Runner {
  readonly threads = 0;
  readonly #memory: LinearMemory;
  readonly #events: RunnerEvents;
  readonly #kernels = new Map<number, RunKernel>();
  readonly #lists: CommandList[] = [];
  readonly #pause = pauseBefore(() => this.#slice());
  /** The position in the first list: a word, and a workgroup of the launch that begins there. */
  #at = 0;
  #group = 0;
  #awaited = false;
  #disposed = false;

  constructor(memory: LinearMemory, events: RunnerEvents) {
    this.#memory = memory;
    this.#events = events;
  }

  async addKernel(id: number, module: WebAssembly.Module): Promise<void> {
    const { exports } = await WebAssembly.instantiate(module, {
      env: { memory: this.#memory.memory },
    });
    this.#kernels.set(id, exports.run as RunKernel);
  }

  run(list: CommandList): void {
    this.#lists.push({ ...list, words: list.words.slice() });
    if (this.#awaited) return;
    this.#awaited = true;
    this.#pause();
  }

  dispose(): void {
    this.#disposed = true;
    this.#lists.length = 0;
  }

  #slice(): void {
    const until = performance.now() + SLICE_MS;
    try {
      for (let list = this.#lists[0]; list; list = this.#lists[0]) {
        if (!this.#advance(list, until)) {
          this.#pause();
          return;
        }
        this.#lists.shift();
        this.#at = 0;
        this.#events.ended(1);
      }
    } catch (error) {
      if (!this.#disposed) this.#events.failed(String(error));
    }
    this.#awaited = false;
  }

  /** @returns true if the list ended */
  #advance({ words, scratch }: CommandList, until: number): boolean {
    while (this.#at < words.length) {
      if (performance.now() >= until) return false;
      if (words[this.#at] !== OPERATION.launch) this.#transfer(words, this.#at);
      else if (!this.#launch(words, scratch, until)) return false;
      this.#at += words[this.#at + 1] as number;
    }
    return true;
  }

  #transfer(words: Int32Array, at: number): void {
    const { bytes } = this.#memory;
    const operand = (i: number): number => (words[at + 2 + i] as number) >>> 0;
    const first = operand(0);
    if (words[at] === OPERATION.copy) bytes.copyWithin(operand(1), first, first + operand(2));
    else if (words[at] === OPERATION.clear) bytes.fill(0, first, first + operand(1));
    else {
      const ns = Math.round(performance.now() * NS_PER_MS);
      this.#memory.words[first / 4] = ns;
      this.#memory.words[first / 4 + 1] = Math.floor(ns / HIGH_WORD);
    }
  }

  /** @returns true if the launch ended */
  #launch(words: Int32Array, scratch: number, until: number): boolean {
    const at = this.#at;
    const run = this.#kernels.get(words[at + 2] as number) as RunKernel;
    const groups = words[at + 3] as number;
    const length = words[at + 1] as number;
    const operands = words.subarray(at + LAUNCH_WORDS - 3, at + length) as unknown as [
      number,
      number,
      number,
      ...number[],
    ];
    let piece = Math.ceil(groups * FIRST_PIECE);
    let begun = performance.now();
    while (this.#group < groups) {
      const end = Math.min(this.#group + piece, groups);
      run(this.#group, end, scratch, ...operands);
      this.#group = end;
      const now = performance.now();
      if (end < groups && now >= until) return false;
      if (now - begun < PIECE_MS) piece *= 2;
      begun = now;
    }
    this.#group = 0;
    return true;
  }
}
