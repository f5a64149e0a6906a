import fc from 'fast-check';
import { type Buffers, runShader } from './runShader.ts';

/**
 * Kernels drawn from the language: integers, floats, vectors, arrays, branches, loops and barriers.
 *
 * Every float is exact in f32: inputs are small multiples of 1/8, and only inputs are multiplied. So fused
 * and separate products give the same bits, and floats may decide branches.
 */

/** Invocations of the workgroup. */
const LANES = 8;
/** Elements of each buffer: words, or vectors. */
const WORDS = 64;

export function drawnInputs(seed: number): Buffers {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return [
    Float32Array.from({ length: 4 * WORDS }, () => ((next() >>> 8) % 65) / 8 - 4),
    // Small and large ones: a quotient by zero, and the smallest integer over -1, must come up.
    Uint32Array.from({ length: WORDS }, (_, i) => {
      const value = next();
      return [value, value >>> 28, 0x80000000, 0xffffffff][i % 4] ?? 0;
    }),
    new Float32Array(4 * WORDS),
    new Uint32Array(WORDS),
  ];
}

type Text = fc.Arbitrary<string>;

const small = (most: number): Text => fc.integer({ min: 0, max: most }).map(String);
const place = small(WORDS - 1);
const component = fc.constantFrom('x', 'y', 'z', 'w');
const swizzle = fc.constantFrom('xyzw', 'wzyx', 'yyxx', 'zwxy', 'xzyw');
const integerOperator = fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^');
const comparison = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');

/** Joins texts that are drawn. */
function text(parts: TemplateStringsArray, ...drawn: readonly Text[]): Text {
  return fc
    .tuple(...drawn)
    .map((values) => parts.map((part, i) => part + (values[i] ?? '')).join(''));
}

/** Texts of expressions by type: u32, i32, f32, bool, vec4f and vec4u. */
type Expressions = Record<'u' | 'i' | 'f' | 'b' | 'v' | 'w', string>;

