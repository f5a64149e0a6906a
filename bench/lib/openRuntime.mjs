// @ts-check
import { browserRuntime } from './browserRuntime.mjs';
import { nodeRuntime } from './nodeRuntime.mjs';
import { chooseRuntime } from './runtime.mjs';

/** The advice where the wanted adapter is missing. */
const ADVICE = {
  browser: 'Name a full Chrome with --browser, or take --adapter software.',
  node: "Install the GPU driver's Vulkan parts and the loader (libvulkan1), or take --adapter software.",
};

/**
 * Opens the pages' runtime on the adapter that the command line asks for.
 *
 * @param {object} options
 * @param {'browser' | 'node'} options.place
 * @param {'auto' | 'hardware' | 'software'} options.wish
 * @param {string | undefined} options.browser
 * @param {{ folder: string, url: (name: string) => string }} options.pages
 */
export function openRuntime({ place, wish, browser, pages }) {
  return chooseRuntime(
    wish,
    (kind) =>
      place === 'node'
        ? nodeRuntime(kind, pages.folder)
        : browserRuntime({ adapter: kind, executable: browser }, pages.url),
    ADVICE[place],
  );
}
