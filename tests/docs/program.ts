import type { Block } from '../../scripts/docs/blocks.mjs';
import type { Document } from './documents.ts';

/** A static import with named bindings, or of a module for its effects. */
const IMPORT = /^import\s+(?:\{([^}]*)\}\s+from\s+)?'([^']+)';(?:[ \t]*\/\/.*)?$/gm;

/** A declaration that adds to the types of a module. TypeScript takes it only outside of blocks. */
const AUGMENTATION = /^declare module '[^']+' \{\n(?:.*\n)*?\}$/gm;

/**
 * Joins blocks of a document into one module. Each block is a scope inside that of the block before
 * it: it sees what earlier blocks declare, and may declare the same names again. Every line stays on
 * its line of the document, so that the compiler's messages point there. An error names its block.
 * @param standIns names that blocks use and do not declare
 */
export function programOf(
  { path, text }: Pick<Document, 'path' | 'text'>,
  blocks: readonly Block[],
  standIns: readonly string[],
): string {
  const lines = text.split('\n').map(() => '');
  const bindings = new Map<string, Set<string>>([['./standIns.js', new Set(standIns)]]);
  const augmentations: string[] = [];
  for (const { code, line } of blocks) {
    const inside = code.replace(AUGMENTATION, (all) => {
      augmentations.push(all.replaceAll('\n', ' '));
      return all.replace(/[^\n]/g, '');
    });
    const rest = inside.replace(IMPORT, (all, names: string | undefined, from: string) => {
      const known = bindings.get(from) ?? new Set();
      for (const name of names?.split(',') ?? []) if (name.trim()) known.add(name.trim());
      bindings.set(from, known);
      return all.replace(/[^\n]/g, '');
    });
    if (/^import\s/m.test(rest)) throw new Error(`${path}:${line}: import by names in braces`);
    lines[line - 1] = `{ block = '${path}:${line}';`;
    for (const [i, each] of rest.split('\n').entries()) lines[line + i] = each;
  }
  const imports = [...bindings].map(([from, names]) =>
    names.size > 0 ? `import { ${[...names].join(', ')} } from '${from}';` : `import '${from}';`,
  );
  lines[0] = `${[...imports, ...augmentations].join(' ')} let block = ''; try {`;
  const end = `${'}'.repeat(blocks.length)} } catch (error) { throw new Error(block + ': ' + error, { cause: error }); }`;
  return [...lines, end].join('\n');
}
