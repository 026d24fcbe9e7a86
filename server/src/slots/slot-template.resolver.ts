import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType } from '../companies/company.types.ts'
import { orToken, recruiting } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import type { makeCreateSlotTemplate } from './create-slot-template.ts'
import type { makeDeleteSlotTemplate } from './delete-slot-template.ts'
import {
  CreateSlotTemplateInput,
  CreateSlotTemplateResult,
  DeleteSlotTemplateInput,
  DeleteSlotTemplateResult,
  SlotTemplateAlreadyExists,
  SlotTemplateConnection,
  SlotTemplateType,
  UpdateSlotTemplateInput,
  UpdateSlotTemplateResult,
  interviewersOfTemplate,
  poolsOfTemplate,
  slotTemplateById,
  slotTemplateColumns,
  type SlotTemplateRow,
} from './slot-template.types.ts'
import { inPools } from './slot.types.ts'
import type { makeUpdateSlotTemplate } from './update-slot-template.ts'

const theTemplate = ({ reading }: Context, { id }: { id: string }) => slotTemplateById(reading).load(id)

@Resolver(() => SlotTemplateType)
export class SlotTemplateResolver {
  constructor(
    private readonly templates: {
      createSlotTemplate: ReturnType<typeof makeCreateSlotTemplate>
      updateSlotTemplate: ReturnType<typeof makeUpdateSlotTemplate>
      deleteSlotTemplate: ReturnType<typeof makeDeleteSlotTemplate>
    },
  ) {}

  @Extensions(orToken(recruiting, 'READ'))
  @Query(() => SlotTemplateConnection, { description: 'Named ways to open slots, by name.' })
  async slotTemplates(@Ctx() { reading }: Context, @Args(() => PageArgs) page: PageArgs) {
    return toConnection(
      await readPage(
        reading,
        {
          select: slotTemplateColumns,
          from: sql`slot_template`,
          where: [sql`slot_template.company_id = ${reading.companyId}`],
          order: [
            { column: sql`slot_template.name`, cast: 'text' },
            { column: sql`slot_template.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @FieldResolver(() => [StaffMemberType], {
    description: 'Who meets the candidates, by name; who has left the company is left out.',
  })
  interviewers(@Ctx() { reading }: Context, @Root() { id }: SlotTemplateRow) {
    return interviewersOfTemplate(reading).load(id)
  }

  @FieldResolver(() => [[StaffMemberType]], {
    description: 'Pools, of each of which any one meets the candidates; who has left the company is left out.',
  })
  async anyOf(@Ctx() { reading }: Context, @Root() { id }: SlotTemplateRow) {
    return inPools(await poolsOfTemplate(reading).load(id))
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => CreateSlotTemplateResult, { description: 'Gives a way to open slots a name.' })
  async createSlotTemplate(
    @Ctx() context: Context,
    @Arg('input', () => CreateSlotTemplateInput) input: CreateSlotTemplateInput,
  ) {
    return present(context, await this.templates.createSlotTemplate(context.actor, input), 'SlotTemplate', theTemplate)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => UpdateSlotTemplateResult, {
    description: 'Changes a template; what was opened from it stays as it was opened.',
  })
  async updateSlotTemplate(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSlotTemplateInput) input: UpdateSlotTemplateInput,
  ) {
    return present(context, await this.templates.updateSlotTemplate(context.actor, input), 'SlotTemplate', theTemplate)
  }

  @Extensions(orToken(recruiting, 'SCHEDULE'))
  @Mutation(() => DeleteSlotTemplateResult, { description: 'Forgets a template; what was opened from it stays.' })
  deleteSlotTemplate(
    @Ctx() context: Context,
    @Arg('input', () => DeleteSlotTemplateInput) input: DeleteSlotTemplateInput,
  ) {
    return this.templates.deleteSlotTemplate(context.actor, input)
  }
}

@Resolver(() => SlotTemplateAlreadyExists)
export class SlotTemplateAlreadyExistsResolver {
  @FieldResolver(() => SlotTemplateType, { description: 'The one that has it.' })
  template(@Ctx() { reading }: Context, @Root() { templateId }: SlotTemplateAlreadyExists) {
    return slotTemplateById(reading).load(templateId)
  }
}
