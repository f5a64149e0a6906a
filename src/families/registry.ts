import { FUNCTION, isRecord, OBJECT, shown, TEXT } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import { Kinds, type Members, registerKind } from '../kinds.ts';
import { nearestName } from '../nearestName.ts';
import type { AaeFamilyTypes } from './aae/aaeFamily.ts';
import type { AlignedFamilyTypes } from './aligned/alignedFamily.ts';
import type { CountsFamilyTypes } from './counts/countsFamily.ts';
import type { Family } from './family.ts';
import type { HierarchicalFamilyTypes } from './hierarchical/hierarchicalFamily.ts';
import type { LadderFamilyTypes } from './ladder/ladderFamily.ts';
import type { LevelsObjectiveOptions } from './levels/objective.ts';
import type { Architecture } from './model.ts';
import type { MultimodalFamilyTypes } from './multimodal/multimodalFamily.ts';
import type { OtherFamily } from './otherFamilies.ts';
import type { RecommendationFamilyTypes } from './recommendation/recommendationFamily.ts';
import type { SequenceFamilyTypes } from './sequence/sequenceFamily.ts';
import type { TableFamilyTypes } from './table/tableFamily.ts';
import type { TopicsFamilyTypes } from './topics/topicsFamily.ts';
import type { VaeConfig } from './vae/config.ts';
import type { VaeFamilyTypes } from './vae/vaeFamily.ts';
import type { VaeGanFamilyTypes } from './vaeGan/vaeGanFamily.ts';
import type { VibFamilyTypes } from './vib/vibFamily.ts';
import type { WaeFamilyTypes } from './wae/waeFamily.ts';

/**
 * Options of the objectives of the built-in families. A model uses those of its own family. Hierarchies
 * take a value for each level too.
 */
export type BuiltInOptions = Omit<
  Partial<VaeFamilyTypes['options']> & Partial<VibFamilyTypes['options']>,
  keyof LevelsObjectiveOptions
> &
  Partial<LevelsObjectiveOptions> &
  Partial<AaeFamilyTypes['options']> &
  Partial<Pick<VaeGanFamilyTypes['options'], 'adversary'>>;

/** An architecture with optional fields; omitted fields take the family's defaults. */
export type ArchitectureChoice =
  | VaeFamilyTypes['architecture']
  | VibFamilyTypes['architecture']
  | HierarchicalFamilyTypes['architecture']
  | LadderFamilyTypes['architecture']
  | TopicsFamilyTypes['architecture']
  | RecommendationFamilyTypes['architecture']
  | CountsFamilyTypes['architecture']
  | SequenceFamilyTypes['architecture']
  | TableFamilyTypes['architecture']
  | AaeFamilyTypes['architecture']
  | WaeFamilyTypes['architecture']
  | VaeGanFamilyTypes['architecture']
  | MultimodalFamilyTypes['architecture']
  | AlignedFamilyTypes['architecture']
  | Architecture;

/** The families that `otherFamilies.ts` loads, all of them. */
const OTHERS: Readonly<Record<OtherFamily, true>> = {
  vib: true,
  hierarchical: true,
  ladder: true,
  topics: true,
  recommendation: true,
  counts: true,
  sequence: true,
  table: true,
  aae: true,
  wae: true,
  'vae-gan': true,
  multimodal: true,
  aligned: true,
};

/** A family is loaded when an architecture names it. */
const families = new Kinds<string, Family>('family', {
  vae: { load: () => import('./vae/vaeFamily.ts').then(({ vaeFamily }) => vaeFamily) },
  ...Object.fromEntries(
    Object.keys(OTHERS).map((name) => [name, { load: () => loadOther(name as OtherFamily) }]),
  ),
});

async function loadOther(name: OtherFamily): Promise<Family> {
  const { otherFamilies } = await import('./otherFamilies.ts');
  return otherFamilies[name]();
}

export const FAMILY_MEMBERS: Members<Family> = {
  required: {
    name: TEXT,
    defaults: OBJECT,
    checkOptions: FUNCTION,
    resolve: FUNCTION,
    build: FUNCTION,
  },
  optional: {
    loadOptions: FUNCTION,
    shortForm: FUNCTION,
    plainWeights: {
      holds: (value) =>
        isRecord(value) && TEXT.holds(value.tensors) && FUNCTION.holds(value.architecture),
      wanted: 'an object with the text `tensors` and the function `architecture`',
    },
    onnx: FUNCTION,
  },
};

/**
 * Adds a family of the app. Architectures can then name it.
 * @throws ConfigError if a family of that name exists, or naming a member that is missing or of
 *   another type
 */
export function registerFamily(family: Family): void {
  registerKind(families, family?.name, family, FAMILY_MEMBERS);
}

/** @throws ConfigError if no family of that name exists */
export async function loadFamily(name: unknown): Promise<Family> {
  if (!families.has(name)) {
    const known = familyNames();
    throw new ConfigError(
      `no model family ${shown(name)}; there are: ${known.join(', ')}${nearestName(name, known)}`,
    );
  }
  await families.load(name);
  return families.get(name);
}

/**
 * The family of an architecture, `vae` if it names none.
 * @throws ConfigError if no family of that name exists
 */
export function familyOf({ family = 'vae' }: ArchitectureChoice): Promise<Family> {
  return loadFamily(family);
}

/**
 * The short form of a complete architecture, as the option `config`; undefined if it has none. Its
 * family must be loaded. The type is that of `vae`, the only built-in family with a short form.
 */
export function shortFormOf(architecture: Architecture): VaeConfig | undefined {
  return families.get(architecture.family).shortForm?.(architecture) as VaeConfig | undefined;
}

/** Names of the available families. */
export function familyNames(): readonly string[] {
  return families.names;
}
