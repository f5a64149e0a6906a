// @ts-check
import { createHash } from 'node:crypto';

/** @import { Sources } from './types.ts' */

/** The policy of a page that runs and loads its own files, and nothing else. */
const STRICT = { 'default-src': "'none'", 'script-src': "'self'", 'worker-src': "'self'" };

/** Stands for a number that the server makes anew for every page. */
export const NONCE = 'NONCE';

/**
 * The strict policy as a header.
 * @param {Sources} added what it allows besides
 */
export function policy(added) {
  /** @type {Record<string, string>} */
  const directives = { ...STRICT };
  for (const [name, sources] of Object.entries(added)) {
    directives[name] = name in directives ? `${directives[name]} ${sources}` : sources;
  }
  return written(directives);
}

/** @param {Sources} sources */
export function written(sources) {
  return Object.entries(sources)
    .map(([name, each]) => `${name} ${each}`)
    .join('; ');
}

/** The source that allows an inline script. @param {string} script */
export const hashOf = (script) =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/** The sources that allow the import maps of a page. @param {string} page */
export const hashesOf = (page) =>
  [...page.matchAll(/<script type="?importmap"?>(.*?)<\/script>/gs)]
    .map(([, map = '']) => hashOf(map))
    .join(' ');

/** True if a server sent a policy, whatever nonce it put in. @param {string | undefined} header @param {string} asked */
export const isPolicy = (header, asked) =>
  header?.replace(/'nonce-[^']+'/, `'nonce-${NONCE}'`) === asked;
