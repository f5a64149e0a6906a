// @ts-check
import { adreno } from './adreno.mjs';
import { amd } from './amd.mjs';
import { apple } from './apple.mjs';
import { intel } from './intel.mjs';
import { nvidia } from './nvidia.mjs';

/** @import { Vendor, VendorName } from '../types.ts' */

/** @type {Readonly<Record<VendorName, Vendor>>} */
export const VENDORS = { amd, nvidia, apple, adreno, intel };

/**
 * A chip of a vendor.
 *
 * @typedef {object} Target
 * @property {VendorName} vendor
 * @property {string} chip
 */

/**
 * Chips to compile for: those that are named of the vendors that are named, else each vendor's
 * first.
 *
 * @param {readonly string[]} vendors
 * @param {readonly string[]} chips
 * @returns {Target[]}
 * @throws RangeError for a name that does not exist
 */
export function targetsOf(vendors, chips) {
  const known = /** @type {VendorName[]} */ (Object.keys(VENDORS));
  const owners = chips.map((chip) => {
    const vendor = known.find((name) => Object.hasOwn(VENDORS[name].chips, chip));
    if (vendor) return { vendor, chip };
    const all = known.flatMap((name) => Object.keys(VENDORS[name].chips));
    throw new RangeError(`no chip is called "${chip}"; there are: ${all.join(', ')}`);
  });
  const wanted = vendors.map((name) => {
    const vendor = known.find((each) => each === name);
    if (vendor) return vendor;
    throw new RangeError(`no vendor is called "${name}"; there are: ${known.join(', ')}`);
  });
  const others = wanted
    .filter((vendor) => !owners.some((owner) => owner.vendor === vendor))
    .map((vendor) => ({ vendor, chip: Object.keys(VENDORS[vendor].chips)[0] ?? '' }));
  return [...owners, ...others];
}
