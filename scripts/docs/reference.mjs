// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, Converter, Logger, LogLevel } from 'typedoc';
import { ENTRIES } from '../api/entries.mjs';
import { missingDefaults } from './defaults.mjs';

/** @import { DocumentReflection, ProjectReflection } from 'typedoc' */

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Documents beside the guides of `docs/`. */
const PAPERS = ['CONTRIBUTING.md', 'ARCHITECTURE.md', 'CHANGELOG.md'];

/** Types that others are computed from; no user names them. */
const COMPUTED = [
  'Channel',
  'ModelFacts',
  'OptionsOf',
  'Remote',
  'AaeFamilyTypes',
  'AlignedFamilyTypes',
  'CountsFamilyTypes',
  'HierarchicalFamilyTypes',
  'LadderFamilyTypes',
  'MultimodalFamilyTypes',
  'RecommendationFamilyTypes',
  'SequenceFamilyTypes',
  'TableFamilyTypes',
  'TopicsFamilyTypes',
  'VaeFamilyTypes',
  'VaeGanFamilyTypes',
  'VibFamilyTypes',
  'WaeFamilyTypes',
];

/** Types that models and operations hand on and no extension looks into: recorded plans, the catalogue. */
const HANDED_ON = [
  'CataloguePart',
  'Dispatch',
  'Entry',
  'Operation',
  'ParameterGroup',
  'Plan',
  'SlotArgument',
  'View',
];

/**
 * Messages that are no problem: members of types without a name, which are described where they stand; names
 * of kinds; and options that two families have, described by the first.
 */
const ACCEPTED =
  /(\.__type\.|\.kind \(Property\)).*does not have any doc|multiple declarations with a comment/;

/** Keeps warnings and errors. */
class Collected extends Logger {
  /** @type {string[]} */
  messages = [];

  /** @override @param {string} message @param {LogLevel} level */
  log(message, level) {
    if (level >= LogLevel.Warn) this.messages.push(message);
  }
}

/**
 * Reads the sources and the guides.
 * @returns {Promise<{ application: Application, project: ProjectReflection, problems: string[] }>}
 *   `problems` names what lacks a description or a default, and links that lead nowhere
 * @throws Error if the sources cannot be read
 */
export async function readReference() {
  const application = await Application.bootstrap({
    name: 'webgpu-vae',
    entryPoints: Object.values(ENTRIES).map((source) => join(root, 'src', source)),
    tsconfig: join(root, 'tsconfig.build.json'),
    readme: join(root, 'README.md'),
    projectDocuments: [...guides(), ...PAPERS].map((path) => join(root, path)),
    excludeInternal: true,
    excludePrivate: true,
    disableSources: true,
    githubPages: false,
    intentionallyNotExported: [...COMPUTED, ...HANDED_ON],
    validation: { notDocumented: true, notExported: true, invalidLink: true, invalidPath: true },
    packageOptions: {},
  });
  const logger = new Collected();
  application.logger = logger;
  application.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
    document.name = headingOf(document);
  });
  const project = await application.convert();
  if (!project) throw new Error(logger.messages.join('\n'));
  application.validate(project);
  const found = logger.messages.filter((message) => !ACCEPTED.test(message));
  const problems = [...new Set([...found, ...missingDefaults(project)])];
  return { application, project, problems };
}

/** The guides, in the order of their names. */
function guides() {
  const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => `docs/${name}`);
}

/** The first heading of a document, which is its title. @param {DocumentReflection} document */
function headingOf({ content, name }) {
  const text = content.map((part) => part.text).join('');
  return /^#\s+(.+)$/m.exec(text)?.[1] ?? name;
}
