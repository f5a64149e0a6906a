import { expect, it } from 'vitest';
import { llmsText } from '../../scripts/llms/write.mjs';

const report = (code: string) => `## API Report\n\n\`\`\`ts\n\n${code}\n\n\`\`\`\n`;

it('has the introduction, a line for each guide, and every declaration once', () => {
  const parts = {
    readme: '# lib\n\nDoes [it](#later).\n\n## Later\n\nNot this.\n',
    guides: [{ path: 'docs/data.md', text: '# Data\n\nRows are\nflat. More follows.\n' }],
    reports: new Map([
      ['index', report('// @public\nexport interface A {\n    // (undocumented)\n    b: 1;\n}')],
      [
        'worker',
        report('// @public\nexport interface A {\n    b: 1;\n}\n\n// @public\ntype C = 2;'),
      ],
    ]),
    description: 'A library.',
  };
  expect(llmsText(parts)).toBe(
    [
      '# lib\n\n> A library.\n\nDoes [it](README.md#later).\n\n## Guides\n\n- [Data](docs/data.md): Rows are flat.',
      '\n\n## API\n\nA declaration stands under the first entry that has it.',
      '\n\n### webgpu-vae\n\n```ts\nexport interface A {\n    b: 1;\n}\n```',
      '\n\n### webgpu-vae/worker\n\n```ts\ntype C = 2;\n```\n',
    ].join(''),
  );
});
