import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { describeAdapter } from '../../src/gpu/describeAdapter.ts';

type Names = [vendor: string, architecture: string, device: string, description: string];

const software = (
  [vendor, architecture, device, description]: Names,
  isFallbackAdapter = false,
): boolean =>
  describeAdapter({
    vendor,
    architecture,
    device,
    description,
    isFallbackAdapter,
  } as GPUAdapterInfo).software;

// As Dawn in Node, Chrome (without and with its developer features) and wgpu name them.
const SOFTWARE: [string, Names][] = [
  [
    'lavapipe in Node',
    [
      'mesa',
      'software',
      'llvmpipe-llvm-15-0-6-256-bits-',
      'llvmpipe: Mesa 25.0.7-2~bpo12+1 (LLVM 15.0.6) 0.0.1',
    ],
  ],
  ['lavapipe in Chrome', ['mesa', 'software', '', '']],
  ['lavapipe in Deno', ['65541', '', '0', 'llvmpipe (LLVM 15.0.6, 256 bits)']],
  [
    'SwiftShader in Node',
    ['google', 'swiftshader', 'swiftshader-device-subzero-', 'SwiftShader driver 5.0.0'],
  ],
  ['SwiftShader in Chrome', ['google', 'swiftshader', '', '']],
  ['SwiftShader in Deno', ['6880', '', '49374', 'SwiftShader Device (Subzero)']],
  ['WARP in Chrome', ['microsoft', 'warp', '', '']],
  [
    'WARP in Node',
    ['microsoft', '', 'microsoft-basic-render-driver', 'D3D12 driver version 10.0.19041.546'],
  ],
  ['WARP by its name', ['', '', '0x8c', 'Microsoft Basic Render Driver']],
];

const HARDWARE: [string, Names][] = [
  ['NVIDIA in Node', ['nvidia', 'hopper', 'nvidia-h100-80gb-hbm3', 'NVIDIA: 550.54.15 550.54.15']],
  ['NVIDIA in Chrome', ['nvidia', 'turing', '', '']],
  ['AMD through Mesa', ['amd', 'rdna-2', 'amd-radeon-rx-6800-radv-navi21-', 'radv: Mesa 25.0.7']],
  [
    'Intel through Mesa',
    [
      'intel',
      'gen-12lp',
      'intel-r-iris-r-xe-graphics-',
      'Intel open-source Mesa driver: Mesa 25.0.7',
    ],
  ],
  ['Apple', ['apple', 'metal-3', 'apple-m2', 'Metal driver on macOS Version 14.5']],
  ['Parallels on Windows', ['parallels', '', 'parallels-display-adapter-wddm-', '']],
  ['a browser that hides all names', ['', '', '', '']],
];

test.each(SOFTWARE)('%s computes on the CPU', (_, names) => {
  expect(software(names)).toBe(true);
});

test.each(HARDWARE)('%s is hardware', (_, names) => {
  expect(software(names)).toBe(false);
});

test('an adapter that says it is a fallback needs no name', () => {
  expect(software(['', '', '', ''], true)).toBe(true);
});

test.each([undefined, null, 'nvidia', 5, []])('%j is no adapter', (info) => {
  const describeIt = () => describeAdapter(info as never);
  expect(describeIt).toThrow(ConfigError);
  expect(describeIt).toThrow('describeAdapter takes the `info` of a GPUAdapter, got');
});
