import type { InputConfig } from './config.ts';
import { otherRows } from './others.ts';
import { areRowsPlain } from './rows.ts';

/** Loads what a resolved architecture does to its rows of data, unless it takes them as they are. */
export async function loadRows(architecture: InputConfig): Promise<void> {
  if (areRowsPlain(architecture)) return;
  await otherRows.load();
  await otherRows.get().loadKernels(architecture);
}
