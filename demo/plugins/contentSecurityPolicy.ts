import type { Plugin } from 'vite';

/** The rights of the built page: it runs and loads its own files, and nothing else. */
const POLICY = [
  "default-src 'none'",
  // Kernels are compiled to WebAssembly where there is no GPU.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  // The threads of WebAssembly.
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Writes the policy into the built page. The development server is left without: it injects
 * styles inline.
 */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
