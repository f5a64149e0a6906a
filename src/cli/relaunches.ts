import { needsRelaunch } from '../node/relaunch.ts';
import { backendOf, type Computer } from './computer.ts';

/**
 * True if the command must start again in a process that finds the software adapter of WebGPU.
 * @throws ConfigError for options that contradict one another
 */
export function relaunches(computer: Computer): boolean {
  return backendOf(computer) === 'webgpu' && needsRelaunch(computer.adapter);
}
