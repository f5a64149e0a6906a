import { describeAdapter } from '../../src/gpu/describeAdapter.ts';
import { gpu } from './shared/gpu.js';

/** Identifies the adapter of pages in this browser; null if there is none. */
async function describe() {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  return adapter ? describeAdapter(adapter.info) : null;
}

Object.assign(globalThis, { adapter: { describe } });
