// @ts-check
/** What the page's main thread did, from a trace of Chrome. */

/**
 * @typedef {object} TraceEvent an event of Chrome's trace; times are microseconds
 * @property {string} name
 * @property {string} ph
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts
 * @property {number} [dur] how long it lasted
 * @property {number} [tdur] how much CPU time of its own thread it took
 * @property {{ name?: string }} [args]
 */

/** What Chrome calls the tasks of a thread, and the main thread of a page. */
const TASK = 'RunTask';
const MAIN_THREAD = 'CrRendererMain';

/**
 * Tasks of main threads of pages. A task is what a page cannot interrupt: one of more than 50 ms
 * delays the answer to a click. On a machine whose cores are all busy tasks also wait, which `dur`
 * counts and `tdur` does not.
 *
 * @param {readonly TraceEvent[]} events
 * @returns {{ count: number, longestCpuMs: number, longestMs: number, above50: number }}
 * @throws where the trace holds no such task: it then was not taken with the right categories
 */
export function mainThreadTasks(events) {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === MAIN_THREAD)
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid, tdur }) =>
      name === TASK && ph === 'X' && tdur !== undefined && mains.has(`${pid} ${tid}`),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of a main thread');
  const cpu = tasks.map(({ tdur = 0 }) => tdur / 1000);
  const wall = tasks.map(({ dur = 0 }) => dur / 1000);
  return {
    count: tasks.length,
    longestCpuMs: Math.max(...cpu),
    longestMs: Math.max(...wall),
    above50: cpu.filter((ms) => ms > 50).length,
  };
}
