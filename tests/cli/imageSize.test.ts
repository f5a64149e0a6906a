import { expect, test } from 'vitest';
import { shapeOf } from '../../src/cli/imageSize.ts';
import { ConfigError } from '../../src/errors.ts';

const size = { width: 28, height: 14 };

test('a size decides the shape where the checkpoint says none', () => {
  expect(shapeOf(undefined, 392, undefined)).toBeUndefined();
  expect(shapeOf(size, 392, undefined)).toEqual([14, 28]);
  expect(shapeOf(size, 392, [392])).toEqual([14, 28]);
  expect(shapeOf(size, 1176, undefined)).toEqual([14, 28, 3]);
});

test('the shape that a checkpoint knows stands, and another size is refused', () => {
  expect(shapeOf(undefined, 392, [14, 28, 1])).toEqual([14, 28, 1]);
  expect(shapeOf(size, 392, [14, 28, 1])).toEqual([14, 28, 1]);
  const turned = () => shapeOf({ width: 14, height: 28 }, 392, [14, 28, 1]);
  expect(turned).toThrow(ConfigError);
  expect(turned).toThrow('--size 14x28: the checkpoint says that its images are 28x14');
});
