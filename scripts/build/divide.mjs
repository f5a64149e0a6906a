// @ts-check
import { createHash } from 'node:crypto';
import { minify } from 'vite';

/**
 * Divides a script from one that it imports later. A bundler gives the first any name and copies the
 * second as it is, so the second cannot import the first: it is a function of what they share.
 *
 * @param {string} first with its exports at the end
 * @param {string} second with its import of the first at the start
 * @param {string} file of the second
 * @param {(name: string) => string} load imports it and gives what it leaves under a name, in terms of the first
 */
export async function divide(first, second, file, load) {
  // A copy of another version would meet other names in what they share.
  const name = `later_${createHash('sha256').update(first).digest('hex').slice(0, 8)}`;
  const taken = namesIn(IMPORT, second, 'takes nothing of the first');
  const given = namesIn(EXPORT, second, 'has nothing for the first');
  const body = second.replace(IMPORT, '').replace(EXPORT, '');
  const wrapped = leaving(name, `({ ${taken} }) => {\n${body}\nreturn { ${given} };\n}`);
  const shared = namesIn(EXPORT, first, 'shares nothing');
  const later = `
let later;
/** Imports the rest, once, and gives it what it shares with this file. */
function importLater() {
	later ??= ${load(name)}.then((rest) => rest({ ${shared} }));
	later.catch(() => (later = undefined));
	return later;
}
`;
  const { code, errors } = await minify(file, wrapped, { module: true });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return {
    first: first.replace(EXPORT, () => later).replaceAll(`import("./${file}")`, 'importLater()'),
    second: code,
  };
}

/**
 * A script that leaves what it exports where `src/worker/scripts.ts` finds it.
 *
 * @param {string} code
 * @param {string} name
 */
export function leaveExports(code, name) {
  const exported = namesIn(EXPORT, code, 'exports nothing');
  return code.replace(EXPORT, () => leaving(name, `{ ${exported} }`));
}

/**
 * Parcel makes a bundle of its own of a script whose address it meets, and drops the exports.
 *
 * @param {string} name
 * @param {string} value
 */
function leaving(name, value) {
  return `(globalThis.webgpuVaeScripts ??= {}).${name} = ${value};`;
}

const IMPORT = /^import \{([^}]*)\} from "[^"]*";$/m;
const EXPORT = /\bexport ?\{([^}]*)\};?$/m;

/**
 * Names of an import or an export as properties of an object: `a as b` of an export is `b: a`, of an
 * import `a: b`.
 *
 * @param {RegExp} statement
 * @param {string} code
 * @param {string} otherwise what is wrong without it
 */
function namesIn(statement, code, otherwise) {
  const names = statement.exec(code)?.[1];
  if (names === undefined) throw new Error(`the script ${otherwise}`);
  return statement === IMPORT
    ? names.replaceAll(/ as /g, ': ')
    : names.replaceAll(/([\w$]+) as ([\w$]+)/g, '$2: $1');
}
