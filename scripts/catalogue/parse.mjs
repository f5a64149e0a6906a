// @ts-check
import { lineAt, stripComments } from './source.mjs';

/** @import { ConstantEntry, ElementType } from '../../src/kernels/catalogue.types.ts' */
/** @import { Mention, ParsedBinding, Problem, ShaderFile } from './types.ts' */

const CONSTANT = /^const (\w+)\s*:\s*(u32|i32|f32|bool|array<u32, \d+>)\s*=\s*([^;]+);/gm;
const BINDING =
  /^@group\(1\) @binding\((\d+)\) var<storage, (read|read_write)> (\w+): [^;]+;(?:[ \t]*\/\/(.*))?$/gm;
const DECLARATION = /^(?:@.*\)\s+)?(?:fn|const|override|struct|alias|var(?:<[^>]*>)?)\s+(\w+)/gm;
const FUNCTION = /^fn (\w+)\s*\(([^{]*?)\)\s*(?:->\s*([^{]+?))?\s*\{/gm;
const SHAPE = /^\s*(?:(f32|u32|i32|u16|u8) )?\[([^\]]+)\]/;

/**
 * Parses the declarations of one file. Rules about the form of a single declaration are checked
 * here, all others by the lint.
 *
 * @param {string} path below shaders/, with extension
 * @param {string} source
 * @param {Problem[]} problems findings are appended
 * @returns {ShaderFile}
 */
export function parseFile(path, source, problems) {
  const file = `shaders/${path}`;
  const code = stripComments(source);
  /** @type {(line: number, message: string) => void} */
  const complain = (line, message) => problems.push({ file, line, message });
  const enables = mentions(code, /^enable (\w+);/gm);
  return {
    path: path.replace(/\.wgsl$/, ''),
    file,
    kind: path.startsWith('slots/') ? 'slot' : path.startsWith('shared/') ? 'shared' : 'kernel',
    source,
    code,
    imports: mentions(source, /^\/\/ #import (\S+)\s*$/gm),
    slots: [...source.matchAll(/^\/\/ #slot (\w+): (\w+)\s*$/gm)].map((match) => ({
      name: match[1] ?? '',
      choice: match[2] ?? '',
      line: lineAt(source, match.index),
    })),
    bindings: parseBindings(source, complain),
    constants: parseConstants(code, complain),
    declarations: mentions(code, DECLARATION),
    signatures: new Map(
      [...code.matchAll(FUNCTION)].map((match) => [
        match[1] ?? '',
        { text: signature(match[2] ?? '', match[3]), line: lineAt(code, match.index) },
      ]),
    ),
    enables,
    runsOn: devicesOf(enables),
  };
}

/**
 * The adapters that have the features that a file enables: the WebAssembly device has its own, and no other.
 *
 * @param {readonly Mention[]} enables
 * @returns {ShaderFile['runsOn']}
 */
function devicesOf(enables) {
  const own = enables.filter(({ name }) => name === 'webassembly').length;
  return { gpus: own === 0, webassembly: own === enables.length };
}

/**
 * The names that a piece declares at module scope.
 *
 * @param {string} code without comments
 */
export function declaredNames(code) {
  return mentions(code, DECLARATION).map(({ name }) => name);
}

/**
 * @param {string} text
 * @param {RegExp} pattern its first group is the name
 * @returns {Mention[]}
 */
function mentions(text, pattern) {
  return [...text.matchAll(pattern)].map((match) => ({
    name: match[1] ?? '',
    line: lineAt(text, match.index),
  }));
}

/**
 * @param {string} source
 * @param {(line: number, message: string) => void} complain
 * @returns {ParsedBinding[]}
 */
function parseBindings(source, complain) {
  return [...source.matchAll(BINDING)].map((match) => {
    const [, index = '', access = '', name = '', comment = ''] = match;
    const line = lineAt(source, match.index);
    const shape = SHAPE.exec(comment);
    if (!shape) {
      complain(line, `binding "${name}" needs its shape in a comment after it, such as // [M, K]`);
    }
    const entry = {
      name,
      access:
        access === 'read' ? /** @type {const} */ ('read') : /** @type {const} */ ('read_write'),
      element: /** @type {ElementType} */ (shape?.[1] ?? 'f32'),
      shape: (shape?.[2] ?? '').split(',').map((dimension) => dimension.replace(/\s/g, '')),
    };
    return { entry, index: Number(index), line };
  });
}

/**
 * @param {string} code
 * @param {(line: number, message: string) => void} complain
 */
function parseConstants(code, complain) {
  /** @type {ShaderFile['constants']} */
  const constants = new Map();
  for (const match of code.matchAll(CONSTANT)) {
    const [, name = '', type = '', text = ''] = match;
    const line = lineAt(code, match.index);
    const value = literalValue(type, text.trim());
    if (value === undefined) {
      complain(
        line,
        `constant "${name}" has a type annotation, so its value must be a ${type} literal, not ` +
          `"${text.trim()}"; leave the annotation out if it is derived from other constants`,
      );
    } else {
      const kind = type.startsWith('array') ? 'u32[]' : type;
      constants.set(name, { type: /** @type {ConstantEntry['type']} */ (kind), value, line });
    }
  }
  return constants;
}

/**
 * @param {string} type
 * @param {string} text
 * @returns {ConstantEntry['value'] | undefined} undefined if it is not a literal of that type
 */
function literalValue(type, text) {
  if (type.startsWith('array')) {
    const list = text.startsWith(`${type}(`) ? text.slice(type.length + 1, -1).split(',') : [];
    const values = list.map((each) => Number(/^\s*(\d+)u\s*$/.exec(each)?.[1] ?? Number.NaN));
    const size = Number(/, (\d+)>/.exec(type)?.[1]);
    return values.length === size && !values.includes(Number.NaN) ? values : undefined;
  }
  if (type === 'bool') return text === 'true' ? true : text === 'false' ? false : undefined;
  const pattern = {
    u32: /^(\d+|0x[\da-f]+)u?$/i,
    i32: /^(-?\d+|0x[\da-f]+)i?$/i,
    f32: /^(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)f?$/i,
  }[type];
  const digits = pattern?.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Types only, since parameter names may differ between the choices of a slot.
 *
 * @param {string} parameters
 * @param {string | undefined} result
 */
function signature(parameters, result) {
  const types = parameters.replace(/\b\w+\s*:\s*/g, '').replace(/\s+/g, ' ');
  return `(${types.replace(/,\s*$/, '').trim()})${result ? ` -> ${result.trim()}` : ''}`;
}
