// @ts-check
import { WgslParser } from 'wgsl_reflect/wgsl_reflect.module.js';
import { asParserLikes } from './reflect.mjs';
import { conditionOf, tripsOf } from './trips.mjs';

/** @import { Block, Counts, Part, PieceWork, WorkTable } from '../work/types.ts' */
/** @import { ShaderFile } from './types.ts' */
/** @typedef {any} Node a node of the parser's syntax tree */
/** @typedef {{ -readonly [K in keyof Counts]: Counts[K] } & { steps: (string | Part)[] }} Open a block that grows */

/** Multiply-adds of the product of two matrices of 4 x 4. */
const PRODUCT = 64;
const COUNTS = /** @type {const} */ ([
  'multiplyAdds',
  'loads',
  'stores',
  'sharedLoads',
  'sharedStores',
]);
const CONSTANT = /^const ([A-Z][A-Z0-9_]*)(?:\s*:\s*\w+)?\s*=\s*([^;[\]]+);/gm;

/**
 * The work of every shader, from its source: how often each loop runs and what a turn does.
 *
 * @param {readonly ShaderFile[]} files
 * @returns {WorkTable}
 */
export function workTable(files) {
  const parsed = files.map((file) => ({
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

/** Counts the work of one function. */
class Body {
  /** @type {Map<string, Node>} types of variables, as far as they are declared or can be told */
  #types = new Map();
  /** @type {Map<string, 'loads' | 'sharedLoads'>} variables in memory */
  #memory = new Map();

  /** @param {Node[]} nodes of the file @param {ReadonlyMap<string, Node>} results */
  constructor(nodes, results) {
    this.results = results;
    for (const { astNodeType, name, storage, type } of nodes) {
      if (astNodeType !== 'var') continue;
      this.#types.set(name, type);
      if (storage === 'storage') this.#memory.set(name, 'loads');
      if (storage === 'workgroup') this.#memory.set(name, 'sharedLoads');
    }
  }

  /** @param {Node} fn @returns {Open} */
  of(fn) {
    for (const { name, type } of fn.args) this.#types.set(name, type);
    return this.#block(fn.body);
  }

  /** @param {readonly Node[]} nodes @returns {Open} */
  #block(nodes) {
    /** @type {Open} */
    const open = { steps: [] };
    for (const node of nodes) this.#statement(node, open);
    return open;
  }

  /** @param {Node} node @param {Open} open */
  #statement(node, open) {
    switch (node.astNodeType) {
      case 'let':
      case 'var':
      case 'const':
        if (node.value) this.#expression(node.value, open);
        this.#types.set(node.name, node.type ?? (node.value && this.#typeOf(node.value)));
        return;
      case 'assign':
        this.#assign(node, open);
        return;
      case 'if':
        this.#if(node, open);
        return;
      case 'for':
        if (node.init) this.#statement(node.init, open);
        open.steps.push({ times: tripsOf(node), ...this.#block(node.body) });
        return;
      case 'while':
      case 'loop':
        open.steps.push({ times: null, ...this.#block(node.body) });
        return;
      default:
        this.#expression(node, open);
    }
  }

  /** @param {Node} node @param {Open} open */
  #assign({ variable, operator, value }, open) {
    this.#expression(value, open);
    const memory = this.#memory.get(variable.name);
    if (memory) add(open, memory === 'loads' ? 'stores' : 'sharedStores', 1);
    // What is added to is read; the index is read in any case.
    if (operator === '=') this.#indices(variable, open);
    else this.#expression(variable, open);
  }

  /**
   * A condition on constants runs its part once or not at all. Of others that of an equality holds for
   * few invocations; the rest counts as true, and of two branches the one with more work.
   *
   * @param {Node} node @param {Open} open
   */
  #if({ condition, body, elseif, else: otherwise }, open) {
    this.#expression(condition, open);
    const then = this.#block(body);
    const rest = elseif?.length
      ? elseif.map((/** @type {Node} */ { body: other }) => this.#block(other))
      : [];
    const last = otherwise ? [this.#block(otherwise)] : [];
    const constant = conditionOf(condition);
    if (constant !== undefined) {
      open.steps.push({ times: constant, ...then });
      for (const each of [...rest, ...last]) open.steps.push({ times: `!(${constant})`, ...each });
    } else if (holdsEquality(condition)) {
      open.steps.push({ times: '1', rare: true, ...then });
      for (const each of [...rest, ...last]) join(open, each);
    } else {
      const heaviest = [then, ...rest, ...last].reduce((a, b) => (weight(b) > weight(a) ? b : a));
      join(open, heaviest);
    }
  }

  /** @param {Node} node @param {Open} open */
  #expression(node, open) {
    if (!node) return;
    switch (node.astNodeType) {
      case 'varExpr': {
        const memory = node.postfix && this.#memory.get(node.name);
        if (memory) add(open, memory, 1);
        break;
      }
      case 'binaryOp':
        this.#expression(node.left, open);
        this.#expression(node.right, open);
        if (node.operator === '*' && this.#isMatrix(node.left) && this.#isMatrix(node.right)) {
          add(open, 'multiplyAdds', PRODUCT);
        }
        break;
      case 'unaryOp':
        this.#expression(node.right, open);
        break;
      case 'return':
      case 'bitcastExpr':
        this.#expression(node.value, open);
        break;
      default:
        for (const each of node.args ?? []) this.#expression(each, open);
        if (this.results.has(node.name)) open.steps.push(node.name);
    }
    this.#indices(node, open);
  }

  /** @param {Node} node @param {Open} open */
  #indices(node, open) {
    for (let { postfix } = node; postfix; { postfix } = postfix) {
      if (postfix.index) this.#expression(postfix.index, open);
    }
  }

  /** @param {Node} node */
  #isMatrix(node) {
    return /^mat/.test(this.#typeOf(node)?.name ?? '');
  }

  /** @param {Node} node @returns {Node | undefined} the type, as far as matrices need it */
  #typeOf(node) {
    const type = this.#typeOfWhole(node);
    // An element of an array may be a matrix, an element of a matrix is none.
    return node.postfix ? (node.postfix.postfix ? undefined : type?.format) : type;
  }

  /** @param {Node} node @returns {Node | undefined} */
  #typeOfWhole(node) {
    switch (node.astNodeType) {
      case 'varExpr':
        return this.#types.get(node.name);
      case 'createExpr':
        return node.type;
      case 'callExpr':
        return node.name === 'transpose' ? this.#typeOf(node.args[0]) : this.results.get(node.name);
      default:
        return undefined;
    }
  }
}

/** @param {Open} open @param {typeof COUNTS[number]} name @param {number} count */
function add(open, name, count) {
  open[name] = (open[name] ?? 0) + count;
}

/** @param {Open} open @param {Open} other */
function join(open, other) {
  for (const name of COUNTS) if (other[name]) add(open, name, other[name]);
  open.steps.push(...other.steps);
}

/** @param {Open} open */
function weight(open) {
  return COUNTS.reduce((sum, name) => sum + (open[name] ?? 0), open.steps.length);
}

/** @param {Node} node @returns {boolean} */
function holdsEquality(node) {
  if (node.astNodeType !== 'binaryOp') return false;
  return node.operator === '==' || holdsEquality(node.left) || holdsEquality(node.right);
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
