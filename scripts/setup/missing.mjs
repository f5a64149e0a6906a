// @ts-check

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */

/**
 * Paths of the packages that an install would change. Contents are compared, not file times, since
 * a checkout changes the times. Optional packages may be absent, for example on another platform.
 *
 * @param {Readonly<Record<string, LockedPackage>>} wanted from package-lock.json
 * @param {Readonly<Record<string, LockedPackage>>} installed from node_modules/.package-lock.json
 * @param {(path: string) => boolean} isPresent true if the package's files exist
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
