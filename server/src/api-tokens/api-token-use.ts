import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { ApiToken } from './api-token.ts'

const ApiTokenUseSchema = defineEntity({
  name: 'ApiTokenUse',
  tableName: 'api_token_use',
  primaryKeys: ['company', 'token'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    token: () => ofSameCompany(ApiToken, 'token_id').primary(),
    /** When the window began of which these are the sums. */
    since: p.datetime(),
    /** Requests that processes have taken for their programs; some of them may not have come. */
    requests: p.integer(),
    /** Values that operations might bring, likewise. */
    cost: p.integer(),
  },
})

/** What the program with a token has used of its limits, at all instances together. */
export class ApiTokenUse extends ApiTokenUseSchema.class {}
ApiTokenUseSchema.setClass(ApiTokenUse)
