/** What identifies the adapter that pages of this browser get, or null where it offers none. */
async function describe() {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  const software =
    (adapter.info.isFallbackAdapter ?? false) ||
    /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${architecture} ${device} ${description}`);
  return { vendor, architecture, device, description, software };
}

Object.assign(globalThis, { adapter: { describe } });
