import { apart, bitsOf, fromBits, op, same, v128 } from './fold.ts';
import type { Node } from './ir.ts';

/** Makers of nodes that take vectors apart and put them together. They fold constants, as those of fold.ts do. */

/** Four equal lanes. */
export function splat(node: Node): Node {
  const bits = bitsOf(node);
  if (bits !== undefined) return v128([bits, bits, bits, bits]);
  // A lane of another vector needs no way through a scalar.
  if (node.kind === 'op' && node.op === 'f32x4.extract_lane') {
    const lane = node.immediate?.[0] ?? 0;
    const source = node.args[0] as Node;
    return shuffle(source, source, [lane, lane, lane, lane]);
  }
  if (node.kind === 'load' && (node.op === 'f32.load' || node.op === 'i32.load')) {
    return { ...node, op: 'v128.load32_splat', type: 'v128' };
  }
  const name = node.type === 'f32' ? 'f32x4.splat' : 'i32x4.splat';
  return { kind: 'op', op: name, type: 'v128', args: [node] };
}

/** @param lanes four of the eight lanes of both */
export function shuffle(a: Node, b: Node, lanes: readonly number[]): Node {
  if (a.kind === 'const' && b.kind === 'const' && a.type === 'v128' && b.type === 'v128') {
    const words = [...a.words, ...b.words];
    return v128(lanes.map((lane) => words[lane] ?? 0));
  }
  const immediate = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
  return { kind: 'op', op: 'i8x16.shuffle', type: 'v128', args: [a, b], immediate };
}

export function extract(vector: Node, lane: number, type: 'i32' | 'f32'): Node {
  if (vector.kind === 'const' && vector.type === 'v128') {
    return fromBits(type, vector.words[lane] ?? 0);
  }
  if (vector.kind === 'op' && vector.op === `${type}x4.splat`) return vector.args[0] as Node;
  // A scalar load does not wait for the rest of the vector.
  if (vector.kind === 'load' && vector.op === 'v128.load') {
    return { ...vector, op: `${type}.load`, type, offset: vector.offset + 4 * lane };
  }
  return { kind: 'op', op: `${type}x4.extract_lane`, type, args: [vector], immediate: [lane] };
}

export function replace(vector: Node, lane: number, scalar: Node): Node {
  const bits = bitsOf(scalar);
  if (bits !== undefined && vector.kind === 'const' && vector.type === 'v128') {
    return v128(vector.words.map((word, i) => (i === lane ? bits : word)));
  }
  return {
    kind: 'op',
    op: `${scalar.type}x4.replace_lane`,
    type: 'v128',
    args: [vector, scalar],
    immediate: [lane],
  };
}

/** A vector of up to four scalars. */
export function pack(scalars: readonly Node[]): Node {
  const [first] = scalars as readonly [Node];
  if (scalars.length > 1 && scalars.every((each) => same(each, first))) return splat(first);
  const sum = packSum(scalars);
  if (sum) return sum;
  let vector: Node = v128(
    [0, 1, 2, 3].map((lane) => (scalars[lane] && bitsOf(scalars[lane])) || 0),
  );
  for (const [lane, scalar] of scalars.entries()) {
    if (bitsOf(scalar) === undefined) vector = replace(vector, lane, scalar);
  }
  return vector;
}

/** Packs x + 0, x + 1, … with one addition. */
function packSum(scalars: readonly Node[]): Node | undefined {
  if (scalars.length === 1 || scalars[0]?.type !== 'i32') return undefined;
  const sums = scalars.map(apart);
  const base = sums[0]?.base as Node;
  if (base.kind === 'const' || !sums.every((each) => same(each.base, base))) return undefined;
  const constants = [0, 1, 2, 3].map((lane) => sums[lane]?.constant ?? 0);
  return op('i32x4.add', 'v128', splat(base), v128(constants));
}
