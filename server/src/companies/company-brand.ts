import { defineEntity, p } from '@mikro-orm/core'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { defaultBrand, logoBounds, logoType } from './company-brand.rules.ts'
import { itsCompany } from './company.ts'

const CompanyLogoSchema = defineEntity({
  name: 'CompanyLogo',
  tableName: 'company_logo',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    /** Also its address: another picture is another logo. */
    id: p.uuid().primary(),
    type: p.enum(logoType),
    /** Of the picture, in pixels. */
    width: p.integer(),
    height: p.integer(),
    bytes: p.blob(),
    createdAt: p.datetime(),
  },
  uniques: [{ name: 'company_logo_by_id', properties: ['id'] }],
  checks: [{ name: 'company_logo_bytes', expression: `octet_length(bytes) <= ${logoBounds.bytes}` }],
})

/** A picture that a company shows in its emails. It never changes, and stays for the emails that were sent with it. */
export class CompanyLogo extends CompanyLogoSchema.class {}
CompanyLogoSchema.setClass(CompanyLogo)

const CompanyBrandSchema = defineEntity({
  name: 'CompanyBrand',
  tableName: 'company_brand',
  primaryKeys: ['company'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    senderName: p.text().nullable(),
    colour: p.text().default(defaultBrand.colour),
    signature: p.text().nullable(),
    logo: () => ofSameCompany(CompanyLogo, 'logo_id').nullable(),
  },
  checks: [{ name: 'company_brand_colour', expression: "colour ~ '^#[0-9a-f]{6}$'" }],
})

/** How a company looks and what it is called in its emails. One that has chosen nothing has no row. */
export class CompanyBrand extends CompanyBrandSchema.class {}
CompanyBrandSchema.setClass(CompanyBrand)
