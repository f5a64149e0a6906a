// @ts-check
/** Reads the blocks of code of a Markdown text. */

/**
 * Where a block of code runs: in a page of a headless browser, or in Node.
 * @typedef {'browser' | 'node'} Place
 */

/**
 * A fenced block of a document.
 * @typedef {object} Block
 * @property {string} language
 * @property {Place} place
 * @property {string | undefined} notRun why the block is not run; undefined for blocks that run
 * @property {number} line of the opening fence, from 1
 * @property {string} code
 */

/**
 * The blocks of a text. Behind the language may stand `node`, for code that runs in Node, or `no-run`
 * and the reason for which the code cannot run here.
 * @param {string} path of the document, for messages
 * @param {string} text
 * @returns {Block[]}
 * @throws Error for a fence that is not closed, indented, or says something else
 */
export function blocksOf(path, text) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {{ header: string, line: number, code: string[] } | undefined} */
  let open;
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
    blocks.push(blockOf(path, open.header, open.line, open.code.join('\n')));
    open = undefined;
  }
  if (open) throw new Error(`${path}:${open.line}: a block is not closed`);
  return blocks;
}

/**
 * @param {string} path
 * @param {string} header what follows the opening fence
 * @param {number} line
 * @param {string} code
 * @returns {Block}
 */
function blockOf(path, header, line, code) {
  const [, language = '', mark = ''] = /^(\w*)\s*(.*)$/.exec(header) ?? [];
  const [, notRun] = /^no-run (.+)$/.exec(mark) ?? [];
  if (mark !== '' && mark !== 'node' && notRun === undefined) {
    throw new Error(`${path}:${line}: a block is marked "node" or "no-run REASON", not "${mark}"`);
  }
  return { language, place: mark === 'node' ? 'node' : 'browser', notRun, line, code };
}
