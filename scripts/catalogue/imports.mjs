// @ts-check

/** @import { Problem, ShaderFile } from './types.ts' */

/**
 * The shared modules that a file needs directly or indirectly, without duplicates, in order of
 * first mention.
 *
 * @param {ShaderFile} file
 * @param {ReadonlyMap<string, ShaderFile>} files by path without extension
 * @param {Problem[]} problems unknown modules and cycles are appended
 * @returns {ShaderFile[]}
 */
export function resolveImports(file, files, problems) {
  /** @type {Set<ShaderFile>} */
  const found = new Set();
  /** @type {(from: ShaderFile, trail: string[]) => void} */
  const visit = (from, trail) => {
    for (const { name, line } of from.imports) {
      const module = files.get(name);
      if (trail.includes(name)) {
        const cycle = [...trail.slice(trail.indexOf(name)), name].join(' -> ');
        problems.push({ file: from.file, line, message: `imports go in a circle: ${cycle}` });
      } else if (module?.kind !== 'shared') {
        problems.push({
          file: from.file,
          line,
          message: `import "${name}" not found: no file shaders/${name}.wgsl in shaders/shared`,
        });
      } else if (!found.has(module)) {
        found.add(module);
        visit(module, [...trail, name]);
      }
    }
  };
  visit(file, [file.path]);
  return [...found];
}
