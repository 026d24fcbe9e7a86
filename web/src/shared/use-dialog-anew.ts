import { ref, type Ref } from 'vue'

/**
 * A dialog that is made anew for each thing it is opened for, and stays until it has faded out: `v-if="shown"`,
 * `v-model:open="open"`, `@closed="shown = false"`.
 */
export function useDialogAnew<T>(first: T) {
  const subject = ref(first) as Ref<T>
  const open = ref(false)
  const shown = ref(false)
  function begin(chosen: T) {
    subject.value = chosen
    shown.value = true
    open.value = true
  }
  return { subject, open, shown, begin }
}
