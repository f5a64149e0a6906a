/**
 * A tree of the same form, with something else made of each leaf `{ shape, values }`.
 *
 * @template T
 * @param {any} tree lists and objects @param {(leaf: { shape: number[], values: Float32Array }) => T} make
 */
export function mapLeaves(tree, make) {
  if (Array.isArray(tree)) return tree.map((each) => mapLeaves(each, make));
  if (tree.values instanceof Float32Array) return make(tree);
  return Object.fromEntries(
    Object.entries(tree).map(([name, each]) => [name, mapLeaves(each, make)]),
  );
}
