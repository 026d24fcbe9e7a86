import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { adminOnly, orToken, recruiting } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { URL } from '../shared/graphql/scalars.ts'
import { logoBounds, logoProblem, type LogoProblem } from './company-brand.rules.ts'

const { bytes, leastPixels, mostPixels } = logoBounds

export const LogoProblemEnum = enumOf(logoProblem, 'LogoProblem', 'Why a file cannot be a logo.', {
  NO_IMAGE: 'It is no PNG, JPEG or WebP by its bytes, is cut off, is animated, or carries something else after it.',
  TOO_LARGE: `It has more than ${bytes} bytes.`,
  TOO_FEW_PIXELS: `A side has fewer than ${leastPixels} pixels.`,
  TOO_MANY_PIXELS: `A side has more than ${mostPixels} pixels.`,
})

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('CompanyLogo', { description: 'The picture that a company shows in its emails.' })
export class CompanyLogoType {
  @Field(() => ID, { description: 'Its id. Another picture is another logo.' })
  id!: string

  @Field(() => String, {
    description:
      'The path of its file at this server, such as `/logo/0199…`. It needs no sign-in, because emails show it, and may be kept for ever.',
  })
  path!: string

  @Field(() => Int, { description: 'Width of the picture in pixels.' })
  width!: number

  @Field(() => Int, { description: 'Height of the picture in pixels.' })
  height!: number
}

@Extensions(orToken(recruiting, 'READ'))
@ObjectType('CompanyBrand', { description: 'How a company looks and what it is called in its emails.' })
export class CompanyBrandType {
  @Field(() => ID, { description: 'That of the company.' })
  id!: string

  @Field(() => String, {
    description: "The name that emails come from: the one that was chosen, or the company's own.",
  })
  name!: string

  @Field(() => String, { nullable: true, description: "The name that was chosen; null where it is the company's own." })
  senderName!: string | null

  @Field(() => String, {
    description: 'Its colour as `#rrggbb`. Emails take it darker or lighter where it would not be read.',
  })
  colour!: string

  @Field(() => String, { nullable: true, description: 'Lines under each email; null where there are none.' })
  signature!: string | null

  @Field(() => CompanyLogoType, { nullable: true, description: 'Its logo; null where there is none.' })
  logo!: CompanyLogoType | null

  @Field(() => URL, {
    nullable: true,
    description:
      "Where mail programs fetch the logo. Null without a logo, and where this installation is not reached by https: emails show the initial of the company's name then.",
  })
  logoUrl!: string | null
}

@InputType({ description: 'What `updateCompanyBrand` needs. What is left out stays as it is.' })
export class UpdateCompanyBrandInput {
  @Field(() => String, {
    nullable: true,
    description: "The name that emails come from, up to 100 characters; an empty text for the company's own.",
  })
  senderName?: string | null

  @Field(() => String, { nullable: true, description: 'Its colour as `#rrggbb`.' })
  colour?: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Lines under each email, up to 500 characters and 8 lines; an empty text for none.',
  })
  signature?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether to show no logo any more.' })
  removeLogo?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `uploadCompanyLogo` needs.' })
export class UploadCompanyLogoInput {
  @Field(() => String, {
    description: `A PNG, JPEG or WebP in base64 (RFC 4648 section 4): at most ${bytes} bytes, and ${leastPixels} to ${mostPixels} pixels each way.`,
  })
  image!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType({ implements: Refusal, description: 'The file cannot be a logo.' })
export class LogoIsUnusable extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return {
      NO_IMAGE: 'This is no whole PNG, JPEG or WebP picture, or it is animated.',
      TOO_LARGE: `The file has more than ${bytes} bytes.`,
      TOO_FEW_PIXELS: `The picture has a side of fewer than ${leastPixels} pixels.`,
      TOO_MANY_PIXELS: `The picture has a side of more than ${mostPixels} pixels.`,
    }[this.reason]
  }

  @Field(() => LogoProblemEnum, { description: 'Why not.' })
  reason!: LogoProblem
}

export const UpdateCompanyBrandResult = createUnionType({
  name: 'UpdateCompanyBrandResult',
  description: 'What `updateCompanyBrand` answers: what was asked for, or why not.',
  types: () => [CompanyBrandType, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const UploadCompanyLogoResult = createUnionType({
  name: 'UploadCompanyLogoResult',
  description: 'What `uploadCompanyLogo` answers: what was asked for, or why not.',
  types: () => [CompanyBrandType, LogoIsUnusable, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})
