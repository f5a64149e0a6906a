// @ts-check

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * Paths of the packages that an install would change. Contents are compared, not file times: a
 * checkout sets times as it likes. Optional packages may be absent, as on another platform.
 *
 * @param {Readonly<Record<string, LockedPackage>>} wanted from package-lock.json
 * @param {Readonly<Record<string, LockedPackage>>} installed from node_modules/.package-lock.json
 * @param {(path: string) => boolean} isPresent whether the package's files are there
 * @returns {string[]}
 */
export function missingPackages(wanted, installed, isPresent) {
  return Object.entries(wanted).flatMap(([path, { version, optional, devOptional }]) => {
    if (path === '') return [];
    const found = installed[path];
    const absent = found === undefined && (optional === true || devOptional === true);
    return absent || (found?.version === version && isPresent(path)) ? [] : [path];
  });
}
