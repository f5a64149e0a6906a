// @ts-check
import { WgslParser, WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';

/** @import { StepFieldEntry, StepLayoutEntry } from '../../src/kernels/catalogue.types.ts' */

/** Words that WGSL reserves only inside `var<>` and `ptr<>`, but the parser reserves everywhere. */
const CONTEXT_WORDS =
  /\b(?:var|ptr)\s*<[^>]*>|\b(?:block|function|handle|private|read|storage|type|uniform|workgroup|write)\b/g;

/**
 * Renames identifiers that the parser of wgsl_reflect mistakes for keywords.
 *
 * @param {string} code
 */
export function asParserLikes(code) {
  return code.replace(CONTEXT_WORDS, (word) => (/^(var|ptr)\b/.test(word) ? word : `${word}_`));
}

/**
 * The reflection of one assembled kernel. Throws if the source does not parse.
 *
 * @param {string} code
 * @param {ReadonlyMap<string, unknown>} constants values of constants that a workgroup size may
 * name
 */
export function reflectKernel(code, constants) {
  const source = asParserLikes(code);
  const reflection = new WgslReflect(source);
  let workgroupBytes = 0;
  for (const node of new WgslParser().parse(source)) {
    const declared = /** @type {{ storage?: string, type?: any }} */ (
      /** @type {unknown} */ (node)
    );
    if (declared.storage === 'workgroup') {
      workgroupBytes += reflection.getTypeInfo(declared.type)?.size ?? 0;
    }
  }
  const [entry] = reflection.entry.compute;
  const size = entry?.workgroupSize ?? [1, 1, 1];
  return {
    entryPoints: reflection.entry.compute.map((each) => each.name),
    workgroupSize: /** @type {[number, number, number]} */ (
      size.map((each) => Number(constants.get(String(each)) ?? each))
    ),
    workgroupBytes,
    bindings: [...reflection.storage, ...reflection.uniforms].map(({ name, group, binding }) => ({
      name,
      group,
      binding,
    })),
  };
}

/**
 * Offsets of the step scalars, from the module that declares `var<uniform> step`; vectors and
 * arrays of vectors are given as numbers of four-byte values.
 *
 * @param {string} code
 * @returns {{ layout: StepLayoutEntry, withVec3: string[] }} `withVec3` names the members that
 *   hold three-component vectors
 */
export function reflectStep(code) {
  const uniform = new WgslReflect(asParserLikes(code)).uniforms.find(({ name }) => name === 'step');
  /** @type {Record<string, StepFieldEntry>} */
  const fields = {};
  /** @type {string[]} */
  const withVec3 = [];
  for (const member of uniform?.members ?? []) {
    const type = member.type.getTypeName();
    if (/vec3/.test(type)) withVec3.push(member.name);
    const scalar = /u32|vec\du\b/.test(type) ? 'u32' : /i32|vec\di\b/.test(type) ? 'i32' : 'f32';
    fields[member.name] = { offset: member.offset, type: scalar, count: member.size / 4 };
  }
  return { layout: { size: uniform?.size ?? 0, fields }, withVec3 };
}
