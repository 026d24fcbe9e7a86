import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { newIdempotencyKey } from './keys'

/** What a change of several things would do to each of them, or did. */
interface Changes<Each> {
  changes: readonly Each[]
}
interface Change {
  /** Why it does not go with this one. */
  refusal?: unknown
}

/** Of what a server answers, what is no refusal. */
type PlanIn<Answer> = Extract<Answer, Changes<Change>>

/** Those with which it goes. */
export const possible = <Each extends Change>({ changes }: Changes<Each>): Each[] =>
  changes.filter(({ refusal }) => !refusal)

/**
 * A change of several things that is shown before it is made. Whoever sends the form sees first what would become of each;
 * whoever sends it again has done what is possible, and is told what was not.
 */
export function usePlannedChange<Answer extends { __typename: string }>({
  draft,
  remark = () => '',
  ask,
  change,
  doLabel,
  done,
}: {
  /** What is said of the change: whatever is said anew is planned anew. */
  draft: object
  /** What is said to it once the plan is on show, such as a reason: the plan stays, and is looked at again. */
  remark?: () => string
  /** Asks what would become of it. */
  ask: () => Promise<Answer>
  /** The key is that of the plan. */
  change: (idempotencyKey: string) => Promise<Answer>
  /** What the button does with so many. */
  doLabel: (count: number) => string
  /** Hears what was done. @returns whether it is to be shown */
  done: (result: PlanIn<Answer>) => boolean
}) {
  const { t } = useI18n()
  const plan = shallowRef<PlanIn<Answer> | null>(null)
  const result = shallowRef<PlanIn<Answer> | null>(null)
  const plannedWith = ref('')
  let idempotencyKey = newIdempotencyKey()

  watch(draft, () => (plan.value = null))

  const able = computed(() => (plan.value ? possible(plan.value).length : 0))
  /** Whether sending it only looks, and changes nothing. */
  const looks = computed(() => able.value === 0 || plannedWith.value !== remark())
  const isPlan = (answer: Answer): answer is PlanIn<Answer> => 'changes' in answer

  async function submit(): Promise<Exclude<Answer, PlanIn<Answer>> | null> {
    if (looks.value) {
      const answer = await ask()
      if (!isPlan(answer)) return answer as Exclude<Answer, PlanIn<Answer>>
      plan.value = answer
      plannedWith.value = remark()
      idempotencyKey = newIdempotencyKey()
      return null
    }
    const answer = await change(idempotencyKey)
    if (!isPlan(answer)) return answer as Exclude<Answer, PlanIn<Answer>>
    if (done(answer)) result.value = answer
    return null
  }

  return {
    plan,
    result,
    able,
    looks,
    submit,
    submitLabel: computed(() => {
      if (!plan.value) return t('bulk.look')
      return looks.value ? t('bulk.lookAgain') : doLabel(able.value)
    }),
  }
}
