// @ts-check
import { reflectKernel } from './reflect.mjs';

/** @import { Assembled } from '../../src/kernels/assemble.ts' */
/** @import { Combination, Problem, ShaderFile } from './types.ts' */

/** Limits that every WebGPU adapter guarantees. */
const MAX_STORAGE_BUFFERS = 8;
const MAX_INVOCATIONS = 256;
const MAX_WORKGROUP_BYTES = 16 * 1024;

/**
 * The choices of a combination in words, to follow a message.
 *
 * @param {Combination} combination
 */
export function withChoices({ slots }) {
  const where = slots.map(({ slot, choice }) => `${slot} ${choice.path.split('/')[2]}`).join(', ');
  return where ? ` (with ${where})` : '';
}

/**
 * The rules that a kernel with one choice for each slot can break, once assembled.
 *
 * @param {Combination} combination
 * @param {Assembled} assembled
 * @param {boolean} whole false leaves out the rules for which the source is parsed
 * @returns {{ problems: Problem[], reflected?: ReturnType<typeof reflectKernel> }} without a
 *   reflection if the source is not parsed, or does not parse
 */
export function lintCombination(combination, assembled, whole) {
  const { kernel } = combination;
  const suffix = withChoices(combination);
  /** @type {Problem[]} */
  const problems = [...names(combination), ...shapes(combination)];
  /** @type {(message: string) => void} */
  const complain = (message) =>
    problems.push({ file: kernel.file, line: entryLine(kernel), message: message + suffix });
  if (assembled.bindings.length > MAX_STORAGE_BUFFERS) {
    complain(
      `${assembled.bindings.length} storage buffers, at most ${MAX_STORAGE_BUFFERS} allowed`,
    );
  }
  if (!whole) return { problems };
  try {
    const reflected = reflectKernel(assembled.code, constantsOf(combination));
    for (const message of judge(kernel, assembled, reflected)) complain(message);
    return { problems, reflected };
  } catch (error) {
    problems.push(parseFailure(combination, error, suffix));
    return { problems };
  }
}

/**
 * @param {ShaderFile} kernel
 * @param {Assembled} assembled
 * @param {ReturnType<typeof reflectKernel>} reflected
 */
function* judge(kernel, assembled, { entryPoints, workgroupSize, workgroupBytes, bindings }) {
  if (entryPoints.length !== 1 || entryPoints[0] !== kernel.path) {
    const found = entryPoints.length > 0 ? `"${entryPoints.join('", "')}"` : 'none';
    yield `expected one compute entry point "${kernel.path}", named after its file, found ${found}`;
  }
  const invocations = workgroupSize.reduce((product, each) => product * each);
  if (invocations > MAX_INVOCATIONS) {
    yield `${invocations} invocations a workgroup, at most ${MAX_INVOCATIONS} allowed`;
  }
  if (workgroupBytes > MAX_WORKGROUP_BYTES) {
    yield `${workgroupBytes} bytes of workgroup memory, at most ${MAX_WORKGROUP_BYTES} allowed`;
  }
  for (const { name, group, binding } of bindings) {
    const isStep = group === 0 && binding === 0 && name === 'step' && assembled.usesStep;
    if (!isStep && (group !== 1 || assembled.bindings[binding]?.name !== name)) {
      yield `binding "${name}" must be written on one line as @group(1) @binding(i) var<storage, read> name: array<T>; // [M, K]`;
    }
  }
}

/**
 * @param {Combination} combination
 * @returns {Generator<Problem>}
 */
function* names({ kernel, slots, modules }) {
  /** @type {Map<string, { file: string, line: number }>} */
  const declared = new Map();
  const pieces = [kernel, ...slots.map(({ choice }) => choice), ...modules];
  for (const { file, declarations } of pieces) {
    for (const { name, line } of declarations) {
      const earlier = declared.get(name);
      if (earlier) {
        const message = `"${name}" is already declared in ${earlier.file}:${earlier.line}`;
        yield { file, line, message };
      }
      declared.set(name, { file, line });
    }
  }
  for (const { file, code } of pieces) {
    for (const [index, text] of code.split('\n').entries()) {
      for (const [name] of text.matchAll(/(?<![\w.])[A-Z][A-Z0-9_]*\b/g)) {
        if (declared.has(name)) continue;
        const message = `constant "${name}" is used by kernel "${kernel.path}" but declared nowhere`;
        yield { file, line: index + 1, message };
      }
    }
  }
}

/**
 * @param {Combination} combination
 * @returns {Generator<Problem>}
 */
function* shapes({ kernel, slots, modules }) {
  const pieces = [kernel, ...slots.map(({ choice }) => choice), ...modules];
  const known = new Set(pieces.flatMap(({ constants }) => [...constants.keys()]));
  for (const { file, bindings } of pieces) {
    for (const { entry, line } of bindings) {
      const symbols = entry.shape.flatMap((dimension) => dimension.split(/[*+]/));
      for (const symbol of symbols) {
        if (!/^[A-Za-z]/.test(symbol) || known.has(symbol)) continue;
        const message = `binding "${entry.name}": its shape names "${symbol}", which is no constant of kernel "${kernel.path}"`;
        yield { file, line, message };
      }
    }
  }
}

/**
 * Value of every constant in the source.
 *
 * @param {Combination} combination
 */
function constantsOf({ kernel, slots, modules }) {
  const pieces = [kernel, ...slots.map(({ choice }) => choice), ...modules];
  return new Map(pieces.flatMap(({ constants }) => [...constants].map(([n, c]) => [n, c.value])));
}

/** @param {ShaderFile} kernel */
function entryLine(kernel) {
  return kernel.declarations.find(({ name }) => name === kernel.path)?.line ?? 1;
}

/**
 * Converts a line of the assembled source, as reported by the parser, to the file's line.
 *
 * @param {Combination} combination
 * @param {unknown} error
 * @param {string} suffix
 * @returns {Problem}
 */
function parseFailure(combination, error, suffix) {
  const text = error instanceof Error ? error.message : String(error);
  const message = `does not parse: ${text.replace(/\.* Line: \d+$/, '')}${suffix}`;
  return { ...placeOfLine(combination, Number(/Line: (\d+)$/.exec(text)?.[1] ?? 1)), message };
}

/**
 * The file and its line that a line of the assembled source comes from.
 *
 * @param {Combination} combination
 * @param {number} number
 * @returns {{ file: string, line: number }}
 */
export function placeOfLine({ kernel, slots, modules }, number) {
  let line = number;
  for (const { file, code } of [kernel, ...slots.map(({ choice }) => choice), ...modules]) {
    const lines = code.split('\n').length;
    if (line <= lines) return { file, line };
    line -= lines;
  }
  return { file: kernel.file, line: 1 };
}
