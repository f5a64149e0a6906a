import { ShapeError } from '../errors.ts';
import { describeTensor, type Tensor } from '../graph/tensor.ts';

/** @throws ShapeError if the shapes differ */
export function assertSameShape(name: string, a: Tensor, b: Tensor): void {
  if (a.shape.join() === b.shape.join()) return;
  throw new ShapeError(
    `${name}: ${describeTensor(a)} and ${describeTensor(b)} must have one shape`,
  );
}
