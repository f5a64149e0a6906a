import { ConfigError } from '../errors.ts';
import { productNames } from './catalogue/productNames.generated.ts';
import type { ConstantEntry, PieceEntry } from './catalogue.types.ts';
import { readText } from './wgslText.ts';
import { workgroupBytes } from './workgroupBytes.ts';

/** Limits that every WebGPU adapter guarantees. */
const MAX_INVOCATIONS = 256;
const MAX_WORKGROUP_BYTES = 16 * 1024;

/** The host reads the launch from these. */
const LAUNCH = ['WORKGROUP_X', 'WORKGROUP_Y', 'TILE_ROWS4', 'TILE_COLUMNS4'] as const;

const ENABLE = /^enable\s+(\w+)\s*;/gm;
const DECLARATION = /\b(fn|const|struct|alias|var)\b\s*(?:<[^>]*>)?\s*(\w+)/g;
const PRODUCT =
  /\bfn\s+product\s*\(\s*\w+\s*:\s*vec2(?:u|<u32>)\s*,\s*\w+\s*:\s*u32\s*,?\s*\)\s*\{/;
const WORKGROUP_VARIABLE = /\bvar\s*<\s*workgroup\s*>\s*(\w+)\s*:\s*([^;]+);/g;

/** Declarations that a variant may not hold: the kernel, the host or the assembled module has them. */
const FOREIGN = /@\w+|\b(?:override|requires|diagnostic|enable)\b|<\s*(?:storage|uniform)\b/;

/**
 * Reads the text of a product variant, as a file of shaders/slots/product has it, by the rules that
 * the linter has for those files.
 * @throws ConfigError naming what is wrong with it
 */
export function readVariant(name: string, wgsl: string): PieceEntry {
  const refuse = (what: string): never => {
    throw new ConfigError(`variant "${name}": ${what}`);
  };
  if (/^[ \t]*\/\/ #/m.test(wgsl)) refuse('it cannot import modules or have slots');
  const { code, outer: all, whole } = readText(wgsl);
  if (!whole) refuse('a bracket or a comment does not end');
  const enables = [...all.matchAll(ENABLE)].map(([, feature = '']) => feature);
  const outer = all.replace(ENABLE, '');
  const foreign = FOREIGN.exec(outer)?.[0];
  if (foreign !== undefined) {
    refuse(
      `"${foreign}" cannot stand at module scope: constants, types, workgroup and private variables ` +
        'and the function product can, and lines such as "enable subgroups;" before them',
    );
  }
  const names = checkNames(outer, refuse);
  for (const [constant] of code.matchAll(/(?<![\w.])[A-Z][A-Z0-9_]*\b/g)) {
    if (names.has(constant) || isShared(constant)) continue;
    const known = productNames.shared.join(', ');
    refuse(
      `it uses "${constant}", which neither it nor every product declares; these do: ${known}`,
    );
  }
  const constants = launchConstants(outer, refuse);
  checkMemory(outer, refuse);
  return { code: code.replace(ENABLE, ''), imports: [], bindings: [], constants, enables };
}

/** The names that a variant declares: product and what it needs beside it. */
function checkNames(outer: string, refuse: (what: string) => never): Set<string> {
  const names = new Set<string>();
  for (const [, kind, declared = ''] of outer.matchAll(DECLARATION)) {
    if (kind === 'fn' && declared !== 'product') {
      refuse(
        `the function "${declared}" must be part of product: variants have no other functions`,
      );
    }
    if (names.has(declared)) refuse(`it declares "${declared}" twice`);
    if (isShared(declared) || (productNames.taken as readonly string[]).includes(declared)) {
      refuse(`it declares "${declared}", which kernels with products declare: use another name`);
    }
    names.add(declared);
  }
  if (!PRODUCT.test(outer)) {
    refuse('it must define "fn product(tile: vec2u, lane: u32)", without a result');
  }
  return names;
}

function isShared(name: string): boolean {
  return (productNames.shared as readonly string[]).includes(name);
}

function launchConstants(
  outer: string,
  refuse: (what: string) => never,
): Readonly<Record<string, ConstantEntry>> {
  const entries = LAUNCH.map((name): [string, number] => {
    const text = new RegExp(`\\bconst\\s+${name}\\s*:\\s*u32\\s*=\\s*(\\d+)u?\\s*;`).exec(
      outer,
    )?.[1];
    if (text === undefined || Number(text) < 1) {
      refuse(`it must define "const ${name}: u32 = 8u;" with a whole number of at least 1`);
    }
    return [name, Number(text)];
  });
  const { WORKGROUP_X = 1, WORKGROUP_Y = 1, TILE_COLUMNS4 = 2 } = Object.fromEntries(entries);
  const invocations = WORKGROUP_X * WORKGROUP_Y;
  if (invocations > MAX_INVOCATIONS) {
    refuse(`${invocations} invocations a workgroup, at most ${MAX_INVOCATIONS} allowed`);
  }
  if (TILE_COLUMNS4 % 2 !== 0) {
    refuse(`TILE_COLUMNS4 must be even, since emit takes two blocks, got ${TILE_COLUMNS4}`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, { type: 'u32', value }]));
}

function checkMemory(outer: string, refuse: (what: string) => never): void {
  let total = 0;
  for (const [, name, type = ''] of outer.matchAll(WORKGROUP_VARIABLE)) {
    const bytes = workgroupBytes(type);
    if (bytes === undefined) {
      refuse(
        `the size of the workgroup variable "${name}" is not known: use numbers, vectors, mat4x4f and ` +
          `arrays of them with a literal length, got "${type.trim()}"`,
      );
    }
    total += bytes ?? 0;
  }
  if (total > MAX_WORKGROUP_BYTES) {
    refuse(`${total} bytes of workgroup memory, at most ${MAX_WORKGROUP_BYTES} allowed`);
  }
}
