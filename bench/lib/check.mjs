// @ts-check

/**
 * Compares the library's training with its float64 twins where it is measured.
 *
 * @param {import('./runtime.mjs').Runtime} runtime
 * @param {(line: string) => void} log receives each check that passed
 * @throws naming the kernel and its variant if values differ
 */
export async function checkTraining(runtime, log) {
  const page = await runtime.open('checks', { log });
  try {
    await page.call('run');
  } finally {
    await page.close();
  }
}
