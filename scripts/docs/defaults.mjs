// @ts-check
import { ReflectionKind } from 'typedoc';

/** @import { DeclarationReflection, ProjectReflection, SomeType } from 'typedoc' */

/** Names of types whose optional members are options of a call. */
const OPTIONS = /(Options|Choice|VariantChoices|Stopping|Sampler|Schedule)$/;

/** Descriptions say what an omitted option means in these words. */
const STATED = /\bby\s+default\b|\bwithout\s+it\b/i;

/**
 * Options whose descriptions do not say what holds where they are left out. Callbacks and signals
 * have nothing to say.
 * @param {ProjectReflection} project
 * @returns {string[]}
 */
export function missingDefaults(project) {
  return project
    .getReflectionsByKind(ReflectionKind.Property)
    .filter((each) => OPTIONS.test(each.parent?.name ?? '') && each.flags.isOptional)
    .map((each) => /** @type {DeclarationReflection} */ (each))
    .filter(({ type, comment }) => !isCallback(type) && !STATED.test(textOf(comment?.summary)))
    .map((each) => `${each.getFriendlyFullName()} does not say what it is by default`);
}

/** @param {SomeType | undefined} type */
function isCallback(type) {
  if (type?.type === 'reflection') return type.declaration.signatures !== undefined;
  return type?.type === 'reference' && type.name === 'AbortSignal';
}

/** @param {readonly { text: string }[]} [parts] */
function textOf(parts = []) {
  return parts.map(({ text }) => text).join('');
}
