import { sql } from 'kysely'
import { z } from 'zod'
import { idempotencyKey, line, prose } from '../shared/input.ts'
import { useCase, type Transaction } from '../shared/use-case.ts'
import { readBrand } from './read-brand.ts'

/** An empty text takes a value away; what is left out stays as it is. */
const orNone = <T extends z.ZodType<string>>(schema: T) => z.literal('').or(schema).nullish()

/** Lines of a signature: more would push everything else out of sight. */
const mostLines = 8

/** What may be wished for a brand; a preview takes the same. */
export const brandInput = z.object({
  senderName: orNone(line(100)),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'Must be written #rrggbb.')
    .toLowerCase()
    .nullish(),
  signature: orNone(
    prose(500).refine((text) => text.split('\n').length <= mostLines, `Must not have more than ${mostLines} lines.`),
  ),
})

/** The row of the transaction's company, locked; the first change makes it, so that two at once lock the same one. */
export async function lockBrand(tx: Transaction): Promise<void> {
  await tx.rows(sql`insert into company_brand (company_id) values (${tx.companyId}) on conflict do nothing`)
  await tx.rows(sql`select from company_brand where company_id = ${tx.companyId} for update`)
}

/** Changes how the company's emails look and what it is called in them. Emails that leave from now on have it. */
export const makeUpdateCompanyBrand = useCase(
  'updateCompanyBrand',
  brandInput.extend({ removeLogo: z.boolean().nullish(), idempotencyKey }),
  async (tx, { removeLogo, ...wishes }) => {
    await lockBrand(tx)
    const before = await readBrand(tx)
    const after = {
      senderName: wishes.senderName == null ? before.senderName : wishes.senderName || null,
      colour: wishes.colour ?? before.colour,
      signature: wishes.signature == null ? before.signature : wishes.signature || null,
      logo: removeLogo ? null : before.logo,
    }
    const fields = (Object.keys(after) as (keyof typeof after)[]).filter((name) => after[name] !== before[name])
    if (fields.length > 0) {
      tx.write(sql`update company_brand set sender_name = ${after.senderName}, colour = ${after.colour},
          signature = ${after.signature}, logo_id = ${after.logo?.id ?? null}
        where company_id = ${tx.companyId}`)
      tx.record({ name: 'CompanyBrandChanged', about: { type: 'Company', id: tx.companyId }, fields })
    }
    return { kind: 'CompanyBrand' as const, id: tx.companyId }
  },
)
