interface Email {
  status: string
  queuedAt: string
  sentAt?: string | null | undefined
  bouncedAt?: string | null | undefined
  serverResponse?: string | null | undefined
}

interface Said {
  isCandidates: boolean
  way: string
  answer?: string | null | undefined
  outcome: string
  fromAddress?: string | null | undefined
  recordedAt: string
}

/** One step on the way from an email to an answer. */
export interface Step {
  name: 'email' | 'handover' | 'arrival' | 'page' | 'answer'
  /** Which of its words it is. */
  word: string
  state: 'done' | 'waiting' | 'bad' | 'maybe'
  at: string | null
  detail: string | null
}

const answerStates: Record<string, Step['state']> = { ACCEPTED: 'done', TENTATIVE: 'maybe', DECLINED: 'bad' }

/** What is known, step by step. A step that has not come is told as one, and what nobody can know is not told at all. */
export function evidenceOf({
  delivery,
  pageOpenedAt,
  rsvp,
  answers,
}: {
  delivery: Email | null | undefined
  pageOpenedAt: string | null | undefined
  rsvp: string
  answers: readonly Said[]
}): Step[] {
  const step = (
    name: Step['name'],
    word: string,
    state: Step['state'],
    at: string | null = null,
    detail: string | null = null,
  ): Step => ({ name, word, state, at, detail })
  const given = answers.find(
    ({ isCandidates, outcome, answer }) => isCandidates && outcome === 'APPLIED' && answer === rsvp,
  )
  return [
    ...(delivery ? emailSteps(delivery, step) : [step('email', 'none', 'waiting')]),
    pageOpenedAt ? step('page', 'opened', 'done', pageOpenedAt) : step('page', 'unopened', 'waiting'),
    rsvp === 'NEEDS_ACTION'
      ? step('answer', 'none', 'waiting')
      : step(
          'answer',
          given ? `${rsvp}_${given.way}` : rsvp,
          answerStates[rsvp] ?? 'waiting',
          given?.recordedAt ?? null,
          given?.fromAddress ?? null,
        ),
  ]
}

function emailSteps(
  { status, queuedAt, sentAt, bouncedAt, serverResponse }: Email,
  step: (name: Step['name'], word: string, state: Step['state'], at?: string | null, detail?: string | null) => Step,
): Step[] {
  const queued = step('email', 'queued', 'done', queuedAt)
  const said = serverResponse ?? null
  switch (status) {
    case 'SENT':
      return [queued, step('handover', 'sent', 'done', sentAt, said), step('arrival', 'quiet', 'waiting')]
    case 'BOUNCED':
      return [queued, step('handover', 'sent', 'done', sentAt), step('arrival', 'bounced', 'bad', bouncedAt, said)]
    case 'FAILED':
      return [queued, step('handover', 'failed', 'bad', null, said)]
    case 'SKIPPED_NO_ADDRESS':
      return [step('email', 'skipped', 'bad')]
    case 'CANCELLED':
      return [step('email', 'withdrawn', 'waiting', queuedAt)]
    default:
      return [queued, step('handover', 'waiting', 'waiting')]
  }
}
