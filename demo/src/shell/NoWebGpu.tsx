import { DescriptionList } from '../parts/DescriptionList.tsx';
import { Panel } from '../parts/Panel.tsx';
import type { Support } from '../session/support.ts';

const BROWSERS: readonly (readonly [string, string])[] = [
  ['Chrome, Edge', '113 or later on Windows, macOS and ChromeOS; 121 or later on Android 12'],
  ['Safari', '26 or later on macOS, iOS, iPadOS and visionOS'],
  ['Firefox', '141 or later on Windows; 145 or later on macOS with Apple silicon'],
  [
    'Chrome on Linux',
    'start it with --enable-unsafe-webgpu --enable-features=Vulkan, or set chrome://flags/#enable-unsafe-webgpu',
  ],
  [
    'Without a GPU',
    'Chrome started with --enable-unsafe-webgpu --use-webgpu-adapter=swiftshader computes on the CPU',
  ],
];

/**
 * Shown instead of the views if the page cannot train, with WebGPU or WebAssembly: the reason, and what
 * to do.
 */
export function NoWebGpu({ support }: { readonly support: Support }) {
  return (
    <Panel title="This page cannot train here">
      <p role="alert">{reason(support)}</p>
      <h3 class="spaced">Where it works</h3>
      <DescriptionList class="browsers" entries={BROWSERS} />
      <p class="spaced">
        <a href="https://caniuse.com/webgpu" target="_blank" rel="noreferrer">
          All browsers and versions
        </a>
        ; without WebGPU a browser with WebAssembly SIMD will do, of 2023 or later. In Chrome,
        chrome://gpu says what is switched off and why.
      </p>
    </Panel>
  );
}

function reason(support: Support): string {
  if (support.kind === 'no-adapter') {
    return 'WebGPU is there, but it gives no adapter: the GPU or its driver is blocked, missing, or switched off.';
  }
  if (support.kind === 'no-webgpu' && !support.secure) {
    return 'WebGPU needs a page from https or localhost, and this page came another way.';
  }
  return 'This version of the browser does not have WebGPU, or it is switched off.';
}
