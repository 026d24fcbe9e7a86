import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useSubscription } from '@vue/apollo-composable'
import { useToast } from '@nuxt/ui/composables'
import { onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { graphql } from '../gql'
import type {
  EmailSentSubscription,
  InterviewStatusChangedSubscription,
  InvitationAnsweredSubscription,
} from '../gql/graphql'
import { emailHint } from '../interviews/email-hint'
import { presenceState } from '../interviews/presence.rules'
import { useAnnouncer } from '../shared/announcer'
import { staffGraph } from './staff-graph'
import { useCrowd } from './use-crowd'
import { useViewer } from './use-viewer'

const emailSent = graphql(`
  subscription EmailSent($after: String) {
    emailSent(after: $after) {
      cursor
      delivery {
        ...DeliveryList_Delivery
        candidate {
          id
          name
        }
        interview {
          id
          candidateLink
          delivery {
            id
          }
          deliveries {
            id
          }
        }
      }
    }
  }
`)

const interviewStatusChanged = graphql(`
  subscription InterviewStatusChanged($after: String) {
    interviewStatusChanged(after: $after) {
      cursor
      interview {
        ...InterviewRow_Interview
        application {
          id
          status
        }
        cancellationReason
        startedAt
        endedAt
      }
    }
  }
`)

const slotChanged = graphql(`
  subscription SlotChanged($after: String) {
    slotChanged(after: $after) {
      cursor
      slot {
        ...SlotCard_Slot
      }
    }
  }
`)

const scorecardChanged = graphql(`
  subscription ScorecardChanged($after: String) {
    scorecardChanged(after: $after) {
      cursor
      interview {
        id
        missingScorecards {
          id
          name
        }
      }
    }
  }
`)

const answerNoteChanged = graphql(`
  subscription AnswerNoteChanged($after: String) {
    answerNoteChanged(after: $after) {
      cursor
      answer {
        ...AnswerNotes_Answer
      }
    }
  }
`)

const applicationChanged = graphql(`
  subscription ApplicationChanged($after: String) {
    applicationChanged(after: $after) {
      cursor
      application {
        id
        status
        decisionReason
        decidedAt
      }
    }
  }
`)

const candidateChanged = graphql(`
  subscription CandidateChanged($after: String) {
    candidateChanged(after: $after) {
      cursor
      candidate {
        id
        name
        email
        addressBadSince
        phone
        timeZone
        language
      }
    }
  }
`)

const jobChanged = graphql(`
  subscription JobChanged($after: String) {
    jobChanged(after: $after) {
      cursor
      job {
        id
        title
      }
    }
  }
`)

const kitChanged = graphql(`
  subscription KitChanged($after: String) {
    kitChanged(after: $after) {
      cursor
      kit {
        id
        name
        archivedAt
      }
    }
  }
`)

const personChanged = graphql(`
  subscription PersonChanged($after: String) {
    personChanged(after: $after) {
      cursor
      person {
        id
        name
        role
        isActive
      }
    }
  }
`)

const mailQueueChanged = graphql(`
  subscription MailQueueChanged($after: String) {
    mailQueueChanged(after: $after) {
      cursor
      mailQueue {
        ...MailQueueBanner_Queue
      }
    }
  }
`)

const viewerChanged = graphql(`
  subscription ViewerChanged($after: String) {
    viewerChanged(after: $after) {
      cursor
      viewer {
        staffMember {
          id
          name
        }
        profile {
          ...Profile_Facts
        }
      }
    }
  }
`)

const invitationAnswered = graphql(`
  subscription InvitationAnswered($after: String) {
    invitationAnswered(after: $after) {
      cursor
      interview {
        id
        rsvp
        rsvpAt
        candidate {
          id
          name
        }
        answers(first: 1) {
          nodes {
            id
            answer
            outcome
            proposalStatus
            recordedAt
            interviewer {
              id
              name
            }
          }
        }
      }
    }
  }
`)

type SentDelivery = EmailSentSubscription['emailSent']['delivery']

const pauseAfterError = 5_000

/**
 * Listens for as long as the dashboard is open. An event's objects renew the cache, and with it every row on show; the
 * lists ask again, because an event may also change who belongs in them. Says aloud what became of each email.
 */
export function useLiveUpdates() {
  const { askAgain, openSocket, closeSocket } = staffGraph
  openSocket()
  onScopeDispose(closeSocket)

  /** A subscription the server ends with an error begins again after a while; the lists tell what was missed. */
  function listen<Result>(
    document: TypedDocumentNode<Result, { after?: string | null }>,
    react?: (event: Result) => void,
  ) {
    const { onResult, onError, restart } = useSubscription(document)
    let again: ReturnType<typeof setTimeout> | undefined
    onResult(({ data }) => {
      if (!data) return
      react?.(data)
      askAgain()
    })
    onError(() => {
      clearTimeout(again)
      again = setTimeout(() => {
        restart()
        askAgain()
      }, pauseAfterError)
    })
    onScopeDispose(() => clearTimeout(again))
  }

  const { viewer, mayRecruit } = useViewer()
  const tell = useEmailToasts()
  listen(emailSent, (event) => {
    // Interviewers see the state of an email in their list, but the hint asks for what only recruiters may do.
    if (mayRecruit.value) tell(event.emailSent.delivery)
  })
  const say = useStatusWords()
  listen(interviewStatusChanged, (event) => say(event.interviewStatusChanged.interview))
  listen(scorecardChanged)
  listen(answerNoteChanged)
  listen(kitChanged)
  listen(viewerChanged)
  const tellAnswer = useAnswerToasts()
  listen(invitationAnswered, (event) => tellAnswer(event.invitationAnswered.interview))
  if (mayRecruit.value) {
    listen(slotChanged)
    listen(applicationChanged)
    listen(candidateChanged)
    listen(jobChanged)
    listen(mailQueueChanged)
  }
  if (viewer.value.role === 'ADMIN') listen(personChanged)
}

type ChangedInterview = InterviewStatusChangedSubscription['interviewStatusChanged']['interview']

/** Says to a screen reader how an interview stands, where that is another thing than was said of it before. */
function useStatusWords() {
  const { t } = useI18n()
  const { announce } = useAnnouncer()
  const said = new Map<string, string>()

  return (interview: ChangedInterview) => {
    const state = presenceState(interview, Date.now())
    const words = state
      ? t(`presence.${state.word}`, { ago: t('presence.ago.now') })
      : t(`interviewStatus.${interview.status}`)
    if (said.get(interview.id) === words) return
    said.set(interview.id, words)
    announce(`${interview.candidate.name}: ${words}`, 'interview')
  }
}

type AnsweredInterview = InvitationAnsweredSubscription['invitationAnswered']['interview']

/** An answer that is older than this is no news: the event is about something else, or was missed and is told late. */
const newsFor = 2 * 60_000

/** Says aloud what somebody answered, so that a "no" is heard at once. */
function useAnswerToasts() {
  const toast = useToast()
  const router = useRouter()
  const { t } = useI18n()
  const crowd = useCrowd((n) =>
    toast.add({
      id: 'answers',
      type: 'background',
      title: t('toasts.many.ACCEPTED', n),
      icon: 'i-lucide-circle-check',
      color: 'success',
      duration: 6_000,
    }),
  )

  return ({ id, candidate, answers }: AnsweredInterview) => {
    const [newest] = answers.nodes
    if (newest?.outcome !== 'APPLIED' || Date.now() - Date.parse(newest.recordedAt) > newsFor) return
    if (newest.proposalStatus && newest.proposalStatus !== 'OPEN') return
    const said = newest.answer ?? 'PROPOSAL'
    const isYes = said === 'ACCEPTED'
    if (isYes && !crowd.lets()) return
    toast.add({
      id: newest.id,
      type: 'background',
      title: t(`toasts.answered.${said}`, { name: newest.interviewer?.name ?? candidate.name }),
      icon: isYes ? 'i-lucide-circle-check' : said === 'DECLINED' ? 'i-lucide-circle-x' : 'i-lucide-circle-help',
      color: isYes ? 'success' : said === 'DECLINED' ? 'error' : 'warning',
      duration: isYes ? 6_000 : 20_000,
      actions: [
        {
          label: t('toasts.open'),
          color: 'neutral' as const,
          variant: 'ghost' as const,
          onClick: () => void router.push({ name: 'interview', params: { id } }),
        },
      ],
    })
  }
}

function useEmailToasts() {
  const toast = useToast()
  const router = useRouter()
  const { t, te } = useI18n()
  const crowd = useCrowd((n) =>
    toast.add({
      id: 'emails',
      type: 'background',
      title: t('toasts.many.SENT', n),
      icon: 'i-lucide-mail-check',
      color: 'success',
      duration: 6_000,
      actions: [
        {
          label: t('toasts.open'),
          color: 'neutral' as const,
          variant: 'ghost' as const,
          onClick: () => void router.push({ name: 'sent-emails' }),
        },
      ],
    }),
  )

  async function copy(link: string, interviewId: string) {
    try {
      await navigator.clipboard.writeText(link)
      toast.add({ title: t('link.copied'), icon: 'i-lucide-check', color: 'success', type: 'background' })
    } catch {
      // Where the browser forbids the clipboard, the interview's page shows the link to be copied by hand.
      await router.push({ name: 'interview', params: { id: interviewId } })
    }
  }

  return ({ id, kind, status, errorCode, hint, candidate, interview }: SentDelivery) => {
    const name = candidate?.name ?? ''
    const words = `toasts.${kind}.${status}`
    if (!te(words, 'en') && !te(words)) return
    const left = status === 'SENT'
    if (left && !crowd.lets()) return
    const link = interview?.candidateLink
    // An email that asks to choose a time is about no interview yet: its history stands on the candidate's page.
    const where = interview
      ? { name: 'interview', params: { id: interview.id } }
      : { name: 'candidate', params: { id: candidate?.id ?? '' } }
    toast.add({
      // The same news may come twice, by a replay after a reconnect: it is one toast.
      id: `${id} ${status}`,
      type: 'background',
      title: t(words, { name }),
      description: left ? undefined : (emailHint({ errorCode, hint }, t, te) ?? t(`toasts.then.${status}`)),
      icon: left ? 'i-lucide-mail-check' : 'i-lucide-mail-warning',
      color: left ? 'success' : status === 'SKIPPED_NO_ADDRESS' ? 'warning' : 'error',
      // What needs a hand stays longer; the list keeps saying it after that.
      duration: left ? 6_000 : 20_000,
      actions: [
        ...(interview && link && !left && kind !== 'CANCELLATION'
          ? [
              {
                label: t('link.copyLink'),
                icon: 'i-lucide-copy',
                color: 'neutral' as const,
                variant: 'outline' as const,
                onClick: () => void copy(link, interview.id),
              },
            ]
          : []),
        {
          label: t('toasts.open'),
          color: 'neutral' as const,
          variant: 'ghost' as const,
          onClick: () => void router.push(where),
        },
      ],
    })
  }
}
