/** A text field as high as its text, also one that was folded away while it was filled: no script has to measure it. */
export const growing = { base: 'field-sizing-content min-h-16' } as const
