import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { root } from '../support/cli.ts';
import { buildLibrary } from '../support/library.ts';
import { entries } from './entries.ts';

/** Code that imports `react` gets Preact, which has React's interface. */
const PREACT = {
  react: 'preact/compat/dist/compat.mjs',
  'react-dom/client': 'preact/compat/client.mjs',
  preact: 'preact/dist/preact.mjs',
  'preact/hooks': 'preact/hooks/dist/hooks.mjs',
  'preact/compat': 'preact/compat/dist/compat.mjs',
  'preact/jsx-runtime': 'preact/jsx-runtime/dist/jsxRuntime.mjs',
};

/**
 * Models of one page share a device and its pipelines, which otherwise take most of the time to compile:
 * a browser returns the same pipeline for the same WGSL while one of them exists.
 */
const ONE_DEVICE = `
  const kept = [];
  const request = GPUAdapter.prototype.requestDevice;
  const compile = GPUDevice.prototype.createComputePipelineAsync;
  let opening;
  GPUAdapter.prototype.requestDevice = function (...args) {
    opening ??= request.apply(this, args);
    return opening;
  };
  GPUDevice.prototype.createComputePipelineAsync = async function (...args) {
    const pipeline = await compile.apply(this, args);
    kept.push(pipeline);
    return pipeline;
  };
  GPUDevice.prototype.destroy = () => {};
`;

/** A page in which modules find the library and Preact without a bundler. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="icon" href="data:," />
    <script type="importmap">${JSON.stringify({
      imports: Object.fromEntries([
        ...entries.map(({ name, built }) => [name, `/node_modules/webgpu-vae/${built}`]),
        ...Object.entries(PREACT).map(([name, file]) => [name, `/node_modules/${file}`]),
      ]),
    })}</script>
    <script>${ONE_DEVICE}</script>
  </head>
  <body><div id="app"></div></body>
</html>
`;

/** Makes a folder that is an application with the library installed, and a site that serves it. */
export async function furnish(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const library = join(modules, 'webgpu-vae');
  await mkdir(library, { recursive: true });
  await buildLibrary(join(library, 'dist'));
  await cp(join(root, 'package.json'), join(library, 'package.json'));
  await cp(join(root, 'node_modules', 'preact'), join(modules, 'preact'), { recursive: true });
  for (const peer of ['webgpu', '@sparticuz', 'onnxruntime-web']) {
    await symlink(join(root, 'node_modules', peer), join(modules, peer));
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(folder, 'index.html'), PAGE);
  const standIns = await readFile(new URL('standIns.ts', import.meta.url), 'utf8');
  await writeScript(folder, 'standIns', standIns);
}

/** Compiles TypeScript with JSX to `NAME.js`. */
export async function writeScript(folder: string, name: string, code: string): Promise<void> {
  const compiled = await transformWithOxc(code, `${name}.tsx`, {
    jsx: { runtime: 'automatic', importSource: 'preact' },
  });
  await writeFile(join(folder, `${name}.js`), compiled.code);
}
