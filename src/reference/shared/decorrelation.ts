/** The constants of shaders/shared/decorrelation. */
interface Penalties {
  readonly OFF_DIAGONAL: number;
  readonly DIAGONAL: number;
}

/** Penalty of an element of a covariance, and what it has more than that of independent dimensions. */
export function penaltyOf({ OFF_DIAGONAL, DIAGONAL }: Penalties, element: number, same: boolean) {
  return { penalty: same ? DIAGONAL : OFF_DIAGONAL, excess: element - Number(same) };
}
