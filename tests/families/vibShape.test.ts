import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { loadFamily } from '../../src/families/registry.ts';
import type { LayerKind } from '../../src/layers/layer.ts';
import { registerLayer } from '../../src/layers/registry.ts';

interface GridSpec {
  readonly kind: 'grid';
  readonly rows: number;
}

/** A layer that takes examples of two dimensions and keeps the number of rows. */
const grid: LayerKind<GridSpec> = {
  kind: 'grid',
  resolve(_, input) {
    const [rows, columns] = input;
    if (rows === undefined || columns === undefined) {
      throw new ConfigError(`a grid takes [rows, columns], got [${input.join(', ')}]`);
    }
    return { kind: 'grid', rows };
  },
  output: (_, input) => input,
  build: () => ({ apply: (_, { x }) => ({ y: x }) }),
};

registerLayer(grid);

test('the first layer of a vib is resolved for the shape of its input', async () => {
  const vib = await loadFamily('vib');
  const architecture = await vib.resolve({
    family: 'vib',
    input: [3, 4],
    encoder: [{ kind: 'grid' }, { kind: 'dense', units: 5 }],
    latent: 2,
    classes: 3,
  });
  expect(architecture).toMatchObject({ encoder: [{ kind: 'grid', rows: 3 }, { units: 5 }] });
  const [layer] = (await vib.build(architecture)).describe();
  expect(layer).toMatchObject({ kind: 'grid', output: [3, 4] });
});