const expressions = fc.letrec<Expressions>((tie) => {
  const of = (name: keyof Expressions): Text => tie(name) as Text;
  const [u, i, f, b, v, w] = [of('u'), of('i'), of('f'), of('b'), of('v'), of('w')];
  /** Its factors are inputs. */
  const product = fc.oneof(
    text`x[${place}] * x[${place}]`,
    text`x[${place}].${component} * x[${place}]`,
    text`mat4x4f(x[${place}], x[1], x[2], x[${place}]) * x[${place}]`,
    text`transpose(mat4x4f(x[${place}], x[5], x[6], x[7])) * x[${place}].${swizzle}`,
  );
  const depth = { depthSize: 'small', maxDepth: 2 } as const;
  return {
    u: fc.oneof(
      depth,
      text`n[${place}]`,
      fc.constantFrom('a', 'c', 'lane', 'id.x', 'shared_u'),
      text`(${u} ${integerOperator} ${u})`,
      text`(${u} ${integerOperator} ${fc.constantFrom('1u', '2u', '3u', '7u', '16u', '255u')})`,
      text`(${u} << ${fc.constantFrom('1u', '4u', '31u')})`,
      text`(${u} ${fc.constantFrom('<<', '>>')} ${u})`,
      text`~${u}`,
      text`n[${u} & 63u]`,
      text`list[${u} % 5u]`,
      text`${w}.${component}`,
      text`${w}[${u} & 3u]`,
      text`u32(${i})`,
      text`u32(${f})`,
      text`u32(${b})`,
      text`bitcast<u32>(${i})`,
      text`min(${u}, ${u})`,
      text`max(${u}, ${u})`,
      text`clamp(${u}, ${u}, ${u})`,
      text`select(${u}, ${u}, ${b})`,
      text`picked(${u}, ${u})`,
      text`next(${u})`,
    ),
    i: fc.oneof(
      depth,
      fc.constant('s'),
      text`i32(${u})`,
      text`i32(${f})`,
      text`(${i} ${integerOperator} ${i})`,
      text`(${i} ${integerOperator} ${fc.constantFrom('1i', '3i', '8i', '-1')})`,
      text`(${i} >> ${u})`,
      text`(-(${i}))`,
      text`min(${i}, ${i})`,
      text`select(${i}, ${i}, ${b})`,
    ),
    f: fc.oneof(
      depth,
      text`x[${place}].${component}`,
      fc.constantFrom('p', '1.5', 'q.z'),
      text`x[${u} & 63u].${component}`,
      text`(${f} ${fc.constantFrom('+', '-')} ${f})`,
      text`${v}.${component}`,
      text`${v}[${u} & 3u]`,
      text`x[${place}].${component} * x[${place}].${component}`,
      text`f32(${u} & 1023u)`,
      text`f32(${i} % 512i)`,
      text`abs(${f})`,
      text`(-(${f}))`,
      text`min(${f}, ${f})`,
      text`max(${f}, ${f})`,
      text`select(${f}, ${f}, ${b})`,
    ),
    b: fc.oneof(
      depth,
      text`(${u} ${comparison} ${u})`,
      text`(${i} ${comparison} ${i})`,
      text`(${f} ${comparison} ${f})`,
      text`(${b} && ${b})`,
      text`(${b} || ${b})`,
      text`!${b}`,
      text`all(${v} ${comparison} ${v})`,
      text`any(${w} ${comparison} ${w})`,
    ),
    v: fc.oneof(
      depth,
      text`x[${place}]`,
      fc.constantFrom('q', 'rows[1]'),
      text`rows[${u} & 1u]`,
      text`(${v} ${fc.constantFrom('+', '-')} ${v})`,
      text`(${product} + ${v})`,
      text`(${v} - ${product})`,
      text`${v}.${swizzle}`,
      text`vec4f(${f}, ${f}, ${f}, ${f})`,
      text`vec4f(${v}.xy, ${f}, ${f})`,
      text`vec4f(${f})`,
      text`vec4f(${w} & vec4u(1023u))`,
      text`select(${v}, ${v}, ${v} ${comparison} ${v})`,
      text`min(${v}, ${v})`,
      text`max(${v}, ${v})`,
    ),
    w: fc.oneof(
      depth,
      fc.constant('d'),
      text`vec4u(${u}, ${u}, ${u}, ${u})`,
      text`(${w} ${integerOperator} ${w})`,
      text`(${w} ${fc.constantFrom('+', '-', '*', '/', '%')} ${u})`,
      text`(${w} ${fc.constantFrom('<<', '>>')} vec4u(${u}))`,
      text`${w}.${swizzle}`,
      text`select(${w}, ${w}, ${w} ${comparison} ${w})`,
      text`bitcast<vec4u>(${v} + vec4f(0.5))`,
      text`vec4u(${v})`,
    ),
  };
});

const { u, i, f, b, v, w } = expressions;

const assignment = fc.oneof(
  text`a = ${u};`,
  text`a ${fc.constantFrom('+=', '-=', '*=', '^=', '/=', '%=')} ${u};`,
  text`c = ${u};`,
  text`s = ${i};`,
  text`p = ${f};`,
  text`p += ${f};`,
  text`q = ${v};`,
  text`q -= ${v};`,
  text`q.${component} = ${f};`,
  text`q[${u} & 3u] = ${f};`,
  text`d = ${w};`,
  text`d.${component} += ${u};`,
  text`d[${u} & 3u] = ${u};`,
  text`list[${u} % 5u] = ${u};`,
  text`list[${small(4)}] += ${u};`,
  text`rows[${u} & 1u] = ${v};`,
  text`rows[${u} & 1u].${component} += ${f};`,
  text`{ let a = ${u}; c = a + c; }`,
);

/** Statements that each invocation may take in its own way. */
function statements(level: number): Text {
  const one: Text[] = [assignment, assignment, assignment];
  if (level > 0) {
    const inner = statements(level - 1);
    const k = `k${level}`;
    const leave = fc.oneof(
      fc.constant(''),
      text`if (${b}) { continue; }`,
      text`if (${b}) { break; }`,
    );
    one.push(
      text`if (${b}) { ${inner} }`,
      text`if (${b}) { ${inner} } else { ${inner} }`,
      text`for (var K = 0u; K < ${u} % 5u; K++) { ${leave} a += K; ${inner} ${leave} c ^= K; }`.map(
        (each) => each.replaceAll('K', k),
      ),
      text`for (var K = 0u; K < 4u; K++) { list[K] += d[K]; ${inner} }`.map((each) =>
        each.replaceAll('K', k),
      ),
    );
  }
  return fc.array(fc.oneof(...one), { minLength: 1, maxLength: 2 }).map((all) => all.join(' '));
}

