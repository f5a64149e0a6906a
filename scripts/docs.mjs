// @ts-check
/**
 * Writes a static site into `out/docs`: README, guides, the reference of the API, and the demo as it
 * was built last. It works under any path. The exit code is 1 if a description or a default is
 * missing, or a link leads nowhere.
 *
 *     npm run docs
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LinkChecker, LinkState } from 'linkinator';
import { JSX } from 'typedoc';
import { readReference } from './docs/reference.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The site lies in a folder of what is served, so that links from the root are dead. */
const server = join(root, 'out', 'docs');
const site = join(server, 'site');

const { application, project, problems } = await readReference();
if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  console.error(`docs: ${problems.length} problems`);
  process.exit(1);
}
application.renderer.hooks.on('sidebar.begin', (context) =>
  JSX.createElement('a', { href: context.relativeURL('demo/index.html') }, 'Demo'),
);
rmSync(server, { recursive: true, force: true });
await application.generateDocs(project, site);
cpSync(join(root, 'demo', 'dist'), join(site, 'demo'), { recursive: true });

const { links } = await new LinkChecker().check({
  path: 'site/',
  serverRoot: server,
  recurse: true,
  checkFragments: true,
  // Files elsewhere are not part of the site.
  linksToSkip: ['^https?://(?!localhost)'],
});
const dead = links.filter(({ state }) => state === LinkState.BROKEN);
for (const { url, parent } of dead) console.error(`dead link: ${url} in ${parent}`);
const checked = links.filter(({ state }) => state === LinkState.OK).length;
console.log(`docs: ${checked} links lead somewhere, ${dead.length} do not; ${site}`);
process.exit(dead.length > 0 ? 1 : 0);
