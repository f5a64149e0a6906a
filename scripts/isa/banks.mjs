// @ts-check
import { accessesOf } from './invocation.mjs';
import { parseKernel, workgroupSize } from './wgsl.mjs';

/** @import { SharedAccess } from './types.ts' */
/** @import { Access } from './invocation.mjs' */

/** Banks of four bytes that serve one access each in a cycle, on AMD and on NVIDIA. */
const BANKS = 32;

/**
 * Bank conflicts of a kernel, from its WGSL alone: follows every invocation of the first workgroup
 * through the code, notes the addresses in workgroup memory, and counts the cycles of each group of
 * neighbouring invocations that hardware serves together.
 *
 * @param {string} code
 * @returns {SharedAccess[]}
 */
export function sharedAccesses(code) {
  const module = parseKernel(code);
  if (module.shared.size === 0) return [];
  const lanes = workgroupSize(module).reduce((all, size) => all * size, 1);
  /** @type {Map<string, { site: string, access: Access, addresses: Map<number, number> }>} */
  const together = new Map();
  const sites = new Map();
  for (let lane = 0; lane < lanes; lane++) {
    const executed = new Map();
    for (const access of accessesOf(module, lane)) {
      if (!sites.has(access.node)) sites.set(access.node, sites.size);
      const site = `${sites.get(access.node)} ${access.way}`;
      // Some invocations leave a loop early: those that go on meet by its turns.
      const moment = `${site} ${access.turns}`;
      const time = executed.get(moment) ?? 0;
      executed.set(moment, time + 1);
      const key = `${moment} ${time}`;
      const found = together.get(key) ?? { site, access, addresses: new Map() };
      found.addresses.set(lane, access.address);
      together.set(key, found);
    }
  }
  /** @type {Map<string, { -readonly [K in keyof SharedAccess]: SharedAccess[K] }>} */
  const sums = new Map();
  for (const { site, access, addresses } of together.values()) {
    const { name: variable, way, node } = access;
    const sum = sums.get(site) ?? {
      variable,
      way,
      line: node.line,
      executions: 0,
      groups: 0,
      cycles: 0,
      worst: 0,
    };
    sum.executions += 1;
    for (const group of groupsOf(addresses, access.bytes)) {
      const cycles = cyclesOf(group, access.bytes);
      sum.groups += 1;
      sum.cycles += cycles;
      sum.worst = Math.max(sum.worst, cycles);
    }
    sums.set(site, sum);
  }
  return [...sums.values()];
}

/**
 * Cycles of workgroup memory, as a multiple of those without conflicts.
 *
 * @param {readonly SharedAccess[]} accesses
 */
export function conflicts(accesses) {
  const groups = accesses.reduce((sum, access) => sum + access.groups, 0);
  const cycles = accesses.reduce((sum, access) => sum + access.cycles, 0);
  return groups === 0 ? 1 : cycles / groups;
}

/**
 * Cycles that the banks need for accesses that come at once. Equal addresses are one access.
 *
 * @param {readonly number[]} addresses
 * @param {number} bytes of each access
 */
export function cyclesOf(addresses, bytes) {
  /** @type {Map<number, number>} */
  const load = new Map();
  for (const address of new Set(addresses)) {
    for (let word = address / 4; word < (address + bytes) / 4; word++) {
      load.set(word % BANKS, (load.get(word % BANKS) ?? 0) + 1);
    }
  }
  return Math.max(0, ...load.values());
}

/**
 * Neighbours that are served together: 8 invocations of 16 bytes, 16 of 8, 32 of 4.
 *
 * @param {ReadonlyMap<number, number>} addresses by invocation
 * @param {number} bytes
 */
function groupsOf(addresses, bytes) {
  const size = (BANKS * 4) / Math.max(4, bytes);
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const [lane, address] of addresses) {
    const number = Math.floor(lane / size);
    groups.set(number, [...(groups.get(number) ?? []), address]);
  }
  return groups.values();
}
