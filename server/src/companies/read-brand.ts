import { sql } from 'kysely'
import type { Transaction } from '../shared/use-case.ts'
import { defaultBrand, type Brand } from './company-brand.rules.ts'

/** A company's logo, as far as an email must know it. */
export interface Logo {
  id: string
  /** Of the picture, in pixels. */
  width: number
  height: number
}

export interface BrandOfCompany extends Brand {
  /** The company's own name. */
  companyName: string
  logo: Logo | null
}

/** The brand of the reader's company; the default one where it has chosen nothing. */
export async function readBrand(reader: Pick<Transaction, 'companyId' | 'rows'>): Promise<BrandOfCompany> {
  const [row] = await reader.rows(sql<{
    companyName: string
    senderName: string | null
    colour: string | null
    signature: string | null
    logoId: string | null
    width: number | null
    height: number | null
  }>`select company.name as "companyName", brand.sender_name as "senderName", brand.colour, brand.signature,
      brand.logo_id as "logoId", logo.width, logo.height
    from company
    left join company_brand brand on brand.company_id = company.id
    left join company_logo logo on logo.company_id = brand.company_id and logo.id = brand.logo_id
    where company.id = ${reader.companyId}`)
  if (!row) throw new Error('The company of this reader is not there.')
  const { companyName, senderName, colour, signature, logoId, width, height } = row
  return {
    companyName,
    senderName,
    colour: colour ?? defaultBrand.colour,
    signature,
    logo: logoId && { id: logoId, width: width!, height: height! },
  } as BrandOfCompany
}
