// @ts-check
import { next } from './next.mjs';

/** @import { Bundler, Try } from './types.ts' */

/** The page of every application with a bundler but Next. */
export const PAGE = `<!doctype html>
<meta charset="utf-8" />
<title>worker</title>
<script type="module" src="./main.js"></script>
`;

/** A model that needs both scripts of its worker. */
const CONFIG = "config: { input: 4, hidden: [2], latent: 1, likelihood: 'gaussian' }";

/** A page with a model. @param {string} worker what makes its worker @param {string} [model] */
const script = (worker, model = CONFIG) => `import { VaeWorker } from 'webgpu-vae/worker';

try {
  const worker = ${worker};
  await worker.create({ ${model} });
  window.result = 'created';
} catch (error) {
  window.result = error.name + ': ' + error.message;
}
`;

export const MAIN = script('new VaeWorker()');

/** The same with a worker of its own, as the library's errors advise. */
const CURED = script(
  "new VaeWorker({ worker: new Worker('/worker-host.js', { type: 'module' }) })",
);

/** A layer of the app's own, which passes on what it gets. */
const OWN_LAYER = `{
  kind: 'own',
  resolve: () => ({ kind: 'own' }),
  output: (_, input) => input,
  build: () => ({ apply: (_, { x }) => ({ y: x }) }),
}`;

/** A model with a layer of the app's own, in a worker of the app's own, which knows it. */
const OWN_WORKER = {
  'own.js': `import { registerLayer, serveWorker } from 'webgpu-vae/extend';
registerLayer(${OWN_LAYER});
serveWorker();
`,
  'main.js': script(
    "new VaeWorker({ worker: new Worker(new URL('./own.js', import.meta.url), { type: 'module' }) })",
    `architecture: {
      family: 'vae',
      input: 4,
      encoder: [{ kind: 'own' }, { kind: 'dense', units: 2 }],
      latent: 1,
      decoder: [{ kind: 'dense', units: 2 }],
    }`,
  ),
};

