// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The WGSL of the product variants of a repository, by name.
 *
 * @param {string} root
 * @returns {ReadonlyMap<string, string>}
 */
export function productsOf(root) {
  const folder = join(root, 'shaders/slots/product');
  const files = readdirSync(folder).filter((name) => name.endsWith('.wgsl'));
  return new Map(
    files.map((name) => [basename(name, '.wgsl'), readFileSync(join(folder, name), 'utf8')]),
  );
}
