import { afterEach, expect, it, vi } from 'vitest';
import { VaeError } from '../../src/errors.ts';
import { findScriptsAt, importScript } from '../../src/worker/scripts.ts';

/** A script as an address, which leaves a text. */
const script = (name: string): string => {
  const code = `(globalThis.webgpuVaeScripts ??= {}).${name} = 'what ${name} has';`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
};

afterEach(() => vi.unstubAllGlobals());

it('imports a script from where the page says', async () => {
  findScriptsAt({ later: script('later'), wasm: script('wasm') });
  expect(await importScript('later')).toBe('what later has');
  expect(await importScript('wasm')).toBe('what wasm has');
});

it('imports it from beside the host where the page is wrong', async () => {
  const folder = new URL('../../src/wasm/', import.meta.url);
  vi.stubGlobal('location', { href: new URL('worker-host.js', folder).href });
  findScriptsAt({ later: '', wasm: new URL('missing.js', folder).href });
  const looked = await importScript('wasm').catch((error: Error) => String(error.cause));
  expect(looked).toContain('src/wasm/wasm.js');
});

it('refuses one of another version, which leaves another name', async () => {
  findScriptsAt({ later: script('later_1'), wasm: '' });
  expect(await importScript('later', 'later_1')).toBe('what later_1 has');
  await expect(importScript('later', 'later_2')).rejects.toThrow(
    'worker-later.js is of another version than worker-host.js',
  );
});

it('says what to copy where it is nowhere', async () => {
  // As in a worker of one line that is no file.
  vi.stubGlobal('location', { href: 'blob:http://localhost/1' });
  findScriptsAt({ later: 'file:///nowhere/worker-later.js', wasm: '' });
  const failed = await importScript('later').catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(VaeError);
  expect(String(failed)).toMatch(/cp node_modules\/webgpu-vae\/dist\/worker-later\.js public\//);
});