const own = statements(1);
/** Values that are the same for all invocations. */
const forAll = fc.oneof(text`n[${place}]`, text`(n[${place}] + id.x)`);

/** Statements that all invocations take together. */
const together = fc.oneof(
  own,
  text`part[lane] = ${u}; workgroupBarrier(); a = part[${u} & 7u]; workgroupBarrier();`,
  text`for (var t = 0u; t < ${forAll} % 3u; t++) { part[lane] = ${u}; workgroupBarrier(); ${own} c += part[(lane + t) & 7u]; workgroupBarrier(); }`,
  text`if (${forAll} > ${forAll}) { part[lane] += c; workgroupBarrier(); ${own} a ^= part[7u - lane]; workgroupBarrier(); }`,
  text`{ part[lane] = ${u}; let first = workgroupUniformLoad(&part[${forAll} & 7u]); ${own} c += first; workgroupBarrier(); }`,
  text`shared_u = ${forAll} * 3u + shared_u;`,
  text`if (${forAll} > 9u) { shared_u += 1u; ${own} }`,
  text`atomicMax(&most, ${u}); atomicAdd(&total, ${u}); workgroupBarrier(); c += atomicLoad(&most) ^ atomicLoad(&total); workgroupBarrier();`,
);

const DECLARATIONS = `
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read> n: array<u32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> m: array<u32>;
var<workgroup> part: array<u32, ${LANES}>;
var<workgroup> most: atomic<u32>;
var<workgroup> total: atomic<u32>;
var<private> counter: u32;
fn next(by: u32) -> u32 { counter += by | 1u; return counter; }
fn picked(low: u32, high: u32) -> u32 {
  if (low > high) { return low - high; }
  for (var k = 0u; k < 6u; k++) {
    if ((low >> k) == high) { return k; }
    if (k * low > high) { break; }
  }
  return counter + high;
}
`;

/** The WGSL of a kernel `f` over the buffers of {@link drawnInputs}, to run in one workgroup. */
export const drawnKernel: Text = fc.array(together, { minLength: 1, maxLength: 4 }).map(
  (all) => `${DECLARATIONS}
@compute @workgroup_size(${LANES})
fn f(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  var a = n[lane];
  var c = lane * 3u;
  var s = i32(n[lane + 8u]);
  var p = x[lane].y;
  var q = x[lane + 16u];
  var d = vec4u(n[lane], lane, 7u, n[3]);
  var list = array<u32, 5>(1u, lane, n[9], 4u, 5u);
  var rows = array<vec4f, 2>(x[lane], x[3]);
  var shared_u = n[5];
  ${all.join('\n  ')}
  y[lane * 4u] = q;
  y[lane * 4u + 1u] = vec4f(p, f32(s & 1023i), 0.0, 0.0);
  y[lane * 4u + 2u] = rows[0];
  y[lane * 4u + 3u] = rows[1];
  m[lane * 8u] = a;
  m[lane * 8u + 1u] = c;
  m[lane * 8u + 2u] = u32(s);
  m[lane * 8u + 3u] = d.x ^ d.y;
  m[lane * 8u + 4u] = d.z + d.w;
  m[lane * 8u + 5u] = list[0] + list[1] * 3u;
  m[lane * 8u + 6u] = list[2] + list[3] * 5u + list[4];
  m[lane * 8u + 7u] = counter + shared_u;
}`,
);

/** The outputs of a kernel compiled to WebAssembly. Zeros have no sign. */
export function runDrawn(code: string, inputs: Buffers): number[][] {
  return written(runShader(code, 'f', inputs));
}

export function written(buffers: Buffers): number[][] {
  return buffers.slice(2).map((buffer) => [...buffer].map((each) => each + 0));
}
