import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Slot } from '../slots/slot.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Interview } from '../interviews/interview.ts'

const InterviewerTimeSchema = defineEntity({
  name: 'InterviewerTime',
  tableName: 'interviewer_time',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    interviewer: () => ofSameCompany(StaffMember, 'interviewer_id'),
    /** Half-open range of instants, text form of Postgres: `[from,to)`. */
    occupied: p.text().columnType('tstzrange'),
    /**
     * The range again as two columns. Under a row policy Postgres looks up by an index only what cannot leak, and the
     * operators of ranges are not among it: by them it would read everything a person ever did.
     */
    occupiedFrom: p.datetime().nullable().generated('lower(occupied) stored'),
    occupiedUntil: p.datetime().nullable().generated('upper(occupied) stored'),
    slot: () => ofSameCompany(Slot, 'slot_id').nullable(),
    interview: () => ofSameCompany(Interview, 'interview_id').nullable(),
  },
  checks: [
    {
      name: 'interviewer_time_no_overlap',
      expression: 'exclude using gist (company_id with =, interviewer_id with =, occupied with &&)',
    },
    {
      name: 'interviewer_time_is_finite',
      expression:
        'not isempty(occupied) and not lower_inf(occupied) and not upper_inf(occupied) and lower_inc(occupied) and not upper_inc(occupied) and isfinite(lower(occupied)) and isfinite(upper(occupied))',
    },
    // Who looks for what overlaps a stretch begins to look this long before it.
    {
      name: 'interviewer_time_is_short',
      expression: "upper(occupied) - lower(occupied) <= '2 days'::interval",
    },
    { name: 'interviewer_time_has_one_cause', expression: 'num_nonnulls(slot_id, interview_id) = 1' },
  ],
  indexes: [{ name: 'interviewer_time_by_start', properties: ['company', 'interviewer', 'occupiedFrom'] }],
  uniques: [
    { name: 'interviewer_time_once_per_slot', properties: ['company', 'slot', 'interviewer'] },
    { name: 'interviewer_time_once_per_interview', properties: ['company', 'interview', 'interviewer'] },
  ],
})

/**
 * A stretch of time that an interviewer has given away. A slot takes it once, with its first booking, however many
 * candidates come; an interview without a slot takes its own. The exclusion constraint is the last word on overlap.
 */
export class InterviewerTime extends InterviewerTimeSchema.class {}
InterviewerTimeSchema.setClass(InterviewerTime)
