import { defineEntity, p } from '@mikro-orm/core'

/*
 * The tables of the sign-in library, owned by our migrations. They belong to the installation and not to a company
 * (one person may work for several), so they carry no company; the role that serves requests has no grant on them.
 */

const AuthUserSchema = defineEntity({
  name: 'AuthUser',
  tableName: 'auth_user',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    email: p.text().unique(),
    emailVerified: p.boolean().default(false),
    image: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
})
export class AuthUser extends AuthUserSchema.class {}
AuthUserSchema.setClass(AuthUser)

const AuthSessionSchema = defineEntity({
  name: 'AuthSession',
  tableName: 'auth_session',
  properties: {
    id: p.uuid().primary(),
    user: () => p.manyToOne(AuthUser).updateRule('no action').deleteRule('cascade'),
    /** SHA-256 of the session token, never the token. */
    token: p.text().unique(),
    expiresAt: p.datetime(),
    /** For which of the person's companies it acts; null: the one they came to first. */
    actsFor: p.uuid().nullable(),
    ipAddress: p.text().nullable(),
    userAgent: p.text().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [{ name: 'auth_session_by_user', properties: ['user'] }],
})
export class AuthSession extends AuthSessionSchema.class {}
AuthSessionSchema.setClass(AuthSession)

const AuthAccountSchema = defineEntity({
  name: 'AuthAccount',
  tableName: 'auth_account',
  properties: {
    id: p.uuid().primary(),
    user: () => p.manyToOne(AuthUser).updateRule('no action').deleteRule('cascade'),
    accountId: p.text(),
    providerId: p.text(),
    accessToken: p.text().nullable(),
    refreshToken: p.text().nullable(),
    idToken: p.text().nullable(),
    accessTokenExpiresAt: p.datetime().nullable(),
    refreshTokenExpiresAt: p.datetime().nullable(),
    scope: p.text().nullable(),
    /** argon2id, in the PHC string format. */
    password: p.text().nullable(),
    /** Since when it is this one. */
    passwordSetAt: p.datetime().defaultRaw('now()'),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [{ name: 'auth_account_by_user', properties: ['user'] }],
})
export class AuthAccount extends AuthAccountSchema.class {}
AuthAccountSchema.setClass(AuthAccount)

const AuthVerificationSchema = defineEntity({
  name: 'AuthVerification',
  tableName: 'auth_verification',
  properties: {
    id: p.uuid().primary(),
    identifier: p.text().index(),
    value: p.text(),
    expiresAt: p.datetime(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p.datetime().defaultRaw('now()'),
  },
})
export class AuthVerification extends AuthVerificationSchema.class {}
AuthVerificationSchema.setClass(AuthVerification)

/** What somebody tries who may be guessing. */
export const tryKind = [
  'CURRENT_PASSWORD',
  'RESET_FROM',
  'RESET_FOR',
  'SECOND_FACTOR',
  'RECOVERY_CODE',
  'SIGN_IN',
  'SIGN_IN_FROM',
  'SIGN_IN_FOR',
] as const

const AuthTrySchema = defineEntity({
  name: 'AuthTry',
  tableName: 'auth_try',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(tryKind),
    /** Whose door is tried: an account or an email address, whether or not there is one; or from which network address. */
    whose: p.text(),
    at: p.datetime().defaultRaw('now()'),
    /** When a worker has looked for whose address it is; null where it has not, and for other kinds. */
    settledAt: p.datetime().nullable(),
  },
  indexes: [
    { name: 'auth_try_lately', properties: ['kind', 'whose', 'at'] },
    {
      name: 'auth_try_waiting',
      expression: `create index "auth_try_waiting" on "auth_try" ("at") where kind = 'RESET_FOR' and settled_at is null`,
    },
  ],
})
/** One of several tries: all processes count them together. */
export class AuthTry extends AuthTrySchema.class {}
AuthTrySchema.setClass(AuthTry)

const AuthSecondFactorSchema = defineEntity({
  name: 'AuthSecondFactor',
  tableName: 'auth_second_factor',
  properties: {
    user: () => p.oneToOne(AuthUser).primary().updateRule('no action').deleteRule('cascade'),
    /** What the phone and we know; sealed, because it must be read again. */
    secret: p.text(),
    /** Since when it is asked for; null until a first code was right. */
    confirmedAt: p.datetime().nullable(),
    /** The step of time of the newest code that was taken: it and those before are right no more. */
    lastStep: p.integer().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
})
/** What is asked of somebody besides their password. */
export class AuthSecondFactor extends AuthSecondFactorSchema.class {}
AuthSecondFactorSchema.setClass(AuthSecondFactor)

const AuthRecoveryCodeSchema = defineEntity({
  name: 'AuthRecoveryCode',
  tableName: 'auth_recovery_code',
  primaryKeys: ['user', 'hash'],
  properties: {
    user: () => p.manyToOne(AuthUser).primary().updateRule('no action').deleteRule('cascade'),
    /** HMAC of the code with the server's secret. */
    hash: p.text().primary(),
  },
})
/** A code for when the phone is gone. It goes with its use. */
export class AuthRecoveryCode extends AuthRecoveryCodeSchema.class {}
AuthRecoveryCodeSchema.setClass(AuthRecoveryCode)

const AuthPendingSignInSchema = defineEntity({
  name: 'AuthPendingSignIn',
  tableName: 'auth_pending_sign_in',
  properties: {
    id: p.uuid().primary(),
    user: () => p.manyToOne(AuthUser).updateRule('no action').deleteRule('cascade'),
    /** SHA-256 of the key, never the key. */
    keyHash: p.text().unique(),
    /** Which place in a company they come to with it, where they are just joining. */
    joinsId: p.uuid().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
  indexes: [{ name: 'auth_pending_sign_in_by_user', properties: ['user'] }],
})
/** A sign-in that waits for a code. It is no session. */
export class AuthPendingSignIn extends AuthPendingSignInSchema.class {}
AuthPendingSignInSchema.setClass(AuthPendingSignIn)
