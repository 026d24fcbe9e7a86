import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { savedViewList } from './saved-view.rules.ts'

const SavedViewSchema = defineEntity({
  name: 'SavedView',
  tableName: 'saved_view',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    list: p.enum(savedViewList),
    /** Who saved it. Unless it is shared, nobody else sees it. */
    owner: () => ofSameCompany(StaffMember, 'owner_id'),
    isShared: p.boolean(),
    name: p.text(),
    /** What the list's address says behind its question mark. */
    query: p.text(),
    /** Its place among its owner's, or among the shared ones: the smallest first. */
    position: p.integer(),
    createdAt: p.datetime(),
  },
  checks: [
    { name: 'saved_view_name', expression: 'char_length(name) >= 1 and char_length(name) <= 60' },
    { name: 'saved_view_query', expression: 'char_length(query) <= 2000' },
  ],
  indexes: [
    {
      name: 'saved_view_own_name',
      expression: `create unique index "saved_view_own_name" on "saved_view" ("company_id", "owner_id", "list", lower("name")) where not is_shared`,
    },
    {
      name: 'saved_view_shared_name',
      expression: `create unique index "saved_view_shared_name" on "saved_view" ("company_id", "list", lower("name")) where is_shared`,
    },
  ],
})

/** What somebody wants to see of a list again: how it is narrowed down, sorted and laid out, under a name. */
export class SavedView extends SavedViewSchema.class {}
SavedViewSchema.setClass(SavedView)

const DefaultViewSchema = defineEntity({
  name: 'DefaultView',
  tableName: 'default_view',
  primaryKeys: ['company', 'staffMember', 'list'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    staffMember: () => ofSameCompany(StaffMember, 'staff_member_id').primary(),
    list: p.enum(savedViewList).primary(),
    view: () => ofSameCompany(SavedView, 'view_id'),
  },
  indexes: [{ name: 'default_view_by_view', properties: ['company', 'view'] }],
})

/** With which of the saved views a list opens for somebody. */
export class DefaultView extends DefaultViewSchema.class {}
DefaultViewSchema.setClass(DefaultView)
