// @ts-check
import { conditionOf, tripsOf } from './trips.mjs';

/** @import { Counts, Part } from '../work/types.ts' */
/** @typedef {any} Node a node of the parser's syntax tree */
/** @typedef {{ -readonly [K in keyof Counts]: Counts[K] } & { steps: (string | Part)[] }} Open a block that grows */

/** Multiply-adds of the product of two matrices of 4 x 4. */
const PRODUCT = 64;
export const COUNTS = /** @type {const} */ ([
  'multiplyAdds',
  'loads',
  'stores',
  'sharedLoads',
  'sharedStores',
]);

/** Counts the work of one function. */
export class Body {
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
    // An assignment that adds reads its target; the index is read in any case.
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
