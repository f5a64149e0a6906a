/** Bytes and alignment of the types that workgroup memory of a product holds. */
const TYPES: Readonly<Record<string, readonly [bytes: number, alignment: number]>> = {
  f16: [2, 2],
  f32: [4, 4],
  i32: [4, 4],
  u32: [4, 4],
  vec2f: [8, 8],
  vec2h: [4, 4],
  vec2u: [8, 8],
  vec3f: [12, 16],
  vec3u: [12, 16],
  vec4f: [16, 16],
  vec4h: [8, 8],
  vec4u: [16, 16],
  mat4x4f: [64, 16],
};

/** Every variable takes whole blocks of this size. */
const BLOCK_BYTES = 16;

/**
 * Bytes of a variable in workgroup memory, by its type as WGSL writes it; undefined for types whose
 * size does not follow from the text.
 */
export function workgroupBytes(type: string): number | undefined {
  const [bytes] = sizeOf(type.replace(/\s/g, '')) ?? [];
  return bytes === undefined ? undefined : Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

function sizeOf(type: string): readonly [bytes: number, alignment: number] | undefined {
  const [, of = '', count] = /^array<(.+),(\d+)u?>$/.exec(type) ?? [];
  if (count === undefined) return Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  const element = sizeOf(of);
  if (!element) return undefined;
  const [bytes, alignment] = element;
  return [Math.ceil(bytes / alignment) * alignment * Number(count), alignment];
}
