import { computed } from 'vue'
import { useServerNow } from '../candidate-access/server-now'
import type { AskedQuestion_InterviewFragment, AskedQuestion_QuestionFragment } from '../gql/graphql'
import { sceneOf, secondsLeft, takesAsTheyAre, takesLeftHere, type Doing, type Scene } from './room.rules'
import type { RoomConsent } from './use-consent'
import type { Uploads } from './use-uploads'

/** What the room shows of the question that is asked, and what may be done about it. */
export function useScene(
  question: () => AskedQuestion_QuestionFragment,
  interview: () => AskedQuestion_InterviewFragment,
  doing: () => Doing,
  uploads: Uploads,
  consent: RoomConsent,
) {
  const now = useServerNow()
  const told = computed(() =>
    interview().answers.map((take) => ({ ...take, bytes: take.bytes ?? null, page: take.page ?? null })),
  )
  const takes = computed(() => {
    const known = takesAsTheyAre(told.value, uploads.kept.value, {
      tab: uploads.tab.value,
      empty: uploads.empty.value,
      ended: uploads.ended.value,
    })
    // Whose a recording is comes to light with what is kept here.
    return uploads.isOpen.value ? known : known.filter(({ status }) => status !== 'RECORDING')
  })
  const scene = computed(() =>
    sceneOf({ asked: question(), askedAt: interview().askedAt ?? null, takes: takes.value, doing: doing() }, now.value),
  )
  const isAbout = (...kinds: Scene['kind'][]) => kinds.includes(scene.value.kind)
  /** The take that is looked back at. */
  const reviewed = computed(() => {
    const { value } = scene
    return value.kind === 'REVIEW' ? takes.value.find(({ id }) => id === value.answerId) : undefined
  })
  const isAsked = computed(() => isAbout('PREPARING', 'ASKED'))
  /** What was lost, to a broken line or to consent that was taken back, is asked still. */
  const isOpen = computed(() => isAsked.value || reviewed.value?.status === 'LOST')
  const takesLeft = computed(() => takesLeftHere(question(), told.value, uploads.kept.value))

  return {
    scene,
    isAbout,
    reviewed,
    isAsked,
    takesLeft,
    writesHere: computed(() => isAbout('WRITING') || (isOpen.value && consent.writes.value)),
    asksConsent: computed(() => isOpen.value && consent.isOpen.value),
    mayRecord: computed(() => !!consent.standing.value && (!reviewed.value || takesLeft.value > 0)),
    /** Writing again is the same take. */
    mayWrite: computed(() => consent.mayWrite.value && (takesLeft.value > 0 || reviewed.value?.kind === 'TEXT')),
    /** What was answered in writing. */
    written: computed(
      () => told.value.findLast((each) => each.questionId === question().id && each.kind === 'TEXT')?.text ?? '',
    ),
    /** Of the time to prepare, in whole seconds. */
    preparationLeft: computed(() => (scene.value.kind === 'PREPARING' ? secondsLeft(scene.value.until, now.value) : 0)),
  }
}