/** Text of an error that has the cure in it. */
const ADVICE = /^VaeError: .* new VaeWorker\(\{ worker: new Worker\('\/worker-host\.js'/s;

/** @param {string} folder of the package, or its address */
export const importMap = (folder) =>
  JSON.stringify({ imports: { 'webgpu-vae/worker': `${folder}/dist/worker.js` } });

/** A page without a bundler. @param {string} map */
export const mappedPage = (map) => `<!doctype html>
<meta charset="utf-8" />
<title>worker</title>
<script type="importmap">${map}</script>
<script type="module" src="./main.js"></script>
`;

/** @param {string} more */
const viteConfig = (more) => `export default {
  server: { headers: { 'Content-Security-Policy': process.env.POLICY } },
  ${more}
};
`;

/** @param {string} version @param {readonly Try[]} [more] @returns {Bundler} */
const vite = (version, more = []) => ({
  name: `vite ${version}`,
  packages: [`vite@${version}`],
  files: { 'vite.config.js': viteConfig('') },
  tries: [
    {
      mode: 'development server',
      serve: ['vite', '--host', '127.0.0.1'],
      // Its client asks for changes by a WebSocket of the same origin.
      needs: { 'connect-src': "'self'" },
    },
    { mode: 'build', build: ['vite', 'build', '--target', 'esnext'], out: 'dist' },
    ...more,
    {
      mode: 'build, layer of its own',
      build: ['vite', 'build', '--target', 'esnext'],
      out: 'dist',
      // A worker of several files, which is not the default.
      files: { ...OWN_WORKER, 'vite.config.js': viteConfig("worker: { format: 'es' },") },
    },
  ],
});

/** A build whose scripts come from another origin. @param {string} cdn @returns {readonly Try[]} */
const onCdn = (cdn) => {
  const build = ['vite', 'build', '--target', 'esnext', '--base', `${cdn}/vite-8/dist/`];
  const needs = { 'script-src': cdn };
  return [
    { mode: 'build, assets on a CDN', build, out: 'dist', needs, expected: ADVICE },
    {
      mode: 'build, assets on a CDN, own worker',
      build,
      out: 'dist',
      hostIn: 'dist',
      files: { 'main.js': CURED },
      needs,
    },
  ];
};

const WEBPACK_CONFIG = `import { cpSync, mkdirSync } from 'node:fs';
mkdirSync('dist', { recursive: true });
cpSync('index.html', 'dist/index.html');
export default {
  entry: './main.js',
  output: { filename: 'main.js', module: true },
  experiments: { outputModule: true },
  performance: { hints: false },
  devServer: {
    host: '127.0.0.1',
    port: 'auto',
    static: 'dist',
    headers: { 'Content-Security-Policy': process.env.POLICY ?? '' },
  },
};
`;

const ROLLUP_CONFIG = `import { cpSync, mkdirSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
mkdirSync('dist', { recursive: true });
cpSync('index.html', 'dist/index.html');
export default {
  input: 'main.js',
  output: { dir: 'dist', format: 'es' },
  plugins: [nodeResolve({ browser: true })],
};
`;

/**
 * Bundlers that leave the worker's script out: as it is, with the script beside the output, and
 * with what the error advises.
 * @param {readonly string[]} build
 * @returns {readonly Try[]}
 */
const withoutHost = (build) => [
  { mode: 'build', build, out: 'dist', expected: ADVICE },
  { mode: 'build, script copied', build, out: 'dist', hostIn: 'dist' },
  {
    mode: 'build, own worker',
    build,
    out: 'dist',
    hostIn: 'dist',
    files: { 'main.js': CURED },
  },
];

/**
 * @param {string} cdn address of another origin, which serves the package and what is built
 * @returns {readonly Bundler[]}
 */
export const bundlers = (cdn) => [
  vite('5'),
  vite('6'),
  vite('7'),
  vite('8', onCdn(cdn)),
  {
    name: 'webpack 5',
    packages: ['webpack@5', 'webpack-cli', 'webpack-dev-server'],
    files: { 'webpack.config.js': WEBPACK_CONFIG },
    tries: [
      {
        mode: 'development server',
        serve: ['webpack', 'serve', '--mode', 'development'],
        needs: {
          // Modules are strings that are evaluated, unless \`devtool\` says otherwise.
          'script-src': "'unsafe-eval'",
          'connect-src': "'self'",
        },
      },
      { mode: 'production', build: ['webpack', '--mode', 'production'], out: 'dist' },
      {
        mode: 'production, layer of its own',
        build: ['webpack', '--mode', 'production'],
        out: 'dist',
        files: OWN_WORKER,
      },
    ],
  },
  next,
  {
    name: 'parcel 2',
    packages: ['parcel@2'],
    // Parcel reads the field `exports` of packages only if it is told to.
    files: {
      'package.json': '{ "private": true, "@parcel/resolver-default": { "packageExports": true } }',
    },
    tries: [
      {
        mode: 'build',
        build: ['parcel', 'build', 'index.html', '--no-cache'],
        out: 'dist',
        // It writes one into the page, by which it finds the worker.
        mapped: true,
      },
    ],
  },
  {
    name: 'rollup 4',
    packages: ['rollup@4', '@rollup/plugin-node-resolve@16'],
    files: { 'rollup.config.js': ROLLUP_CONFIG },
    tries: withoutHost(['rollup', '-c']),
  },
  {
    name: 'esbuild',
    packages: ['esbuild@0.25'],
    tries: withoutHost([
      ...['esbuild', 'main.js', 'index.html', '--bundle', '--splitting', '--format=esm'],
      ...['--target=esnext', '--outdir=dist', '--loader:.html=copy'],
    ]),
  },
  {
    name: 'none',
    packages: [],
    tries: [
      {
        mode: 'import map',
        out: '.',
        files: { 'index.html': mappedPage(importMap('./node_modules/webgpu-vae')) },
        mapped: true,
      },
      {
        mode: 'import map of a CDN',
        out: '.',
        files: { 'index.html': mappedPage(importMap(`${cdn}/webgpu-vae`)) },
        needs: {
          'script-src': cdn,
          'worker-src': `blob: ${cdn}`,
        },
        mapped: true,
      },
      {
        mode: 'import map of a CDN, own worker',
        out: '.',
        hostIn: '.',
        files: { 'index.html': mappedPage(importMap(`${cdn}/webgpu-vae`)), 'main.js': CURED },
        needs: { 'script-src': cdn },
        mapped: true,
      },
    ],
  },
];
