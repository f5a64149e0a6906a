import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, blocksOf } from '../../scripts/docs/blocks.mjs';
import { root } from '../support/cli.ts';

export interface Document {
  /** Path within the repository, such as `docs/embed.md`. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Languages of blocks that are compiled and run. */
export const RUN = ['ts', 'tsx', 'js'];

/** README.md and every guide. */
export const documents: readonly Document[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, blocks: blocksOf(path, text) };
});
