import { passwordLength } from './password-length'
import type { Problem } from './problems'

/** Something must stand there besides blanks. */
export const nameProblems = (text: string, field = 'name'): Problem[] =>
  text.trim() ? [] : [{ name: field, code: 'nameMissing' }]

/** It has the look of an address; whether emails arrive there is told by sending one. Blanks around it do not matter. */
export const emailProblems = (text: string): Problem[] =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? [] : [{ name: 'email', code: 'emailMalformed' }]

/** A new password is long enough, counted in characters as people see them typed. */
export const newPasswordProblems = (text: string): Problem[] =>
  [...text].length >= passwordLength.least
    ? []
    : [{ name: 'password', code: 'passwordTooShort', facts: { least: passwordLength.least } }]
