import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** Elements that a workgroup processes at a time. */
const WIDTH = 256;

/**
 * squares[part] = Σ gradient² over gradient [P]; a part takes every PARTS-th run of 256 elements
 */
export const gradientSquares: Twin<'gradient_squares'> = ({ constants }, gradient, squares) => {
  const { P, PARTS } = constants;
  squares.fill(0);
  for (let i = 0; i < P; i++) {
    put(squares, Math.floor(i / WIDTH) % PARTS, at(gradient, i) ** 2, true);
  }
};
