import { softwareEnvironment } from '../../src/node/software.ts';

/**
 * Lets the test processes find the software adapter. The Vulkan loader is looked up when a
 * process starts, so this must be in the environment before the workers are forked.
 */
export default async function setup(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  Object.assign(process.env, await softwareEnvironment());
}
