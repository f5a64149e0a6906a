import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/cli.ts';

interface Entry {
  readonly types: string;
  readonly default: string;
}

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Readonly<Record<string, Entry | string>>;
};

/** The library's entries as code imports them: the source of each, and the file that is built of it. */
export const entries = Object.entries(exports).flatMap(([path, entry]) =>
  typeof entry === 'string'
    ? []
    : {
        name: `webgpu-vae${path.slice(1)}`,
        source: entry.types.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts'),
        built: entry.default.slice(2),
      },
);
