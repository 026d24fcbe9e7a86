import { readonly, ref, shallowReadonly, shallowRef } from 'vue'

interface Answered {
  readonly __typename: string
}

/**
 * The life of one pressed button: under way, refused in the server's words, or not come through.
 * @param act sends the gesture; returns the renewed interview or the refusal, and throws when nothing came back
 * @param after called once it is over, with the interview where the gesture took effect and null where it did not
 */
export function useGesture<Args extends unknown[], Answer extends Answered>(
  act: (...args: Args) => Promise<Answer>,
  after: (taken: Extract<Answer, { __typename: 'CandidateInterview' }> | null) => void,
) {
  type Taken = Extract<Answer, { __typename: 'CandidateInterview' }>
  type Refusal = Exclude<Answer, Taken>

  const isUnderWay = ref(false)
  const refusal = shallowRef<Refusal | null>(null)
  const hasFailed = ref(false)

  const isTaken = (answer: Answer): answer is Taken => answer.__typename === 'CandidateInterview'

  async function make(...args: Args): Promise<void> {
    if (isUnderWay.value) return
    isUnderWay.value = true
    refusal.value = null
    hasFailed.value = false
    try {
      const answer = await act(...args)
      if (isTaken(answer)) return after(answer)
      refusal.value = answer as Refusal
      after(null)
    } catch {
      // The page asks again and learns why, be it the line or a key that was revoked meanwhile.
      hasFailed.value = true
      after(null)
    } finally {
      isUnderWay.value = false
    }
  }

  return { make, isUnderWay: readonly(isUnderWay), refusal: shallowReadonly(refusal), hasFailed: readonly(hasFailed) }
}
