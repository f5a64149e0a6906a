// @ts-check
/** An application of Next's, whose pages get a nonce each, as its guide on policies has it. */
import { NONCE } from './policy.mjs';

/** @import { Bundler, Try } from './types.ts' */

const LAYOUT = `// A page that is made ahead of time cannot hold the nonce of a request.
export const dynamic = 'force-dynamic';

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
`;

const PAGE = `'use client';
import { useEffect } from 'react';
import { VaeWorker } from 'webgpu-vae/worker';

export default function Page() {
  useEffect(() => {
    let mounted = true;
    const worker = new VaeWorker();
    const tell = (result) => {
      // In development every effect runs twice; the first worker is disposed of.
      if (mounted) window.result = result;
    };
    worker.create({ config: { input: 4, hidden: [2], latent: 1, likelihood: 'gaussian' } }).then(
      () => tell('created'),
      (error) => tell(error.name + ': ' + error.message),
    );
    return () => {
      mounted = false;
      worker.dispose();
    };
  }, []);
  return null;
}
`;

const PROXY = `import { NextResponse } from 'next/server';

export function proxy(request) {
  const policy = process.env.POLICY.replace('${NONCE}', crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}
`;

const SERVER = ['--hostname', '127.0.0.1', '--port', '0'];

/** @param {string} bundler @param {string} flag @returns {readonly Try[]} */
const tries = (bundler, flag) => [
  {
    mode: `${bundler}, development server`,
    serve: ['next', 'dev', flag, ...SERVER],
    needs: {
      'script-src': `'nonce-${NONCE}' 'unsafe-eval'`,
      'connect-src': "'self'",
      'style-src': "'unsafe-inline'",
      'font-src': "'self'",
    },
  },
  {
    mode: `${bundler}, production`,
    build: ['next', 'build', flag],
    serve: ['next', 'start', ...SERVER],
    needs: { 'script-src': `'nonce-${NONCE}'` },
  },
];

/** @type {Bundler} */
export const next = {
  name: 'next',
  packages: ['next@16', 'react@19', 'react-dom@19'],
  files: { 'app/layout.js': LAYOUT, 'app/page.js': PAGE, 'proxy.js': PROXY },
  tries: [...tries('Turbopack', '--turbopack'), ...tries('webpack', '--webpack')],
};
