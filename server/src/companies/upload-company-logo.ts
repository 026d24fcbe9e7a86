import { sql } from 'kysely'
import { z } from 'zod'
import { newId } from '../shared/id.ts'
import { idempotencyKey } from '../shared/input.ts'
import { useCase } from '../shared/use-case.ts'
import { logosKept, whyNoLogo, type LogoProblem } from './company-brand.rules.ts'
import { readImage } from './logo-image.ts'
import { lockBrand } from './update-company-brand.ts'

const input = z.object({
  image: z.string().regex(/^[A-Za-z0-9+/\s]*={0,2}\s*$/, 'Is not base64.'),
  idempotencyKey,
})

type UploadAnswer = { kind: 'CompanyBrand'; id: string } | { kind: 'LogoIsUnusable'; reason: LogoProblem }

/** Gives the company a logo: bytes that are a picture by what is in them, whatever anybody says of them. */
export const makeUploadCompanyLogo = useCase(
  'uploadCompanyLogo',
  input,
  async (tx, { image }): Promise<UploadAnswer> => {
    const bytes = Buffer.from(image, 'base64')
    const facts = readImage(bytes)
    const reason = whyNoLogo(bytes.length, facts)
    if (reason) return { kind: 'LogoIsUnusable', reason }
    await lockBrand(tx)
    const id = newId()
    tx.insert('company_logo', {
      company_id: tx.companyId,
      id,
      type: facts!.type,
      width: facts!.width,
      height: facts!.height,
      bytes,
      created_at: tx.now,
    })
    tx.write(sql`update company_brand set logo_id = ${id} where company_id = ${tx.companyId}`)
    // Those that emails of long ago show give way, so that nobody fills the database with pictures.
    tx.write(sql`delete from company_logo where company_id = ${tx.companyId} and id in (
      select id from company_logo where company_id = ${tx.companyId} and id <> ${id}
      order by created_at desc, id desc offset ${logosKept - 1})`)
    tx.record({ name: 'CompanyBrandChanged', about: { type: 'Company', id: tx.companyId }, fields: ['logo'] })
    return { kind: 'CompanyBrand', id: tx.companyId }
  },
)
