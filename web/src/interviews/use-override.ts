import { ref } from 'vue'
import { allowsOverride, type Refusal } from '../shared/refusals'

/**
 * A recruiter's reason to pass by notice, horizon or limits. It is asked for only when one of them has refused: whoever
 * is asked each time writes something each time, and the audit trail tells nothing.
 */
export function useOverride() {
  const offered = ref(false)
  const reason = ref('')

  return {
    offered,
    reason,
    noticed(refusal: Refusal) {
      if (allowsOverride(refusal)) offered.value = true
    },
    reset() {
      offered.value = false
      reason.value = ''
    },
    input: () => {
      const given = offered.value ? reason.value.trim() : ''
      return given ? { overrideReason: given } : {}
    },
  }
}
