import { softwareEnvironment } from '../../src/node/software.ts';

/**
 * Makes the software adapter available to the test processes. The Vulkan loader is looked up when a
 * process starts, so the environment must be set before the workers are forked.
 */
export default async function setup(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  Object.assign(process.env, await softwareEnvironment());
}
