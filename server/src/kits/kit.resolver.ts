import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { staffMemberById, StaffMemberType } from '../companies/company.types.ts'
import { notFound } from '../shared/errors.ts'
import { orToken, recruiting, staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import { URL } from '../shared/graphql/scalars.ts'
import { containing } from '../shared/graphql/search.ts'
import { looksLikeId } from '../shared/id.ts'
import { language } from '../shared/language.ts'
import type { makeArchiveKit, makeRestoreKit } from './archive-kit.ts'
import type { makeCreateKit } from './create-kit.ts'
import { newestVersionOfKit, type KitVersionRow } from './kit-version.ts'
import {
  ArchiveKitInput,
  ArchiveKitResult,
  CreateKitInput,
  CreateKitResult,
  CriterionType,
  KitAlreadyExists,
  KitConnection,
  KitHasChanged,
  KitIsArchived,
  KitQuestionType,
  KitType,
  KitVersionType,
  QuestionText,
  QuestionVoiceType,
  RestoreKitInput,
  RestoreKitResult,
  UpdateKitInput,
  UpdateKitResult,
  kitById,
  kitColumns,
  type KitRow,
} from './kit.types.ts'
import type { makeUpdateKit } from './update-kit.ts'
import { voiceById, voicePath, type VoiceRow } from './voice-row.ts'

const theKit = ({ reading }: Context, { id }: { id: string }) => kitById(reading).load(id)

@Resolver(() => KitType)
export class KitResolver {
  constructor(
    private readonly kits: {
      createKit: ReturnType<typeof makeCreateKit>
      updateKit: ReturnType<typeof makeUpdateKit>
      archiveKit: ReturnType<typeof makeArchiveKit>
      restoreKit: ReturnType<typeof makeRestoreKit>
    },
  ) {}

  @Extensions(orToken(staff, 'READ'))
  @Query(() => KitConnection, { name: 'kits', description: 'Kits of the company, by name.' })
  async kitsByName(
    @Ctx() { reading }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('search', () => String, { nullable: true, description: 'Part of the name.' }) search?: string | null,
    @Arg('archived', () => Boolean, { nullable: true, description: 'The archived ones instead of the others.' })
    archived?: boolean | null,
  ) {
    return toConnection(
      await readPage(
        reading,
        {
          select: kitColumns,
          from: sql`kit`,
          where: [
            sql`company_id = ${reading.companyId}`,
            archived ? sql`archived_at is not null` : sql`archived_at is null`,
            ...containing(search, sql`kit.name`),
          ],
          order: [
            { column: sql`kit.name`, cast: 'text' },
            { column: sql`kit.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @Extensions(orToken(staff, 'READ'))
  @Query(() => KitType, { nullable: true, description: 'One kit; NOT_FOUND for an id of none.' })
  async kit(@Ctx() { reading }: Context, @Arg('id', () => ID) id: string) {
    const found = looksLikeId(id) ? await kitById(reading).load(id) : null
    if (!found) throw notFound()
    return found
  }

  @FieldResolver(() => KitVersionType, { description: 'What it is now: its newest version.' })
  version(@Ctx() { reading }: Context, @Root() { id }: KitRow) {
    return newestVersionOfKit(reading).load(id)
  }

  @Extensions(recruiting)
  @Mutation(() => CreateKitResult, { description: 'Writes down what a round asks and by what interviewers judge.' })
  async createKit(@Ctx() context: Context, @Arg('input', () => CreateKitInput) input: CreateKitInput) {
    return present(context, await this.kits.createKit(context.actor, input), 'Kit', theKit)
  }

  @Extensions(recruiting)
  @Mutation(() => UpdateKitResult, {
    description:
      'Says anew what a kit is. Other questions or criteria make a new version; interviews that keep an earlier one go on with that.',
  })
  async updateKit(@Ctx() context: Context, @Arg('input', () => UpdateKitInput) input: UpdateKitInput) {
    return present(context, await this.kits.updateKit(context.actor, input), 'Kit', theKit)
  }

  @Extensions(recruiting)
  @Mutation(() => ArchiveKitResult, {
    description: 'Takes a kit out of the choice. Rounds and interviews that have it keep it.',
  })
  async archiveKit(@Ctx() context: Context, @Arg('input', () => ArchiveKitInput) input: ArchiveKitInput) {
    return present(context, await this.kits.archiveKit(context.actor, input), 'Kit', theKit)
  }

  @Extensions(recruiting)
  @Mutation(() => RestoreKitResult, { description: 'Lets rounds choose an archived kit again.' })
  async restoreKit(@Ctx() context: Context, @Arg('input', () => RestoreKitInput) input: RestoreKitInput) {
    return present(context, await this.kits.restoreKit(context.actor, input), 'Kit', theKit)
  }
}

@Resolver(() => KitVersionType)
export class KitVersionResolver {
  @FieldResolver(() => KitType, { description: 'Of which kit it is a version.' })
  kit(@Ctx() { reading }: Context, @Root() { kitId }: KitVersionRow) {
    return kitById(reading).load(kitId)
  }

  @FieldResolver(() => [KitQuestionType], { description: 'What is asked, in this order.' })
  questions(@Root() version: KitVersionRow): KitQuestionType[] {
    const ownFirst = [version.language, ...language.filter((each) => each !== version.language)]
    return version.questions.map(({ texts, voices, maxFollowUps = 0, ...question }, index) => ({
      ...question,
      maxFollowUps,
      position: index + 1,
      texts: ownFirst.flatMap((each) => {
        const text = texts[each]
        return text === undefined ? [] : [{ language: each, text, voiceId: voices?.[each] ?? null }]
      }),
    }))
  }

  @FieldResolver(() => [CriterionType], { description: 'By what interviewers judge, in this order.' })
  criteria(@Root() { criteria }: KitVersionRow): CriterionType[] {
    return criteria.map((criterion, index) => ({ ...criterion, position: index + 1 }))
  }
}

@Resolver(() => QuestionText)
export class QuestionTextResolver {
  @FieldResolver(() => QuestionVoiceType, {
    nullable: true,
    description: 'Who has recorded these words, for candidates to hear; null where a machine reads them.',
  })
  voice(@Ctx() { reading }: Context, @Root() { voiceId }: QuestionText) {
    return voiceId === null ? null : voiceById(reading).load(voiceId)
  }
}

@Resolver(() => QuestionVoiceType)
export class QuestionVoiceResolver {
  @FieldResolver(() => StaffMemberType, { description: 'Whose voice it is.' })
  recordedBy(@Ctx() { reading }: Context, @Root() { recordedById }: VoiceRow) {
    return staffMemberById(reading).load(recordedById)
  }

  @FieldResolver(() => URL, {
    description:
      'Where everybody of the company hears it (audio/webm, audio/mp4, audio/ogg or audio/wav): GET with their session.',
  })
  url(@Root() { id }: VoiceRow): string {
    return voicePath(id)
  }
}

@Resolver(() => KitAlreadyExists)
export class KitAlreadyExistsResolver {
  @FieldResolver(() => KitType, { description: 'The one that has it.' })
  kit(@Ctx() { reading }: Context, @Root() { kitId }: KitAlreadyExists) {
    return kitById(reading).load(kitId)
  }
}

@Resolver(() => KitIsArchived)
export class KitIsArchivedResolver {
  @FieldResolver(() => KitType, { description: 'Which one.' })
  kit(@Ctx() { reading }: Context, @Root() { kitId }: KitIsArchived) {
    return kitById(reading).load(kitId)
  }
}

@Resolver(() => KitHasChanged)
export class KitHasChangedResolver {
  @FieldResolver(() => KitType, { description: 'The kit as it is now.' })
  kit(@Ctx() { reading }: Context, @Root() { kitId }: KitHasChanged) {
    return kitById(reading).load(kitId)
  }
}
