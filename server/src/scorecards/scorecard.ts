import { defineEntity, p } from '@mikro-orm/core'
import { itsCompany } from '../companies/company.ts'
import { StaffMember } from '../companies/staff-member.ts'
import { Interview } from '../interviews/interview.ts'
import { ofSameCompany, ownRows } from '../shared/columns.ts'
import { longestWords, recommendation, scoreBounds } from './scorecard.rules.ts'

const ScorecardSchema = defineEntity({
  name: 'Scorecard',
  tableName: 'scorecard',
  primaryKeys: ['company', 'id'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    id: p.uuid().primary(),
    interview: () => ofSameCompany(Interview, 'interview_id'),
    /** Who wrote it, one of those who met the candidate. */
    author: () => ofSameCompany(StaffMember, 'author_id'),
    /** Rises each time it is saved: who saves says what they had before them, so that no window overwrites another. */
    revision: p.integer(),
    /** When it was submitted for the first time; null while there is only a draft. */
    submittedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
  uniques: [{ name: 'scorecard_once_per_interviewer', properties: ['company', 'interview', 'author'] }],
})

/** What one interviewer says about one interview. */
export class Scorecard extends ScorecardSchema.class {}
ScorecardSchema.setClass(Scorecard)

const ScorecardVersionSchema = defineEntity({
  name: 'ScorecardVersion',
  tableName: 'scorecard_version',
  primaryKeys: ['company', 'scorecard', 'number'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    scorecard: () => ofSameCompany(Scorecard, 'scorecard_id').primary(),
    /** From 1. The latest submitted one counts. */
    number: p.integer().primary(),
    recommendation: p.enum(recommendation).nullable(),
    words: p.text().nullable(),
    savedAt: p.datetime(),
    /** Null while it is a draft, which only its writer sees. */
    submittedAt: p.datetime().nullable(),
  },
  uniques: [
    { name: 'scorecard_version_one_draft', properties: ['company', 'scorecard'], where: 'submitted_at is null' },
  ],
  checks: [
    {
      name: 'scorecard_version_recommends',
      expression: 'submitted_at is null or recommendation is not null',
    },
    { name: 'scorecard_version_words', expression: `char_length(words) <= ${longestWords}` },
  ],
})

/** A scorecard as it was saved or submitted once: corrections leave what was said before in place. */
export class ScorecardVersion extends ScorecardVersionSchema.class {}
ScorecardVersionSchema.setClass(ScorecardVersion)

const [lowest, highest] = scoreBounds

const ScorecardScoreSchema = defineEntity({
  name: 'ScorecardScore',
  tableName: 'scorecard_score',
  primaryKeys: ['company', 'scorecard', 'number', 'criterionId'],
  policies: [ownRows()],
  properties: {
    company: itsCompany,
    scorecard: () => ofSameCompany(Scorecard, 'scorecard_id').primary(),
    /** Of which version of the scorecard. */
    number: p.integer().primary(),
    /** A criterion of the version of the kit that the interview keeps. */
    criterionId: p.uuid().primary(),
    score: p.smallint().nullable(),
    notSeen: p.boolean(),
    words: p.text().nullable(),
  },
  checks: [
    { name: 'scorecard_score_bounds', expression: `score >= ${lowest} and score <= ${highest}` },
    { name: 'scorecard_score_seen', expression: 'not (not_seen and score is not null)' },
    { name: 'scorecard_score_words', expression: `char_length(words) <= ${longestWords}` },
  ],
})

/** What a version of a scorecard says by one criterion; there is none where it says nothing. */
export class ScorecardScore extends ScorecardScoreSchema.class {}
ScorecardScoreSchema.setClass(ScorecardScore)
