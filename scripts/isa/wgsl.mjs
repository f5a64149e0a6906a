// @ts-check
import { WgslParser } from 'wgsl_reflect/wgsl_reflect.module.js';
import { asParserLikes } from '../catalogue/reflect.mjs';

/** The parser does not know this attribute. */
const SIZED = / @subgroup_size\(\d+\)/;

/** @typedef {any} Node a node of the parser's syntax tree */

/**
 * A parsed kernel: its whole numbers by constant, its functions and its workgroup variables.
 *
 * @typedef {object} Module
 * @property {ReadonlyMap<string, boolean | number | number[]>} constants
 * @property {ReadonlyMap<string, Node>} functions
 * @property {ReadonlyMap<string, Node>} shared types of workgroup variables
 * @property {Node} entry
 */

/**
 * @param {string} code a complete kernel
 * @returns {Module}
 */
export function parseKernel(code) {
  /** @type {Node[]} */
  const nodes = new WgslParser().parse(asParserLikes(inOrder(code.replace(SIZED, ''))));
  const constants = new Map();
  const functions = new Map();
  const shared = new Map();
  for (const node of nodes) {
    if (node.astNodeType === 'function') functions.set(node.name, node);
    else if (node.astNodeType === 'var' && node.storage === 'workgroup') {
      shared.set(node.name, node.type);
    } else if (node.astNodeType === 'const') {
      const value = literal(node.value);
      if (value !== undefined) constants.set(node.name, value);
    }
  }
  const entry = [...functions.values()].find(({ attributes }) =>
    attributes?.some((/** @type {Node} */ { name }) => name === 'compute'),
  );
  if (!entry) throw new Error('the WGSL has no entry point with @compute');
  return { constants, functions, shared, entry };
}

/** A constant at module scope: its name and what it is. */
const CONSTANT = /^const (\w+)[^=\n]*=[^\n]*;/gm;

/**
 * Constants behind those that they need, in the lines that have constants: the parser evaluates a constant where it
 * stands, and modules may come before what they import.
 *
 * @param {string} code
 */
function inOrder(code) {
  const constants = new Map([...code.matchAll(CONSTANT)].map(([text, name = '']) => [name, text]));
  /** @type {Set<string>} */
  const ordered = new Set();
  const order = (/** @type {string} */ name) => {
    const text = constants.get(name);
    if (text === undefined || ordered.has(text)) return;
    for (const [used] of text.slice(text.indexOf('=')).matchAll(/[A-Za-z_]\w*/g)) order(used);
    ordered.add(text);
  };
  for (const name of constants.keys()) order(name);
  const texts = ordered.values();
  return code.replace(CONSTANT, () => String(texts.next().value));
}

/**
 * Whole numbers or the truth of a literal or a constant. The parser has evaluated constants.
 *
 * @param {Node} node
 * @returns {boolean | number | number[] | undefined}
 */
export function literal(node) {
  if (node?.astNodeType === 'constExpr') return literal(node.initializer);
  if (node?.astNodeType !== 'literalExpr') return undefined;
  const { value } = node;
  if (value?.data?.length === 1) {
    const { name } = value.typeInfo;
    if (name === 'bool') return value.data[0] !== 0;
    return /^(f|h)/.test(name) ? undefined : Number(value.data[0]);
  }
  if (value?.data) return [...value.data];
  if (value?.buffer && value.typeInfo?.format?.name === 'u32') {
    return [...new Uint32Array(value.buffer, value.offset, value.typeInfo.count)];
  }
  return undefined;
}

/**
 * Invocations of a workgroup along x, y and z.
 *
 * @param {Module} module
 */
export function workgroupSize({ entry, constants }) {
  const found = entry.attributes.find((/** @type {Node} */ { name }) => name === 'workgroup_size');
  return [found.value].flat().map((size) => Number(constants.get(String(size)) ?? size));
}

/**
 * The type's size in memory, in bytes.
 *
 * @param {Node} type
 * @returns {number}
 */
export function sizeOf(type) {
  if (type.name === 'array') return type.count * strideOf(type.format);
  const matrix = /^mat(\d)x(\d)/.exec(type.name);
  if (matrix) return Number(matrix[1]) * (matrix[2] === '2' ? 8 : 16);
  const vector = /^vec(\d)/.exec(type.name);
  return vector ? 4 * Number(vector[1]) : 4;
}

/**
 * Bytes between the starts of two elements of an array.
 *
 * @param {Node} type
 */
export function strideOf(type) {
  return type.name.startsWith('vec3') ? 16 : sizeOf(type);
}

/**
 * The type of an element of an array, matrix or vector.
 *
 * @param {Node} type
 * @returns {Node}
 */
export function elementOf(type) {
  if (type.name === 'array') return type.format;
  const matrix = /^mat\dx(\d)/.exec(type.name);
  return { name: matrix ? `vec${matrix[1]}f` : 'f32' };
}
