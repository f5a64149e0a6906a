// @ts-check

/**
 * @typedef {object} Snippet
 * @property {string} name of a file for it, with the line in which it begins
 * @property {string} code
 */

const BLOCK = /^```ts\n([\s\S]*?)^```$/gm;

/**
 * The TypeScript of a Markdown text, block by block.
 * @param {string} markdown
 * @param {string} title such as `README`
 * @returns {Snippet[]}
 */
export function snippetsOf(markdown, title) {
  return [...markdown.matchAll(BLOCK)].map(({ 1: code = '', index }) => {
    const line = markdown.slice(0, index).split('\n').length;
    return { name: `${title}-line-${line}.ts`, code };
  });
}

/** Declares the caller's data, which the README's snippets use. */
export const GIVEN = `declare global {
  const images: Uint8Array;
}
export {};
`;
