// @ts-check
import { elementOf, literal, sizeOf, strideOf, workgroupSize } from './wgsl.mjs';

/** @import { Module, Node } from './wgsl.mjs' */

/** Bytes of the widest access. */
const WIDEST = 16;
/** Turns of a loop that are followed: addresses repeat from turn to turn. */
const TURNS = 8;

/** @typedef {number | boolean | Value[] | undefined} Value undefined if only a GPU knows it */

/**
 * An access to workgroup memory.
 *
 * @typedef {object} Access
 * @property {Node} node the expression
 * @property {'read' | 'write'} way
 * @property {string} name of the variable
 * @property {number} address in bytes
 * @property {number} bytes
 * @property {string} turns of the loops around it: invocations meet where these are equal
 */

/**
 * The accesses of one invocation of the first workgroup, in order. Only whole numbers are followed.
 * Values that come from storage are unknown; conditions on them hold, unless the code would leave.
 *
 * @param {Module} module
 * @param {number} lane
 */
export function accessesOf(module, lane) {
  return new Invocation(module, lane).run();
}

/** Why a function or a loop ended early. */
class Leave {
  /** @param {'break' | 'continue' | 'return'} how @param {Value} [value] */
  constructor(how, value) {
    this.how = how;
    this.value = value;
  }
}

/** One invocation of the first workgroup, followed through whole numbers. */
class Invocation {
  /** @type {Access[]} */
  #accesses = [];
  /** @type {Map<string, number>} first byte of each workgroup variable */
  #starts = new Map();
  /** @type {number[]} of the loops that run, the outermost first */
  #turns = [];

  /** @param {Module} module @param {number} lane */
  constructor(module, lane) {
    this.module = module;
    this.lane = lane;
    let end = 0;
    for (const [name, type] of module.shared) {
      this.#starts.set(name, end);
      end += Math.ceil(sizeOf(type) / WIDEST) * WIDEST;
    }
  }

  run() {
    const [x = 1, y = 1] = workgroupSize(this.module);
    const place = [this.lane % x, Math.floor(this.lane / x) % y, Math.floor(this.lane / (x * y))];
    /** @type {Record<string, Value>} */
    const builtins = {
      local_invocation_index: this.lane,
      local_invocation_id: place,
      global_invocation_id: place,
      workgroup_id: [0, 0, 0],
      num_workgroups: [1, 1, 1],
    };
    const { entry } = this.module;
    const given = entry.args.map((/** @type {Node} */ { attributes }) => {
      const builtin = attributes?.find((/** @type {Node} */ { name }) => name === 'builtin');
      return builtins[builtin?.value];
    });
    this.#call(entry, given);
    return this.#accesses;
  }

