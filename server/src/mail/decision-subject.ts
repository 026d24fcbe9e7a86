import { sql } from 'kysely'
import type { ApplicationStatus } from '../candidates/application.rules.ts'
import type { Language } from '../shared/language.ts'
import type { Transaction } from '../shared/use-case.ts'
import { badAddressOf, type BadAddress } from './bad-address.ts'
import type { Subject } from './subject.ts'

interface DecidedRow {
  status: ApplicationStatus
  decidedAt: string | null
  candidateId: string
  candidateName: string
  candidateEmail: string | null
  badAddress: BadAddress | null
  language: Language
  jobTitle: string
  companyName: string
}

const day = 86_400_000

/** The decision that an email tells, and everything that it says of it. */
export async function readDecision(tx: Transaction, applicationId: string): Promise<Subject> {
  const [row] = await tx.rows(sql<DecidedRow>`select application.status, application.decided_at as "decidedAt",
      candidate.id as "candidateId", candidate.name as "candidateName", candidate.email as "candidateEmail",
      ${badAddressOf('candidate')} as "badAddress",
      candidate.language, job.title as "jobTitle", company.name as "companyName"
    from application
    join candidate on candidate.company_id = application.company_id and candidate.id = application.candidate_id
    join job on job.company_id = application.company_id and job.id = application.job_id
    join company on company.id = application.company_id
    where application.company_id = ${tx.companyId} and application.id = ${applicationId}`)
  if (!row) throw new Error(`Application ${applicationId} is gone, and its email is there.`)
  const { status, candidateName, companyName, jobTitle, language } = row
  const decision = status === 'APPROVED' || status === 'REJECTED' ? status : null
  return {
    isOvertaken: decision === null,
    // Later than that it would come out of nowhere.
    notAfter: new Date((row.decidedAt ? Date.parse(row.decidedAt) : tx.now.getTime()) + 2 * day),
    recipient: { id: row.candidateId, name: candidateName, email: row.candidateEmail, badAddress: row.badAddress },
    company: { name: companyName },
    tells: null,
    mail(head) {
      if (!decision) throw new Error(`Application ${applicationId} is not decided.`)
      return { ...head, kind: 'DECISION', decision, language, candidateName, companyName, jobTitle }
    },
  }
}
