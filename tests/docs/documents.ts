import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/cli.ts';

/** Where a block of code runs: in a page of a headless browser, or in Node. */
export type Place = 'browser' | 'node';

/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  readonly place: Place;
  /** Why the block is not run; undefined for blocks that run. */
  readonly notRun: string | undefined;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  readonly code: string;
}

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

/**
 * The blocks of a text. Behind the language may stand `node`, for code that runs in Node, or `no-run`
 * and the reason for which the code cannot run here.
 * @throws Error for a fence that is not closed, indented, or says something else
 */
export function blocksOf(path: string, text: string): Block[] {
  const blocks: Block[] = [];
  let open: { header: string; line: number; code: string[] } | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const fence = /^(\s*)```(.*)$/.exec(line);
    if (!fence) {
      open?.code.push(line);
      continue;
    }
    if (fence[1] !== '') throw new Error(`${path}:${i + 1}: a fence is not indented`);
    if (!open) {
      open = { header: fence[2] ?? '', line: i + 1, code: [] };
      continue;
    }
    const { header, line: first, code } = open;
    const [, language = '', mark = ''] = /^(\w*)\s*(.*)$/.exec(header) ?? [];
    const [, reason] = /^no-run (.+)$/.exec(mark) ?? [];
    if (mark !== '' && mark !== 'node' && reason === undefined) {
      throw new Error(
        `${path}:${first}: a block is marked "node" or "no-run REASON", not "${mark}"`,
      );
    }
    blocks.push({
      language,
      place: mark === 'node' ? 'node' : 'browser',
      notRun: reason,
      line: first,
      code: code.join('\n'),
    });
    open = undefined;
  }
  if (open) throw new Error(`${path}:${open.line}: a block is not closed`);
  return blocks;
}