  /** @param {Node} fn @param {Value[]} given @returns {Value} */
  #call(fn, given) {
    const scope = new Map(
      fn.args.map((/** @type {Node} */ { name }, /** @type {number} */ i) => [name, given[i]]),
    );
    const left = this.#block(fn.body, scope);
    return left?.value;
  }

  /** @param {Node[]} body @param {Map<string, Value>} scope @returns {Leave | undefined} */
  #block(body, scope) {
    for (const node of body) {
      const left = this.#statement(node, scope);
      if (left) return left;
    }
    return undefined;
  }

  /** @param {Node} node @param {Map<string, Value>} scope @returns {Leave | undefined} */
  #statement(node, scope) {
    switch (node.astNodeType) {
      case 'let':
      case 'var':
      case 'const':
        scope.set(node.name, node.value ? this.#value(node.value, scope) : undefined);
        return undefined;
      case 'assign':
        return this.#assign(node, scope);
      case 'increment': {
        const before = scope.get(node.variable.name);
        if (typeof before === 'number') {
          scope.set(node.variable.name, before + (node.operator === '++' ? 1 : -1));
        }
        return undefined;
      }
      case 'call':
        this.#value(node, scope);
        return undefined;
      case 'if':
        return this.#if(node, scope);
      case 'for':
        return this.#for(node, scope);
      case 'break':
      case 'continue':
        return new Leave(node.astNodeType);
      case 'return':
        return new Leave('return', node.value ? this.#value(node.value, scope) : undefined);
      default:
        throw new Error(
          `line ${node.line}: bank conflicts of "${node.astNodeType}" are not known: add it to scripts/isa/invocation.mjs`,
        );
    }
  }

  /** @param {Node} node @param {Map<string, Value>} scope @returns {undefined} */
  #assign(node, scope) {
    const { variable, operator } = node;
    const value = this.#value(node.value, scope);
    if (this.module.shared.has(variable.name)) {
      if (operator !== '=') this.#access(variable, 'read', scope);
      this.#access(variable, 'write', scope);
      return undefined;
    }
    // Parts of vectors and arrays are not followed: the whole becomes unknown.
    if (variable.postfix) scope.set(variable.name, undefined);
    else if (operator === '=') scope.set(variable.name, value);
    else scope.set(variable.name, binary(operator.slice(0, -1), scope.get(variable.name), value));
    return undefined;
  }

  /** @param {Node} node @param {Map<string, Value>} scope @returns {Leave | undefined} */
  #if(node, scope) {
    for (const branch of [node, ...(node.elseif ?? [])]) {
      const holds = this.#value(branch.condition, scope);
      const leaves = ['break', 'return', 'continue'].includes(branch.body.at(-1)?.astNodeType);
      if (holds === true || (holds === undefined && !leaves))
        return this.#block(branch.body, scope);
    }
    return node.else ? this.#block(node.else, scope) : undefined;
  }

  /** @param {Node} node @param {Map<string, Value>} scope @returns {Leave | undefined} */
  #for(node, scope) {
    if (node.init) this.#statement(node.init, scope);
    for (let turn = 0; turn < TURNS; turn++) {
      const goes = node.condition ? this.#value(node.condition, scope) : true;
      if (goes === false || (goes === undefined && turn > 0)) return undefined;
      this.#turns.push(turn);
      const left = this.#block(node.body, scope);
      this.#turns.pop();
      if (left?.how === 'break') return undefined;
      if (left?.how === 'return') return left;
      if (node.increment) this.#statement(node.increment, scope);
    }
    return undefined;
  }

  /** @param {Node} node @param {Map<string, Value>} scope @returns {Value} */
  #value(node, scope) {
    switch (node.astNodeType) {
      case 'literalExpr':
      case 'constExpr':
        return this.#part(node.postfix, literal(node), scope);
      case 'varExpr': {
        if (this.module.shared.has(node.name)) {
          this.#access(node, 'read', scope);
          return undefined;
        }
        const value = scope.has(node.name)
          ? scope.get(node.name)
          : this.module.constants.get(node.name);
        return this.#part(node.postfix, value, scope);
      }
      case 'unaryOp':
        return unary(node.operator, this.#value(node.right, scope));
      case 'binaryOp':
        return binary(node.operator, this.#value(node.left, scope), this.#value(node.right, scope));
      case 'call':
      case 'callExpr':
        return this.#part(node.postfix, this.#callByName(node, scope), scope);
      case 'createExpr': {
        const parts = (node.args ?? []).map((/** @type {Node} */ each) => this.#value(each, scope));
        return this.#part(
          node.postfix,
          /^vec/.test(node.type?.name) ? parts.flat() : undefined,
          scope,
        );
      }
      default:
        return undefined;
    }
  }

  /** @param {Node} node @param {Map<string, Value>} scope @returns {Value} */
  #callByName(node, scope) {
    // A pointer to workgroup memory reads it at once.
    const given = (node.args ?? []).map((/** @type {Node} */ each) => this.#value(each, scope));
    const fn = this.module.functions.get(node.name);
    if (fn) return this.#call(fn, given);
    if (
      given.some(
        (/** @type {Value} */ each) => typeof each !== 'number' && typeof each !== 'boolean',
      )
    )
      return undefined;
    if (node.name === 'min') return Math.min(...given);
    if (node.name === 'max') return Math.max(...given);
    if (node.name === 'select') return given[2] ? given[1] : given[0];
    return node.name === 'u32' ? Number(given[0]) : undefined;
  }

  /** An element or member of a value. @param {Node} postfix @param {Value} value @param {Map<string, Value>} scope @returns {Value} */
  #part(postfix, value, scope) {
    if (!postfix) return value;
    const index = postfix.index ? this.#value(postfix.index, scope) : 'xyzw'.indexOf(postfix.value);
    if (!Array.isArray(value) || typeof index !== 'number') return undefined;
    return this.#part(postfix.postfix, value[index], scope);
  }

  /** @param {Node} node @param {'read' | 'write'} way @param {Map<string, Value>} scope */
  #access(node, way, scope) {
    let type = this.module.shared.get(node.name);
    let address = this.#starts.get(node.name);
    for (let postfix = node.postfix; postfix && address !== undefined; postfix = postfix.postfix) {
      const index = postfix.index
        ? this.#value(postfix.index, scope)
        : 'xyzw'.indexOf(postfix.value);
      const element = elementOf(type);
      address = typeof index === 'number' ? address + index * strideOf(element) : undefined;
      type = element;
    }
    if (address === undefined) {
      throw new Error(
        `line ${node.line}: the index of "${node.name}" depends on data, so its bank conflicts are unknown`,
      );
    }
    const size = sizeOf(type);
    const bytes = Math.min(WIDEST, size);
    const turns = this.#turns.join();
    for (let offset = 0; offset < size; offset += bytes) {
      this.#accesses.push({ node, way, name: node.name, address: address + offset, bytes, turns });
    }
  }
}

/** @param {string} operator @param {Value} right @returns {Value} */
function unary(operator, right) {
  if (operator === '!') return typeof right === 'boolean' ? !right : undefined;
  if (typeof right !== 'number') return undefined;
  return operator === '-' ? -right : operator === '~' ? ~right >>> 0 : undefined;
}

/** @type {Readonly<Record<string, (a: number, b: number) => number | boolean>>} */
const BINARY = {
  '+': (a, b) => a + b,
  '-': (a, b) => (a - b) >>> 0,
  '*': (a, b) => Math.imul(a, b) >>> 0,
  '/': (a, b) => Math.floor(a / b),
  '%': (a, b) => a % b,
  '&': (a, b) => (a & b) >>> 0,
  '|': (a, b) => (a | b) >>> 0,
  '^': (a, b) => (a ^ b) >>> 0,
  '<<': (a, b) => (a << b) >>> 0,
  '>>': (a, b) => a >>> b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};

/** @param {string} operator @param {Value} left @param {Value} right @returns {Value} */
function binary(operator, left, right) {
  if (operator === '&&') {
    return left === false || right === false
      ? false
      : left === true && right === true
        ? true
        : undefined;
  }
  if (operator === '||') {
    return left === true || right === true
      ? true
      : left === false && right === false
        ? false
        : undefined;
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  return BINARY[operator]?.(left, right);
}
