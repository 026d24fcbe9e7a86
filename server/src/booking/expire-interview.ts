import { z } from 'zod'
import { admissionWindow, phaseOf } from '../candidate-access/admission.rules.ts'
import { Company } from '../companies/company.ts'
import type { MoveRefusal } from '../interviews/interview.rules.ts'
import { useCase } from '../shared/use-case.ts'
import { endInterview } from './end-interview.ts'
import { lockEngagement } from './lock-engagements.ts'

const input = z.object({ interviewId: z.string() })

/** The window of a self-guided interview has closed and nobody came: it is over, and the application is free again. */
export const makeExpireInterview = useCase(
  'expireInterview',
  input,
  async (tx, { interviewId }): Promise<MoveRefusal | { kind: 'Interview'; id: string }> => {
    const engagement = await lockEngagement(tx, interviewId)
    const { interview } = engagement
    const company = await tx.em.findOneOrFail(Company, tx.companyId)
    const window = admissionWindow(interview.startsAt, company)
    if (interview.status !== 'SCHEDULED' || phaseOf(interview, window, tx.now) !== 'EXPIRED')
      return { kind: 'MoveIsNotAllowed', status: interview.status }
    endInterview(tx, engagement, 'EXPIRED')
    return { kind: 'Interview', id: interviewId }
  },
)
