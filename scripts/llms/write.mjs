// @ts-check
import { blocksOf } from '../docs/blocks.mjs';

/**
 * A document of the package.
 * @typedef {{ path: string, text: string }} Document
 */

/**
 * The text of `llms.txt`: what the package is, its guides, and the signatures of its API.
 * @param {object} parts
 * @param {string} parts.readme
 * @param {readonly Document[]} parts.guides
 * @param {ReadonlyMap<string, string>} parts.reports of the API, by the entry's name
 * @param {string} parts.description one sentence
 * @returns {string}
 */
export function llmsText({ readme, guides, reports, description }) {
  const [first = ''] = readme.split(/^## /m);
  const [title = '', ...introduction] = first.trim().split('\n');
  const told = new Set();
  const entries = [...reports].map(([name, report]) => {
    const own = declarationsOf(name, report).filter((each) => !told.has(each));
    for (const each of own) told.add(each);
    const entry = name === 'index' ? 'webgpu-vae' : `webgpu-vae/${name}`;
    return `### ${entry}\n\n\`\`\`ts\n${own.join('\n\n')}\n\`\`\``;
  });
  const sections = [
    `${title}\n\n> ${description}`,
    introduction.join('\n').trim().replaceAll('](#', '](README.md#'),
    `## Guides\n\n${guides.map(line).join('\n')}`,
    '## API\n\nA declaration stands under the first entry that has it.',
    ...entries,
  ];
  return `${sections.join('\n\n')}\n`;
}

/** A guide in one line: its title and its first sentence. @param {Document} guide */
function line({ path, text }) {
  const title = /^#\s+(.+)$/m.exec(text)?.[1] ?? path;
  const paragraphs = text.split(/\n\s*\n/).map((each) => each.replace(/\s+/g, ' ').trim());
  const prose = paragraphs.find((each) => /^[\w`[*]/.test(each)) ?? '';
  const sentence = /^.*?[.:](?=\s|$)/.exec(prose)?.[0] ?? prose;
  // Links of a guide lead on from its own folder.
  return `- [${title}](${path}): ${sentence.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')}`;
}

/** The declarations of a report without its remarks. @param {string} name @param {string} report */
function declarationsOf(name, report) {
  const [{ code } = { code: '' }] = blocksOf(name, report);
  const lines = code.split('\n').filter((each) => !/^\s*\/\/|^\/\/\/ /.test(each));
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
