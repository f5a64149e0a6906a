import { openGpu } from '../../src/node/adapter.ts';
import { softwareEnvironment } from '../../src/node/software.ts';
import { suiteAdapter } from '../support/suiteAdapter.ts';

/**
 * Makes the adapter of VAE_ADAPTER available to the test processes, or ends the run before its first
 * test.
 *
 * @param open the test of this file passes one of its own
 * @throws Error for an unknown value, or if a hardware adapter is asked for and there is none
 */
export async function prepareAdapter(open: typeof openGpu = openGpu): Promise<void> {
  if (suiteAdapter() === 'hardware') {
    const { info, release } = await open('hardware').catch((error: Error) => {
      throw new Error(`VAE_ADAPTER=hardware, but no test can run on it. ${error.message}`, {
        cause: error,
      });
    });
    release();
    const names = [info.vendor, info.architecture, info.device, info.description];
    console.log(`Tests compute on hardware: ${names.filter(Boolean).join(' ')}`);
    return;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  // The Vulkan loader is looked up when a process starts, so the environment must be set before the
  // workers are forked.
  Object.assign(process.env, await softwareEnvironment());
}

export default (): Promise<void> => prepareAdapter();
