import type { TokenScope } from './token-scope.rules.ts'

/** A person of the company, by the role they have at this moment. */
export interface Staff {
  kind: 'STAFF'
  companyId: string
  id: string
  role: 'ADMIN' | 'RECRUITER' | 'INTERVIEWER'
}

/** The holder of an access key: their own interview and nothing else. */
export interface KeyHolder {
  kind: 'CANDIDATE'
  companyId: string
  /** The interview that the key opens. */
  id: string
}

/** The holder of a choose-a-slot link: finds a time for one round of one application. */
export interface Chooser {
  kind: 'CHOOSER'
  companyId: string
  /** The link. */
  id: string
}

/** A program that acts for its company with an API token. */
export interface TokenHolder {
  kind: 'TOKEN'
  companyId: string
  /** The token. */
  id: string
  /** What it may do at this moment; READ is among them. */
  scopes: readonly TokenScope[]
}

/** Greenroom itself: the worker, the clock. */
export interface System {
  kind: 'SYSTEM'
  companyId: string
  id: null
}

/** Who does something. */
export type Actor = Staff | KeyHolder | Chooser | TokenHolder | System

/** Who asks. Decided once per request from session, key or token, never from input, and frozen. */
export type Asker = Staff | KeyHolder | Chooser | TokenHolder | { kind: 'NOBODY' }

export const system = (companyId: string): System => ({ kind: 'SYSTEM', companyId, id: null })
