import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelFileName, slug } from '../../../demo/src/parts/fileNames.ts';
import { milliseconds, scaled } from '../../../demo/src/parts/format.ts';
import { KEPT_NAME } from '../../../demo/src/views/keep/keptName.ts';
import {
  adapterFacts,
  limitName,
  limitText,
} from '../../../demo/src/views/profile/adapterFacts.ts';

describe('names of files', () => {
  test('tell images, layers and epochs', () => {
    const widths = [784, 512, 256, 20];
    const name = modelFileName({ images: 'MNIST', widths, epoch: 3 });
    expect(name).toBe('mnist-784-512-256-20-epoch3');
  });

  test.each([
    ['My photos (2024)', 'my-photos-2024'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Käfer', 'käfer'],
    ['数字', '数字'],
    ['***', 'images'],
    ['', 'images'],
  ])('slug of "%s"', (text, expected) => {
    expect(slug(text)).toBe(expected);
  });

  test('hold nothing that a file system minds, whatever the images are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(slug(text)).toMatch(/^[\p{L}\p{M}\p{N}]+(-[\p{L}\p{M}\p{N}]+)*$/u);
        expect([...slug(text)].length).toBeLessThanOrEqual(40);
      }),
    );
  });

  test('of kept checkpoints are trimmed, and neither empty nor endless', () => {
    expect(KEPT_NAME.parse('  run 1 ')).toBe('run 1');
    expect(KEPT_NAME.parse('   ')).toBeUndefined();
    expect(KEPT_NAME.parse('x'.repeat(101))).toBeUndefined();
  });
});

describe('figures', () => {
  test.each([
    [80_281_600, 'FLOP', '80.3 MFLOP'],
    [1_561_664, 'B', '1.56 MB'],
    [2e12, '', '2 T'],
    [512, 'B', '512 B'],
    [999_999, 'B', '1 MB'],
    [0, 'B', '0 B'],
    [Number.NaN, 'B', '–'],
  ])('%d %s', (value, unit, text) => {
    expect(scaled(value, unit)).toBe(text);
  });

  test.each([
    [12.3456, '12.3 ms'],
    [0.03871, '38.7 µs'],
    [1234.5, '1,230 ms'],
    [0, '0 ms'],
    [Number.NaN, '–'],
  ])('%d ms', (value, text) => {
    expect(milliseconds(value)).toBe(text);
  });
});

describe('an adapter', () => {
  test('says what the browser does not tell', () => {
    const facts = new Map(
      adapterFacts({
        vendor: 'acme',
        architecture: '',
        device: '',
        description: '',
        software: false,
        limits: {},
        features: [],
      }),
    );
    expect(facts.get('Vendor')).toBe('acme');
    expect(facts.get('Architecture')).toBe('not told by the browser');
    expect(facts.get('Computes on')).toBe('a GPU');
  });

  test.each([
    ['maxBufferSize', 268_435_456, '256 MiB'],
    ['maxStorageBufferBindingSize', 2 ** 31 - 4, '2.00 GiB'],
    ['maxComputeWorkgroupStorageSize', 16_384, '16 KiB'],
    ['maxComputeWorkgroupSizeX', 256, '256'],
    ['maxComputeInvocationsPerWorkgroup', 256, '256'],
    ['maxComputeWorkgroupsPerDimension', 65_535, '65,535'],
    ['minUniformBufferOffsetAlignment', 256, '256'],
  ])('limit %s of %d', (name, value, text) => {
    expect(limitText(name, value)).toBe(text);
  });

  test('limits have names in words', () => {
    expect(limitName('maxStorageBufferBindingSize')).toBe('Max storage buffer binding size');
    expect(limitName('maxTextureDimension2D')).toBe('Max texture dimension 2D');
  });
});
