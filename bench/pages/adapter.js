import { describeAdapter } from '../../src/gpu/describeAdapter.ts';

/** Identifies the adapter of pages in this browser; null if there is none. */
async function describe() {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  return adapter ? describeAdapter(adapter.info) : null;
}

Object.assign(globalThis, { adapter: { describe } });
