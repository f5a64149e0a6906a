import type { SkippedFile } from '../imageSet.ts';
import type { ImageStack } from '../images/imageStack.ts';
import type { LabelVector } from './arrayImages.ts';

type Labelled = Pick<ImageStack, 'name' | 'count' | 'labels'>;

/**
 * Assigns label files to image files that have the same number of rows and no labels yet. Among
 * several, the one whose name has the longest common prefix with that of the labels is chosen, as
 * with `train-labels` and `train-images`.
 */
export function matchLabels<S extends Labelled>(
  stacks: readonly S[],
  vectors: readonly LabelVector[],
): { readonly stacks: readonly S[]; readonly skipped: readonly SkippedFile[] } {
  const result = [...stacks];
  const skipped: SkippedFile[] = [];
  for (const { name, labels } of vectors) {
    const fitting = result
      .filter((stack) => stack.count === labels.length && stack.labels === undefined)
      .sort((a, b) => commonPrefix(b.name, name) - commonPrefix(a.name, name));
    const [best] = fitting;
    if (best) result[result.indexOf(best)] = { ...best, labels };
    else {
      const reason =
        `it holds ${labels.length} labels, and no file of ${labels.length} images without labels is there ` +
        'that they could belong to';
      skipped.push({ name, reason });
    }
  }
  return { stacks: result, skipped };
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
