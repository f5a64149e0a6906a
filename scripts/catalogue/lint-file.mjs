// @ts-check
import { countName, lineAt } from './source.mjs';

/** @import { Problem, ShaderFile } from './types.ts' */

/**
 * The rules about single files.
 *
 * @param {ShaderFile} file
 * @param {readonly ShaderFile[]} imports the shared modules it needs
 * @returns {Problem[]}
 */
export function lintFile(file, imports) {
  return [...headerAndDirectives(file), ...bindings(file, imports), ...placement(file)];
}

/** @param {ShaderFile} file */
function* headerAndDirectives({ file, source, kind, slots }) {
  if (!/^\/\/ [^#\s]/.test(source)) {
    yield {
      file,
      line: 1,
      message: 'the file must open with a comment that says what it computes',
    };
  }
  for (const match of source.matchAll(/^.*\/\/\s*#.*$/gm)) {
    if (!/^\/\/ #(import \S+|slot \w+: \w+)\s*$/.test(match[0])) {
      const message =
        `unknown directive "${match[0].trim()}"; use "// #import shared/name" ` +
        'or "// #slot name: choice" on a line of its own';
      yield { file, line: lineAt(source, match.index), message };
    }
  }
  for (const { name, line } of kind === 'kernel' ? [] : slots) {
    yield { file, line, message: `slot "${name}" in a ${kind} file; only kernels have slots` };
  }
}

/**
 * @param {ShaderFile} file
 * @param {readonly ShaderFile[]} imports
 */
function* bindings({ file, code, kind, bindings }, imports) {
  const body = [code, ...imports.map((module) => module.code)].join('\n');
  for (const [expected, { entry, index, line }] of bindings.entries()) {
    const { name } = entry;
    if (kind === 'shared') {
      yield { file, line, message: `binding "${name}" in a shared module; pass values instead` };
    }
    if (index !== expected) {
      const message = `binding "${name}" has index ${index}, expected ${expected}: indices count up from 0 without gaps`;
      yield { file, line, message };
    }
    if (countName(body, name) < 2) {
      yield { file, line, message: `binding "${name}" is declared but never used` };
    }
    for (const dimension of entry.shape) {
      if (!/^(_|\w+([*+]\w+)*)?$/.test(dimension)) {
        const message = `binding "${name}": dimension "${dimension}" must be _, a number, a constant, or a product or sum of them`;
        yield { file, line, message };
      }
    }
  }
}

/** @param {ShaderFile} file */
function* placement({ file, code, kind, enables }) {
  for (const { name, line } of kind === 'shared' ? enables : []) {
    const message = `"enable ${name}" in a shared file; write it in the kernels and slot choices that need it`;
    yield { file, line, message };
  }
  for (const match of code.matchAll(/@workgroup_size\s*\(([^)]*)\)/g)) {
    if (!/^\s*(\d+u?|[A-Z]\w*)(\s*,\s*(\d+u?|[A-Z]\w*)){0,2}\s*$/.test(match[1] ?? '')) {
      const message = `workgroup size (${match[1]}) must be one to three integer literals or constants`;
      yield { file, line: lineAt(code, match.index), message };
    }
  }
}
