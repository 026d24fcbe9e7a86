import { sql } from 'kysely'
import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import { StaffMemberType, staffMemberById } from '../companies/company.types.ts'
import { staff } from '../shared/graphql/access.ts'
import { present } from '../shared/graphql/answer.ts'
import type { Context } from '../shared/graphql/context.ts'
import { PageArgs, readPage, toConnection } from '../shared/graphql/page.ts'
import type { makeCreateSavedView } from './create-saved-view.ts'
import type { makeDeleteSavedView } from './delete-saved-view.ts'
import type { makeOrderSavedViews } from './order-saved-views.ts'
import { hasList, savedViewList, type SavedViewList } from './saved-view.rules.ts'
import {
  CreateSavedViewInput,
  DefaultViewSet,
  DeleteSavedViewInput,
  DeleteSavedViewResult,
  OrderSavedViewsInput,
  OrderSavedViewsResult,
  SavedViewConnection,
  SavedViewListEnum,
  SavedViewResult,
  SavedViewType,
  SavedViewsOrdered,
  SetDefaultViewInput,
  SetDefaultViewResult,
  UpdateSavedViewInput,
  savedViewsFor,
} from './saved-view.types.ts'
import type { makeSetDefaultView } from './set-default-view.ts'
import type { makeUpdateSavedView } from './update-saved-view.ts'

/** Views that the viewer sees, by their ids. */
async function theViews({ reading, actor }: Context, ids: readonly string[]): Promise<SavedViewType[]> {
  const { columns, from, where } = savedViewsFor(actor.id)
  const rows = await reading.rows(sql<SavedViewType>`select ${columns} from ${from}
    where saved_view.company_id = ${reading.companyId} and saved_view.id = any(${ids}) and ${where}`)
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}

@Resolver(() => SavedViewType)
export class SavedViewResolver {
  constructor(
    private readonly views: {
      createSavedView: ReturnType<typeof makeCreateSavedView>
      updateSavedView: ReturnType<typeof makeUpdateSavedView>
      deleteSavedView: ReturnType<typeof makeDeleteSavedView>
      orderSavedViews: ReturnType<typeof makeOrderSavedViews>
      setDefaultView: ReturnType<typeof makeSetDefaultView>
    },
  ) {}

  @Extensions(staff)
  @Query(() => SavedViewConnection, {
    description:
      "The viewer's saved views and those that their company shares, of one list or of all that they have: their own first, then in the order that people gave them. Those of one list fit on a page of 50.",
  })
  async savedViews(
    @Ctx() { reading, actor }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('list', () => SavedViewListEnum, { nullable: true, description: 'Of this list.' }) list?: SavedViewList | null,
  ) {
    const { columns, from, where } = savedViewsFor(actor.id!)
    const role = actor.kind === 'STAFF' ? actor.role : 'INTERVIEWER'
    const lists = savedViewList.filter((each) => hasList(role, each) && (list == null || each === list))
    return toConnection(
      await readPage(
        reading,
        {
          select: columns,
          from,
          where: [sql`saved_view.company_id = ${reading.companyId}`, sql`saved_view.list = any(${lists})`, where],
          order: [
            { column: sql`saved_view.is_shared::integer`, cast: 'integer' },
            { column: sql`saved_view.position`, cast: 'integer' },
            { column: sql`saved_view.id`, cast: 'uuid' },
          ],
        },
        page,
      ),
    )
  }

  @FieldResolver(() => StaffMemberType, { description: 'Who saved it.' })
  owner(@Ctx() { reading }: Context, @Root() { ownerId }: SavedViewType) {
    return staffMemberById(reading).load(ownerId)
  }

  @Extensions(staff)
  @Mutation(() => SavedViewResult, { description: 'Keeps what somebody sees of a list under a name.' })
  async createSavedView(
    @Ctx() context: Context,
    @Arg('input', () => CreateSavedViewInput) input: CreateSavedViewInput,
  ) {
    const answer = await this.views.createSavedView(context.actor, input)
    return present(context, answer, 'SavedView', async (after, { id }) => (await theViews(after, [id]))[0] ?? null)
  }

  @Extensions(staff)
  @Mutation(() => SavedViewResult, {
    description: 'Renames a view, lets it show something else, shares it or takes it back.',
  })
  async updateSavedView(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSavedViewInput) input: UpdateSavedViewInput,
  ) {
    const answer = await this.views.updateSavedView(context.actor, input)
    return present(context, answer, 'SavedView', async (after, { id }) => (await theViews(after, [id]))[0] ?? null)
  }

  @Extensions(staff)
  @Mutation(() => DeleteSavedViewResult, { description: 'Forgets a view. What it showed stays.' })
  async deleteSavedView(
    @Ctx() context: Context,
    @Arg('input', () => DeleteSavedViewInput) input: DeleteSavedViewInput,
  ) {
    const answer = await this.views.deleteSavedView(context.actor, input)
    await context.afresh()
    return answer
  }

  @Extensions(staff)
  @Mutation(() => OrderSavedViewsResult, { description: 'Sorts the views of a list.' })
  async orderSavedViews(
    @Ctx() context: Context,
    @Arg('input', () => OrderSavedViewsInput) input: OrderSavedViewsInput,
  ) {
    const answer = await this.views.orderSavedViews(context.actor, input)
    await context.afresh()
    return answer
  }

  @Extensions(staff)
  @Mutation(() => SetDefaultViewResult, { description: 'Says with which view a list opens for the viewer.' })
  async setDefaultView(@Ctx() context: Context, @Arg('input', () => SetDefaultViewInput) input: SetDefaultViewInput) {
    const answer = await this.views.setDefaultView(context.actor, input)
    await context.afresh()
    return answer
  }
}

@Resolver(() => SavedViewsOrdered)
export class SavedViewsOrderedResolver {
  @FieldResolver(() => [SavedViewType], { description: 'In their order.' })
  views(@Ctx() context: Context, @Root() { ids }: SavedViewsOrdered) {
    return theViews(context, ids)
  }
}

@Resolver(() => DefaultViewSet)
export class DefaultViewSetResolver {
  @FieldResolver(() => SavedViewType, { nullable: true, description: 'With which one; null for none.' })
  async view(@Ctx() context: Context, @Root() { viewId }: DefaultViewSet) {
    return viewId ? ((await theViews(context, [viewId]))[0] ?? null) : null
  }
}
