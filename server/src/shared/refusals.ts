export interface InvalidField {
  /** Where in the input, such as `slots.0.capacity`. */
  path: string
  message: string
}

/** The input cannot be right, whatever the state of things. */
export interface InvalidInput {
  kind: 'InvalidInput'
  fields: InvalidField[]
}

export const invalidInput = (...fields: InvalidField[]): InvalidInput => ({ kind: 'InvalidInput', fields })
