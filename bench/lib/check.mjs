// @ts-check

/**
 * Compares the library's training with its float64 twins where it is measured.
 *
 * @param {import('./runtime.mjs').Runtime} runtime
 * @returns {Promise<string[]>} the checks that passed
 * @throws naming the kernel and its variant if values differ
 */
export async function checkTraining(runtime) {
  const page = await runtime.open('checks');
  try {
    return await page.call('run');
  } finally {
    await page.close();
  }
}
