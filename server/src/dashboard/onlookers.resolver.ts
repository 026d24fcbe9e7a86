import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql'
import { StaffMemberType } from '../companies/company.types.ts'
import { InterviewType, type InterviewRow } from '../interviews/interview.types.ts'
import { orToken, staff } from '../shared/graphql/access.ts'
import type { Context } from '../shared/graphql/context.ts'
import { mostOnlookers, onlookersOfInterview } from './onlookers.ts'

@Resolver(() => InterviewType)
export class OnlookersOfInterviewResolver {
  @Extensions(orToken(staff, 'READ'))
  @FieldResolver(() => [StaffMemberType], {
    description: `Who else of the company has it open at this moment, by name, at most ${mostOnlookers}: whoever holds \`onlookersChanged\` for it and may see it.`,
  })
  async onlookers(@Ctx() { reading, actor }: Context, @Root() { id }: InterviewRow) {
    const all = await onlookersOfInterview(reading).load(id)
    return all.filter((onlooker) => onlooker.id !== actor.id).slice(0, mostOnlookers)
  }
}
