import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { Candidate } from './candidate.ts'

const MergedCandidateSchema = defineEntity({
  name: 'MergedCandidate',
  tableName: 'merged_candidate',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    /** What the entry was known by: links and reply addresses with it stay true. */
    id: p.uuid().primary(),
    /** Who it is now; never one that was merged itself. */
    candidate: () => ofSameCompany(Candidate, 'candidate_id'),
    mergedBy: () => ofSameCompany(StaffMember, 'merged_by_id').nullable(),
    mergedAt: p.datetime(),
  },
  indexes: [
    // The address that a person answers to names them and no company.
    { name: 'merged_candidate_by_id', properties: ['id'] },
    { name: 'merged_candidate_by_candidate', properties: ['company', 'candidate'] },
  ],
})

/** An entry that turned out to be somebody who had another one. Nothing of it is left but its id. */
export class MergedCandidate extends MergedCandidateSchema.class {}
MergedCandidateSchema.setClass(MergedCandidate)
