// @ts-check
import { preview } from 'vite';

/** @typedef {{ readonly address: string, close(): Promise<void> }} Server */

/**
 * @typedef {object} ServeOptions
 * @property {string} [policy] a Content-Security-Policy that is sent with every file
 * @property {Record<string, string>} [headers] others that are sent with every file
 * @property {boolean} [toAll] true serves pages of every origin, as a CDN does
 * @property {import('vite').Plugin[]} [plugins] of the server
 */

/**
 * Serves the files of a folder as they are, from localhost, a secure context as WebGPU requires.
 * @param {string} folder
 * @param {ServeOptions} [options]
 * @returns {Promise<Server>}
 */
export async function serveFolder(folder, { policy, headers, toAll, plugins = [] } = {}) {
  const server = await preview({
    configFile: false,
    root: folder,
    plugins,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: {
      host: '127.0.0.1',
      port: 0,
      ...(toAll && { cors: { origin: '*' } }),
      headers: { ...headers, ...(policy !== undefined && { 'Content-Security-Policy': policy }) },
    },
  });
  const [address = ''] = server.resolvedUrls?.local ?? [];
  return { address, close: () => server.close() };
}
