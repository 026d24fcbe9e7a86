import { sql } from 'kysely'
import { ask } from '../shared/connection.ts'
import type { Database } from '../shared/database.ts'
import { looksLikeId } from '../shared/id.ts'
import type { LogoType } from './company-brand.rules.ts'

/** The address of a logo, where mail programs can fetch it; null where they cannot. */
export type LogoUrl = (logoId: string) => string | null

/** Mail programs fetch pictures over https only; and what is reached by http is a machine of somebody's own. */
export const makeLogoUrl =
  (publicUrl: string): LogoUrl =>
  (logoId) =>
    publicUrl.startsWith('https:') ? `${publicUrl}/logo/${logoId}` : null

const mediaTypes: Record<LogoType, string> = { PNG: 'image/png', JPEG: 'image/jpeg', WEBP: 'image/webp' }

/**
 * The file behind a logo's address. Whose it is, nobody knows who asks: emails are read by anybody, so this one statement
 * looks across companies. A logo is no secret.
 */
export async function logoFile(database: Database, id: string): Promise<{ mediaType: string; bytes: Buffer } | null> {
  if (!looksLikeId(id)) return null
  const [row] = await ask(
    database,
    sql<{ type: LogoType; bytes: Buffer }>`select type, bytes from company_logo where id = ${id}`,
  )
  return row ? { mediaType: mediaTypes[row.type], bytes: row.bytes } : null
}
