import { type AdapterKind, type OpenGpu, openGpu } from '../node/adapter.ts';
import { pollGently } from '../node/pollGently.ts';

/**
 * `openGpu` in a process that is the command line's own: a software adapter gets the whole CPU.
 * @throws AdapterError as `openGpu` does
 */
export async function openAdapter(kind: AdapterKind, flags?: readonly string[]): Promise<OpenGpu> {
  const opened = await openGpu(kind, flags);
  if (opened.software) pollGently();
  return opened;
}
