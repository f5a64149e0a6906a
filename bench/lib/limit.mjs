// @ts-check

/**
 * How long a page may take for one answer. A step of a slow peer on a slow adapter may take seconds, and
 * a page may compile and check many kernels before it answers.
 */
export const LIMIT_MS = 15 * 60 * 1000;

/**
 * Waits for the answer of a page until the limit.
 *
 * @template T
 * @param {string} name of the page
 * @param {Promise<T>} answer
 * @param {number} [limitMs]
 * @returns {Promise<T>}
 * @throws naming the page that it gave up on
 */
export async function withinLimit(name, answer, limitMs = LIMIT_MS) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    const minutes = limitMs / 60_000;
    const give = () =>
      reject(new Error(`the page "${name}" gave no answer for ${minutes} minutes`));
    timer = setTimeout(give, limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
