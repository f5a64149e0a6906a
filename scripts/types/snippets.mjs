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

/**
 * What snippets take as given: the caller's data, and what an earlier snippet made. A snippet that
 * declares a name itself uses its own.
 */
export const GIVEN = `import type { Dataset, VAE as Model } from 'webgpu-vae';

declare global {
  const VAE: typeof Model;
  const vae: Model;
  const model: Model;
  const images: Uint8Array;
  const labels: Uint8Array;
  const testImages: Uint8Array;
  const testLabels: Uint8Array;
  const digits: Dataset;
  const genes: number;
  const counts: Float32Array;
  const signal: AbortSignal;
  function draw(loss: number): void;
}
`;
