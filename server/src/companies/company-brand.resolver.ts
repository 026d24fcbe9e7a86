import { Arg, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql'
import { adminOnly, orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import {
  CompanyBrandType,
  UpdateCompanyBrandInput,
  UpdateCompanyBrandResult,
  UploadCompanyLogoInput,
  UploadCompanyLogoResult,
} from './company-brand.types.ts'
import type { LogoUrl } from './logo-file.ts'
import { readBrand } from './read-brand.ts'
import type { makeUpdateCompanyBrand } from './update-company-brand.ts'
import type { makeUploadCompanyLogo } from './upload-company-logo.ts'

@Resolver(() => CompanyBrandType)
export class CompanyBrandResolver {
  constructor(
    private readonly companies: {
      updateCompanyBrand: ReturnType<typeof makeUpdateCompanyBrand>
      uploadCompanyLogo: ReturnType<typeof makeUploadCompanyLogo>
    },
    private readonly logoUrl: LogoUrl,
  ) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => CompanyBrandType, { description: "How the company's emails look and what it is called in them." })
  companyBrand(@Ctx() context: Context): Promise<CompanyBrandType> {
    return this.#brand(context)
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UpdateCompanyBrandResult, {
    description: "Changes how the company's emails look. Emails that leave from now on have it.",
  })
  async updateCompanyBrand(
    @Ctx() context: Context,
    @Arg('input', () => UpdateCompanyBrandInput) input: UpdateCompanyBrandInput,
  ) {
    const answer = await this.companies.updateCompanyBrand(context.actor, input)
    return present(context, answer, 'CompanyBrand', (context) => this.#brand(context))
  }

  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Mutation(() => UploadCompanyLogoResult, {
    description: 'Gives the company a logo, which emails show beside what they say. Emails that were sent keep theirs.',
  })
  async uploadCompanyLogo(
    @Ctx() context: Context,
    @Arg('input', () => UploadCompanyLogoInput) input: UploadCompanyLogoInput,
  ) {
    const answer = await this.companies.uploadCompanyLogo(context.actor, input)
    return present(context, answer, 'CompanyBrand', (context) => this.#brand(context))
  }

  async #brand({ reading }: Context): Promise<CompanyBrandType> {
    const { companyName, logo, ...brand } = await readBrand(reading)
    return {
      id: reading.companyId,
      ...brand,
      name: brand.senderName ?? companyName,
      logo: logo && { ...logo, path: `/logo/${logo.id}` },
      logoUrl: logo && this.logoUrl(logo.id),
    }
  }
}
