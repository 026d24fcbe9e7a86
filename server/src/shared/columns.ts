import { p, type Constructor, type EntityName, type PolicyDef } from '@mikro-orm/core'

/**
 * A reference to a row of the same company: the foreign key is on (company_id, column), so the database itself
 * refuses a row that points into another company.
 */
export const ofSameCompany = <T extends object>(entity: Constructor<T> & EntityName<T>, column: string) =>
  p
    .manyToOne(entity)
    .joinColumns('company_id', column)
    .ownColumns(column)
    .updateRule('no action')
    .deleteRule('no action')

/** The role as which requests are served: it owns nothing and cannot bypass the policies. */
export const appRole = 'greenroom_app'

/** The row policy of every table: a transaction sees and writes the rows of its own company and no other. */
export const ownRows = (column = 'company_id'): PolicyDef => ({
  name: 'own_company',
  roles: [appRole],
  using: `${column} = current_setting('greenroom.company_id')::uuid`,
  check: `${column} = current_setting('greenroom.company_id')::uuid`,
})
