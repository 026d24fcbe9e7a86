import { bringAtRest } from './at-rest'
import { useWords } from './i18n'
import type { Refusal } from './refusals'
import { useComplaintWords } from './use-complaint-words'

const bringProblems = async () => {
  const [problems] = await Promise.all([import('./problems'), useWords('dashboard')])
  return problems
}

/**
 * Says why the server refused what was done without a form. The words come with its first “no”, or before, when the page is
 * at rest. `zone` is the one whose clocks they tell times by.
 */
export function useRefusalWords() {
  const complaintWords = useComplaintWords()
  bringAtRest(bringProblems)
  return async (refusal: Refusal, zone: string): Promise<string[]> => {
    const { complaintsOf } = await bringProblems()
    return complaintsOf(refusal).map((complaint) => complaintWords(complaint, zone))
  }
}
