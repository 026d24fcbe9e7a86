import { sql } from 'kysely'
import { Extensions, Field, ID, InputType, Int, ObjectType, createUnionType } from 'type-graphql'
import { staff } from '../shared/graphql/access.ts'
import { byKind, says } from '../shared/graphql/answer.ts'
import { enumOf } from '../shared/graphql/enum.ts'
import { connectionOf } from '../shared/graphql/page.ts'
import { IdempotencyKeyReused, InvalidInput, Refusal } from '../shared/graphql/refusal.types.ts'
import { mostOwnViews, mostSharedViews, savedViewList, type SavedViewList } from './saved-view.rules.ts'

export const SavedViewListEnum = enumOf(savedViewList, 'SavedViewList', 'A list of the dashboard.', {
  INTERVIEWS: 'Interviews.',
  SLOTS: 'Slots.',
  DELIVERIES: 'Emails.',
  APPLICATIONS: 'Applications.',
  CANDIDATES: 'Candidates.',
})

const queryText =
  'What the address of the list says behind its question mark: which filters, which order, which columns. Up to 30 names with values, up to 2,000 characters; never an address.'

@Extensions(staff)
@ObjectType('SavedView', {
  description:
    'What somebody wants to see of a list again, under a name: kept for themselves, or shared with the company.',
})
export class SavedViewType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string

  @Field(() => SavedViewListEnum, { description: 'Of which list.' })
  list!: SavedViewList

  @Field(() => String, { description: 'What it is called.' })
  name!: string

  @Field(() => String, { description: queryText })
  query!: string

  @Field(() => Boolean, { description: 'Whether everybody of the company who has the list sees it.' })
  isShared!: boolean

  @Field(() => Boolean, { description: 'Whether the viewer saved it.' })
  isOwn!: boolean

  @Field(() => Boolean, { description: 'Whether the list opens with it for the viewer.' })
  isDefault!: boolean

  /** Not a field: who saved it. */
  ownerId!: string
}

export const SavedViewConnection = connectionOf('SavedView', () => SavedViewType, staff)

@InputType({ description: 'What `createSavedView` needs.' })
export class CreateSavedViewInput {
  @Field(() => SavedViewListEnum, { description: 'Of which list.' })
  list!: SavedViewList

  @Field(() => String, { description: 'What it is called: up to 60 characters, one line.' })
  name!: string

  @Field(() => String, { description: queryText })
  query!: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to share it, for recruiters and admins; no where left out.',
  })
  isShared?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `updateSavedView` needs. What is left out stays.' })
export class UpdateSavedViewInput {
  @Field(() => ID, { description: 'Which one: of the asker, or a shared one, for recruiters and admins.' })
  viewId!: string

  @Field(() => String, { nullable: true, description: 'What it is called: up to 60 characters, one line.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: queryText })
  query?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it is shared; said by who saved it.' })
  isShared?: boolean | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `deleteSavedView` needs.' })
export class DeleteSavedViewInput {
  @Field(() => ID, { description: 'Which one: of the asker, or a shared one, for recruiters and admins.' })
  viewId!: string

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `orderSavedViews` needs.' })
export class OrderSavedViewsInput {
  @Field(() => SavedViewListEnum, { description: 'Of which list.' })
  list!: SavedViewList

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the shared ones, for recruiters and admins; the asker's own where left out.",
  })
  isShared?: boolean | null

  @Field(() => [ID], { description: 'In their order. One that is not named comes behind.' })
  viewIds!: string[]

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@InputType({ description: 'What `setDefaultView` needs.' })
export class SetDefaultViewInput {
  @Field(() => SavedViewListEnum, { description: 'Which list.' })
  list!: SavedViewList

  @Field(() => ID, { nullable: true, description: 'With which view it opens; with none where left out.' })
  viewId?: string | null

  @Field(() => String, { nullable: true, description: says.idempotencyKey })
  idempotencyKey?: string | null
}

@Extensions(staff)
@ObjectType({ implements: Refusal, description: 'A view of this list has this name already, letter case aside.' })
export class SavedViewAlreadyExists extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return 'A view of this list has this name already.'
  }

  @Field(() => String, { description: 'The name.' })
  name!: string
}

@Extensions(staff)
@ObjectType({
  implements: Refusal,
  description: `There are as many views of this list as may be: ${mostOwnViews} of one's own, ${mostSharedViews} shared ones.`,
})
export class TooManySavedViews extends Refusal {
  @Field(() => String, { description: 'What is true, in one English sentence.' })
  override message(): string {
    return `There may be ${this.most} such views of this list.`
  }

  @Field(() => Int, { description: 'How many there may be.' })
  most!: number
}

@Extensions(staff)
@ObjectType({ description: 'The view is gone; what it showed stays.' })
export class SavedViewDeleted {
  @Field(() => ID, { description: 'Which one it was.' })
  id!: string
}

@Extensions(staff)
@ObjectType({ description: 'The views in the order that they have now.' })
export class SavedViewsOrdered {
  /** Not a field: which ones. */
  ids!: string[]
}

@Extensions(staff)
@ObjectType({ description: 'With which view a list opens for the viewer.' })
export class DefaultViewSet {
  @Field(() => SavedViewListEnum, { description: 'Which list.' })
  list!: SavedViewList

  /** Not a field: with which one. */
  viewId!: string | null
}

export const SavedViewResult = createUnionType({
  name: 'SavedViewResult',
  description: 'What saving a view answers: the view as it is now, or why not.',
  types: () => [SavedViewType, SavedViewAlreadyExists, TooManySavedViews, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const DeleteSavedViewResult = createUnionType({
  name: 'DeleteSavedViewResult',
  description: 'What `deleteSavedView` answers: that it is gone, or why not.',
  types: () => [SavedViewDeleted, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const OrderSavedViewsResult = createUnionType({
  name: 'OrderSavedViewsResult',
  description: 'What `orderSavedViews` answers: the views in their order, or why not.',
  types: () => [SavedViewsOrdered, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

export const SetDefaultViewResult = createUnionType({
  name: 'SetDefaultViewResult',
  description: 'What `setDefaultView` answers: what was asked for, or why not.',
  types: () => [DefaultViewSet, InvalidInput, IdempotencyKeyReused] as const,
  resolveType: byKind,
})

/** Saved views, and who looks at them. */
export const savedViewsFor = (viewerId: string) => ({
  columns: sql<SavedViewType>`saved_view.id, saved_view.list, saved_view.name, saved_view.query,
    saved_view.is_shared as "isShared", saved_view.owner_id as "ownerId", saved_view.owner_id = ${viewerId} as "isOwn",
    chosen.view_id is not null as "isDefault"`,
  from: sql`saved_view left join default_view chosen on chosen.company_id = saved_view.company_id
    and chosen.view_id = saved_view.id and chosen.staff_member_id = ${viewerId}`,
  /** Those that the viewer sees. */
  where: sql`(saved_view.is_shared or saved_view.owner_id = ${viewerId})`,
})
