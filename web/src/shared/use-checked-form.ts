import { ref, watch, type ShallowRef } from 'vue'

interface CheckedForm {
  validate(options: { silent: true }): Promise<unknown>
}
interface FieldError {
  id?: string | undefined
}

/**
 * A form complains only after the first try to send it, and from then on answers each change at once. Waiting for the
 * field to lose focus would move the page under the pointer that is about to press something.
 */
export function useCheckedForm(form: Readonly<ShallowRef<CheckedForm | null>>, state: () => object) {
  const asked = ref(false)
  watch(
    state,
    () => {
      if (asked.value) void form.value?.validate({ silent: true })
    },
    { deep: true },
  )

  /** Brings the person to the first field that needs them. */
  function focusFirst(errors: readonly FieldError[]) {
    asked.value = true
    const id = errors.find((error) => error.id)?.id
    if (id) document.getElementById(id)?.focus()
  }

  return { asked, focusFirst }
}
