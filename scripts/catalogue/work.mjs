// @ts-check
import { WgslParser } from 'wgsl_reflect/wgsl_reflect.module.js';
import { Body, COUNTS } from './body.mjs';
import { asParserLikes } from './reflect.mjs';

/** @import { Block, Part, PieceWork, WorkTable } from '../work/types.ts' */
/** @import { Open } from './body.mjs' */
/** @import { ShaderFile } from './types.ts' */
/** @typedef {any} Node a node of the parser's syntax tree */

const CONSTANT = /^const ([A-Z][A-Z0-9_]*)(?:\s*:\s*\w+)?\s*=\s*([^;[\]]+);/gm;

/**
 * The work of every shader for GPUs, from its source: how often each loop runs and what a turn does.
 *
 * @param {readonly ShaderFile[]} files
 * @returns {WorkTable}
 */
export function workTable(files) {
  const forGpus = files.filter(({ runsOn }) => runsOn.gpus);
  const parsed = forGpus.map((file) => ({
    file,
    nodes: /** @type {Node[]} */ (new WgslParser().parse(asParserLikes(file.code))),
  }));
  /** @type {Map<string, Node>} return types of all functions; choices of a slot agree in them */
  const results = new Map();
  for (const { nodes } of parsed) {
    for (const { astNodeType, name, returnType } of nodes) {
      if (astNodeType === 'function') results.set(name, returnType);
    }
  }
  const bodies = parsed.map(({ file, nodes }) => ({
    file,
    functions: new Map(
      nodes
        .filter(({ astNodeType }) => astNodeType === 'function')
        .map((node) => [node.name, new Body(nodes, results).of(node)]),
    ),
  }));
  const working = workingNames(bodies.map(({ functions }) => functions));
  const pieces = bodies.map(({ file, functions }) => ({
    file,
    functions: Object.fromEntries(
      [...functions].flatMap(([name, body]) => {
        const left = withoutIdle(body, working);
        return Object.keys(left).length > 0 ? [[name, left]] : [];
      }),
    ),
  }));
  const constants = new Map(files.map((file) => [file, constantsOf(file)]));
  const named = namedConstants(
    pieces.map(({ functions }) => functions),
    [...constants.values()],
  );
  /** @type {{ modules: Record<string, PieceWork>, slots: Record<string, Record<string, PieceWork>>, kernels: Record<string, PieceWork> }} */
  const table = { modules: {}, slots: {}, kernels: {} };
  for (const { file, functions } of pieces) {
    const own = [...(constants.get(file) ?? [])].filter(([name]) => named.has(name));
    if (own.length === 0 && Object.keys(functions).length === 0) continue;
    const piece = { constants: Object.fromEntries(own), functions };
    const [, slot = '', choice = ''] = file.path.split('/');
    if (file.kind === 'slot') table.slots[slot] = { ...table.slots[slot], [choice]: piece };
    else table[file.kind === 'kernel' ? 'kernels' : 'modules'][file.path] = piece;
  }
  return table;
}

/**
 * Names of the functions that do any work, themselves or through others.
 *
 * @param {readonly ReadonlyMap<string, Open>[]} files
 */
function workingNames(files) {
  /** @type {Set<string>} */
  const working = new Set();
  /** @param {Block} block @returns {boolean} */
  const works = (block) =>
    COUNTS.some((name) => block[name]) ||
    (block.steps ?? []).some((step) =>
      typeof step === 'string' ? working.has(step) : works(step),
    );
  for (let before = -1; before < working.size; ) {
    before = working.size;
    for (const functions of files) {
      for (const [name, body] of functions) if (works(body)) working.add(name);
    }
  }
  return working;
}

/**
 * @param {Block} block
 * @param {ReadonlySet<string>} working
 * @returns {Block}
 */
function withoutIdle({ steps = [], ...counts }, working) {
  /** @type {(string | Part)[]} */
  const left = [];
  for (const step of steps) {
    if (typeof step === 'string') {
      if (working.has(step)) left.push(step);
      continue;
    }
    const { times, rare, ...inner } = step;
    const kept = withoutIdle(inner, working);
    if (Object.keys(kept).length > 0) left.push({ times, ...(rare && { rare }), ...kept });
  }
  return { ...counts, ...(left.length > 0 && { steps: left }) };
}

/** @param {ShaderFile} file @returns {Map<string, string>} */
function constantsOf({ code }) {
  return new Map(
    [...code.matchAll(CONSTANT)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\b([\d.]+)[uf]\b/g, '$1').trim(),
    ]),
  );
}

/**
 * The constants that expressions name, themselves or through other constants.
 *
 * @param {readonly Readonly<Record<string, Block>>[]} files
 * @param {readonly ReadonlyMap<string, string>[]} constants
 */
function namedConstants(files, constants) {
  /** @type {string[]} */
  const texts = [];
  /** @param {Block} block */
  const collect = ({ steps = [] }) => {
    for (const step of steps) {
      if (typeof step === 'string') continue;
      texts.push(step.times ?? '');
      collect(step);
    }
  };
  for (const functions of files) for (const body of Object.values(functions)) collect(body);
  /** @type {Set<string>} */
  const named = new Set();
  for (const text of texts) {
    for (const [name] of text.matchAll(/[A-Z][A-Z0-9_]*/g)) {
      if (named.has(name)) continue;
      named.add(name);
      for (const each of constants) texts.push(each.get(name) ?? '');
    }
  }
  return named;
}
