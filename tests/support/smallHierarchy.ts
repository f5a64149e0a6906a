/** The families of hierarchies. */
export const HIERARCHIES = ['hierarchical', 'ladder'] as const;

/** A hierarchy of two narrow levels. */
export function smallHierarchy(family: (typeof HIERARCHIES)[number], input: number) {
  return {
    family,
    input,
    levels: [
      {
        size: 5,
        encoder: [{ kind: 'dense', units: 10 }],
        decoder: [{ kind: 'dense', units: 10 }],
      },
      { size: 3, encoder: [{ kind: 'dense', units: 6 }], decoder: [{ kind: 'dense', units: 6 }] },
    ],
  } as const;
}
