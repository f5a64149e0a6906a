// @ts-check
/** Activity of the page's main thread, from a trace of Chrome. */

/**
 * @typedef {object} TraceEvent an event of Chrome's trace; times are microseconds
 * @property {string} name
 * @property {string} ph
 * @property {number} pid
 * @property {number} tid
 * @property {number} ts
 * @property {number} [dur] duration
 * @property {number} [tdur] CPU time of its thread
 * @property {{ name?: string }} [args]
 */

/** Chrome's names for the tasks of a thread and for the main thread of a page. */
const TASK = 'RunTask';
const MAIN_THREAD = 'CrRendererMain';

/**
 * Tasks on the main threads of pages. A page cannot interrupt a task: one of more than 50 ms delays
 * the response to a click. If all cores are busy, tasks also wait; `dur` includes this time and
 * `tdur` does not.
 *
 * @param {readonly TraceEvent[]} events
 * @returns {{ count: number, longestCpuMs: number, longestMs: number, above50: number }}
 * @throws if the trace contains no such task, because it was taken with wrong categories
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
