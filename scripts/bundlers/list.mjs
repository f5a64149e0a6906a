// @ts-check

/**
 * One way in which a bundler serves or builds the application.
 * @typedef {object} Try
 * @property {string} mode for the table
 * @property {readonly string[]} [build] a command of the bundler, with its arguments
 * @property {readonly string[]} [serve] a command that starts a server and prints its address
 * @property {string} out folder that the build fills, or that is served as it is
 * @property {boolean} [copiesHost] copies `worker-host.js` beside the output, which the bundler does
 *   not do
 */

/**
 * @typedef {object} Bundler
 * @property {string} name of its folder
 * @property {readonly string[]} packages to install, the bundler first
 * @property {Readonly<Record<string, string>>} [files] of the application, by path
 * @property {readonly Try[]} tries
 */

/** The page of every application but the one without a bundler. */
export const PAGE = `<!doctype html>
<meta charset="utf-8" />
<title>worker</title>
<script type="module" src="./main.js"></script>
`;

export const MAIN = `import { VaeWorker } from 'webgpu-vae/worker';

const worker = new VaeWorker();
try {
  await worker.create({ config: { input: 4, hidden: [2], latent: 1 } });
  window.result = 'created';
} catch (error) {
  window.result = error.name + ': ' + error.message;
}
`;

/** @param {string} version @returns {Bundler} */
const vite = (version) => ({
  name: `vite ${version}`,
  packages: [`vite@${version}`],
  tries: [
    { mode: 'development server', serve: ['vite', '--host', '127.0.0.1'], out: '.' },
    { mode: 'build', build: ['vite', 'build', '--target', 'esnext'], out: 'dist' },
  ],
});

const IMPORT_MAP = `<!doctype html>
<meta charset="utf-8" />
<title>worker</title>
<script type="importmap">
  { "imports": { "webgpu-vae/worker": "./node_modules/webgpu-vae/dist/worker.js" } }
</script>
<script type="module" src="./main.js"></script>
`;

const WEBPACK = `import { cpSync, mkdirSync } from 'node:fs';
mkdirSync('dist', { recursive: true });
cpSync('index.html', 'dist/index.html');
export default {
  entry: './main.js',
  output: { filename: 'main.js', module: true },
  experiments: { outputModule: true },
  performance: { hints: false },
};
`;

const ROLLUP = `import { cpSync, mkdirSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
mkdirSync('dist', { recursive: true });
cpSync('index.html', 'dist/index.html');
export default {
  input: 'main.js',
  output: { dir: 'dist', format: 'es' },
  plugins: [nodeResolve({ browser: true })],
};
`;

/** @type {readonly Bundler[]} */
export const BUNDLERS = [
  vite('5'),
  vite('6'),
  vite('7'),
  vite('8'),
  {
    name: 'webpack 5',
    packages: ['webpack@5', 'webpack-cli@6'],
    files: { 'webpack.config.js': WEBPACK },
    tries: ['development', 'production'].map((mode) => ({
      mode,
      build: ['webpack', '--mode', mode],
      out: 'dist',
    })),
  },
  {
    name: 'parcel 2',
    packages: ['parcel@2'],
    // Parcel reads the field `exports` of packages only if it is told to.
    files: {
      'package.json': '{ "private": true, "@parcel/resolver-default": { "packageExports": true } }',
    },
    tries: [{ mode: 'build', build: ['parcel', 'build', 'index.html', '--no-cache'], out: 'dist' }],
  },
  {
    name: 'rollup 4',
    packages: ['rollup@4', '@rollup/plugin-node-resolve@16'],
    files: { 'rollup.config.js': ROLLUP },
    tries: [{ mode: 'build, host copied', build: ['rollup', '-c'], out: 'dist', copiesHost: true }],
  },
  {
    name: 'esbuild',
    packages: ['esbuild@0.25'],
    tries: [
      {
        mode: 'build, host copied',
        build: [
          ...['esbuild', 'main.js', 'index.html', '--bundle', '--splitting', '--format=esm'],
          ...['--target=esnext', '--outdir=dist', '--loader:.html=copy'],
        ],
        out: 'dist',
        copiesHost: true,
      },
    ],
  },
  {
    name: 'none',
    packages: [],
    files: { 'index.html': IMPORT_MAP },
    tries: [{ mode: 'an import map', out: '.' }],
  },
];
