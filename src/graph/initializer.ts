/** The values of a parameter or variable before the first step. */
export type Initializer =
  /** Uniform in ±bound. `torch.nn.Linear` uses the bound 1/√fan_in. */
  | { readonly kind: 'uniform'; readonly bound: number }
  /** Normal with mean 0. */
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'constant'; readonly value: number }
  /**
   * A matrix [rows, columns] whose shorter side is orthonormal, times `gain`; other shapes are taken
   * as [first, rest].
   * Source: Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear
   * neural networks", 2013.
   */
  | { readonly kind: 'orthogonal'; readonly gain: number };
