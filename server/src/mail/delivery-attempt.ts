import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Delivery } from './delivery.ts'

const DeliveryAttemptSchema = defineEntity({
  name: 'DeliveryAttempt',
  tableName: 'delivery_attempt',
  primaryKeys: ['company', 'delivery', 'number'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    delivery: () => ofSameCompany(Delivery, 'delivery_id').primary(),
    /** From 1. Of many only the newest are kept. */
    number: p.integer().primary(),
    begunAt: p.datetime(),
    /** Null while it lasts, and for good where the worker died in the middle of it. */
    endedAt: p.datetime().nullable(),
    /** Null where it succeeded. */
    errorCode: p.text().nullable(),
    /** The SMTP command that was answered. */
    command: p.text().nullable(),
    serverResponse: p.text().nullable(),
  },
})

/** One try to hand an email over, and what the mail server said. */
export class DeliveryAttempt extends DeliveryAttemptSchema.class {}
DeliveryAttemptSchema.setClass(DeliveryAttempt)
