import { LAUNCH_WORDS, OPERATION } from '../commands/words.ts';
import { PAGE } from '../memory/linearMemory.ts';
import { CONTROL, HEADER_WORDS, RING } from './control.ts';

/** Looks at the shared words this often before it sleeps: about 20 microseconds. */
const SPINS = 4000;

/** Launches that take less than this are not shared: to take turns costs as much. */
const WORTH_SHARING_MS = 0.02;

/** It takes about this long until a thread that sleeps takes its first piece. */
const WORTH_WAKING_MS = 0.03;

/** How much of its own time a new measurement gives to the known cost of a kernel. */
const LEARNED = 1 / 8;
/** A measurement counts for this many times the known cost at most: the system may have paused the thread. */
const MOST_LEARNED = 4;

/**
 * The program of a thread, for Node and browsers. It is text, so that no bundler has to find a file.
 *
 * Threads share each launch: they take pieces of it until none is left. The thread that ends the last
 * piece becomes the driver. It does what lies between two launches, opens the next launch and takes
 * pieces of it with all others. So no thread waits for one that the system has put aside, unless that
 * one is in the middle of a piece.
 *
 * Only a thread that has an unfinished piece, or is the driver, reads the position in the list. The
 * position cannot change meanwhile: the next launch opens when the last piece has ended.
 *
 * A thread hears messages in its event loop only. So it returns there whenever mail was announced.
 */
