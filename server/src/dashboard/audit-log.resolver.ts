import { sql } from 'kysely'
import { Args, Ctx, Extensions, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql'
import { ApiTokenType, apiTokenById } from '../api-tokens/api-token.types.ts'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { adminOnly, orToken } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { PageArgs, connectionOf, readPage, toConnection } from '../shared/graphql/page.ts'
import { DateTime } from '../shared/graphql/scalars.ts'

export const ActorKind = enumOf(
  ['STAFF', 'CANDIDATE', 'CHOOSER', 'TOKEN', 'SYSTEM'],
  'ActorKind',
  'Who did something.',
  {
    STAFF: 'A staff member.',
    CANDIDATE: 'The holder of an access key.',
    CHOOSER: 'The holder of a choose-a-slot link.',
    TOKEN: 'A program with an API token.',
    SYSTEM: 'Greenroom itself.',
  },
)

@Extensions(orToken(adminOnly, 'ADMIN'))
@ObjectType('AuditEntry', { description: 'One line of the audit trail: ids and field names, never personal values.' })
export class AuditEntryType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => DateTime, { description: 'When it happened.' })
  at!: string

  @Field(() => String, { description: 'What happened, in the past tense, such as InterviewCancelled.' })
  action!: string

  @Field(() => ActorKind, { description: 'What kind of actor did it.' })
  actorKind!: keyof typeof ActorKind

  @Field(() => String, { description: 'The kind of thing it happened to, such as Interview.' })
  entityType!: string

  @Field(() => ID, { description: 'Its id.' })
  entityId!: string

  @Field(() => [String], { description: 'Names of the fields that changed.' })
  fields!: string[]
}

export const AuditEntryConnection = connectionOf('AuditEntry', () => AuditEntryType, orToken(adminOnly, 'ADMIN'))

interface AuditEntryRow {
  id: string
  at: string
  action: string
  actorKind: keyof typeof ActorKind
  actorId: string | null
  entityType: string
  entityId: string
  fields: string[]
}

@Resolver(() => AuditEntryType)
export class AuditLogResolver {
  @Extensions(orToken(adminOnly, 'ADMIN'))
  @Query(() => AuditEntryConnection, { description: 'The audit trail of the company, the newest first.' })
  async auditLog(@Ctx() { reading }: Context, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(
      await readPage(
        reading,
        {
          select: sql<AuditEntryRow>`id, at, action, actor_kind as "actorKind", actor_id as "actorId",
            entity_type as "entityType", entity_id as "entityId", fields`,
          from: sql`audit_entry`,
          where: [sql`company_id = ${reading.companyId}`],
          order: [
            { column: sql`at`, cast: 'timestamptz' },
            { column: sql`id`, cast: 'uuid' },
          ],
          descending: true,
        },
        page,
      ),
    )
  }

  @FieldResolver(() => ApiTokenType, { nullable: true, description: 'Which program did it, where it was one.' })
  apiToken(@Ctx() { reading }: Context, @Root() { actorKind, actorId }: AuditEntryRow) {
    return actorKind === 'TOKEN' && actorId ? apiTokenById(reading).load(actorId) : null
  }

  @FieldResolver(() => StaffMemberType, { nullable: true, description: 'Who did it, where it was a staff member.' })
  actor(@Ctx() { reading }: Context, @Root() { actorKind, actorId }: AuditEntryRow) {
    return actorKind === 'STAFF' && actorId ? staffMemberById(reading).load(actorId) : null
  }
}
