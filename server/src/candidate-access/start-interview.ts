import { z } from 'zod'
import { Company } from '../companies/company.ts'
import { Interview } from '../interviews/interview.ts'
import { noteArrival } from '../interviews/note-arrival.ts'
import { moveInterview } from '../interviews/move-interview.ts'
import { findAndLock } from '../shared/find.ts'
import { useCase } from '../shared/use-case.ts'
import { admissionWindow, whyNotStart, type AdmissionRefusal } from './admission.rules.ts'

const input = z.object({ interviewId: z.string() })

/** The candidate presses Start. Pressed again, also after a reload, it lets them back in and changes nothing. */
export const makeStartInterview = useCase(
  'startInterview',
  input,
  async (tx, { interviewId }): Promise<AdmissionRefusal | { kind: 'CandidateInterview'; id: string }> => {
    const interview = await findAndLock(tx, Interview, interviewId)
    const company = await tx.em.findOneOrFail(Company, tx.companyId)
    const window = admissionWindow(interview.startsAt, company, interview.candidateLateMinutes)
    const refusal = whyNotStart(interview, window, tx.now)
    if (refusal) return refusal
    if (interview.status === 'SCHEDULED') {
      moveInterview(tx, interview, 'IN_PROGRESS')
      // Who begins to meet somebody is here.
      if (interview.mode !== 'SELF_GUIDED') noteArrival(interview, { state: 'HERE', lateMinutes: null }, tx.now)
    }
    return { kind: 'CandidateInterview', id: interview.id }
  },
)