export const THREAD_SCRIPT = /* js */ `
'use strict';
const inNode = typeof require === 'function';
const port = inNode ? require('node:worker_threads').parentPort : self;
// Clocks of workers begin with the worker; times of one list may come from several.
const clock = inNode
  ? () => Number(process.hrtime.bigint())
  : () => 1e6 * (performance.timeOrigin - epoch + performance.now());
const runs = [];
// Milliseconds of a workgroup, by kernel. They decide who works, and change no result.
const costs = [];
const { load, store, add, sub, compareExchange, wait, notify } = Atomics;
let seen = 0;
let me = 0;
let epoch = 0;
let memory, bytes, words, c;

port.onmessage = ({ data }) => {
  try {
    if (data.memory) {
      ({ me, epoch, memory, control: c } = data);
      views();
    } else {
      const { exports } = new WebAssembly.Instance(data.module, { env: { memory } });
      runs[data.id] = exports.run;
    }
    seen += 1;
    port.postMessage({ me, seen });
    work();
  } catch (error) {
    port.postMessage({ failed: String(error) });
  }
};

function views() {
  bytes = new Uint8Array(memory.buffer);
  words = new Int32Array(memory.buffer);
}

/** The owner's growth of the memory shows in this thread after a growth by nothing. */
function reachAll() {
  while (load(c, ${CONTROL.pages}) * ${PAGE} > bytes.length) {
    memory.grow(0);
    views();
  }
}

function work() {
  while (load(c, ${CONTROL.mail}) === seen) {
    if (load(c, ${CONTROL.claim}) > 0) {
      if (takePieces(false)) drive(true);
    } else if (mayDrive() && compareExchange(c, ${CONTROL.driver}, 0, 1) === 0) drive(false);
    else rest();
  }
}

function mayDrive() {
  return load(c, ${CONTROL.ended}) !== load(c, ${CONTROL.given}) && load(c, ${CONTROL.driver}) === 0;
}

function rest() {
  // Between lists it sleeps at once: the caller may need the processor.
  for (let i = 0; i < ${SPINS} && load(c, ${CONTROL.list}) !== 0; i++) {
    if (load(c, ${CONTROL.claim}) > 0 || mayDrive() || load(c, ${CONTROL.mail}) !== seen) return;
  }
  add(c, ${CONTROL.sleepers}, 1);
  const signal = load(c, ${CONTROL.signal});
  if (load(c, ${CONTROL.claim}) <= 0 && !mayDrive() && load(c, ${CONTROL.mail}) === seen) {
    wait(c, ${CONTROL.signal}, signal);
  }
  sub(c, ${CONTROL.sleepers}, 1);
}

function wake(count) {
  if (load(c, ${CONTROL.sleepers}) === 0) return;
  add(c, ${CONTROL.signal}, 1);
  notify(c, ${CONTROL.signal}, count);
}

/**
 * Returns true if this thread ended the last piece of the launch. The first piece of a driver tells
 * whether the rest is worth waking others.
 */
function takePieces(alone) {
  while (load(c, ${CONTROL.claim}) > 0) {
    const left = sub(c, ${CONTROL.claim}, 1);
    if (left <= 0) return false;
    reachAll();
    const list = load(c, ${CONTROL.list});
    const at = (list >>> 2) + load(c, ${CONTROL.at});
    const piece = words[at + 4];
    const first = piece * (left - 1);
    const ms = launch(list, at, first, Math.min(first + piece, words[at + 3]));
    if (alone && (left - 1) * ms > ${WORTH_WAKING_MS}) {
      wake(left - 1);
      alone = false;
    }
    if (sub(c, ${CONTROL.pending}, 1) === 1) return true;
  }
  return false;
}

/** Runs workgroups. Returns milliseconds. */
function launch(list, at, first, end) {
  const header = list >>> 2;
  const scratch = words[header + 1] + me * words[header + 2];
  const operands = words.subarray(at + ${LAUNCH_WORDS - 3}, at + words[at + 1]);
  const kernel = words[at + 2];
  const begun = performance.now();
  runs[kernel](first, end, scratch, ...operands);
  const ms = performance.now() - begun;
  const each = ms / (end - first);
  const known = costs[kernel] ?? each;
  costs[kernel] = known + ${LEARNED} * (Math.min(each, ${MOST_LEARNED} * known + 1e-6) - known);
  return ms;
}

/** Goes on as the driver, after a launch that has ended or from the position as it is. */
function drive(launched) {
  for (;;) {
    let list = load(c, ${CONTROL.list});
    if (launched) {
      add(c, ${CONTROL.at}, words[(list >>> 2) + load(c, ${CONTROL.at}) + 1]);
      launched = false;
    }
    if (load(c, ${CONTROL.mail}) !== seen) {
      store(c, ${CONTROL.driver}, 0);
      wake(1);
      return;
    }
    if (list === 0) {
      const ended = load(c, ${CONTROL.ended});
      if (ended === load(c, ${CONTROL.given})) {
        store(c, ${CONTROL.driver}, 0);
        return;
      }
      list = load(c, ${CONTROL.ring} + (ended & ${RING - 1}));
      store(c, ${CONTROL.at}, ${HEADER_WORDS});
      store(c, ${CONTROL.list}, list);
    }
    reachAll();
    const at = (list >>> 2) + load(c, ${CONTROL.at});
    if (at >= (list >>> 2) + words[list >>> 2]) {
      store(c, ${CONTROL.list}, 0);
      port.postMessage({ ended: add(c, ${CONTROL.ended}, 1) + 1 });
    } else if (words[at] !== ${OPERATION.launch}) {
      transfer(at);
      add(c, ${CONTROL.at}, words[at + 1]);
    } else {
      const groups = words[at + 3];
      const pieces = Math.ceil(groups / words[at + 4]);
      if (pieces === 1 || groups * costs[words[at + 2]] < ${WORTH_SHARING_MS}) {
        launch(list, at, 0, groups);
      } else {
        store(c, ${CONTROL.pending}, pieces);
        store(c, ${CONTROL.claim}, pieces);
        if (!takePieces(true)) return;
      }
      launched = true;
    }
  }
}

function transfer(at) {
  const first = words[at + 2] >>> 0;
  const second = words[at + 3] >>> 0;
  const size = words[at + 4] >>> 0;
  if (words[at] === ${OPERATION.copy}) {
    bytes.copyWithin(second, first, first + size);
  } else if (words[at] === ${OPERATION.clear}) {
    bytes.fill(0, first, first + second);
  } else {
    const ns = Math.round(clock());
    words[first / 4] = ns % 2 ** 32;
    words[first / 4 + 1] = Math.floor(ns / 2 ** 32);
  }
}
`;
