import { nextTick, ref, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { isTooMany } from './failures'
import { newIdempotencyKey } from './keys'
import { complaintsOf, timeInstead, type Problem } from './problems'
import { isRefusal, type Refusal } from './refusals'
import { useCheckedForm } from './use-checked-form'
import { useComplaintWords } from './use-complaint-words'

interface FieldError {
  id?: string
  name?: string
  message: string
}
interface Form {
  validate(options: { silent: true }): Promise<unknown>
  setErrors(errors: { name?: string; message: string }[]): void
  getErrors(): FieldError[]
}

interface ServerForm {
  form: Readonly<ShallowRef<Form | null>>
  /** What the form holds, watched by its fields. */
  state: () => object
  /** Names of the fields on show; a complaint about anything else is said of the whole form. */
  fields: () => readonly string[]
  /** What is to be mended before the server is asked. */
  problems: () => Problem[]
  /**
   * Takes the form to the server, and answers what that says; null where there is nothing to be said. The key is the same
   * until an answer is heard: whoever presses again because the line failed does the thing once.
   */
  submit: (idempotencyKey: string) => Promise<{ __typename: string } | null>
  /** The zone by whose clocks refusals tell times. */
  zone: () => string
  refused?: (refusal: Refusal) => void
  done?: () => void
}

/**
 * A form that a person takes to the server: it says what is missing before asking, puts the server's refusals beside
 * the field they are about, and keeps every word when the line fails.
 */
export function useServerForm({ form, state, fields, problems, submit, zone, refused, done }: ServerForm) {
  const { t } = useI18n()
  const complaintWords = useComplaintWords()
  const { asked, focusFirst } = useCheckedForm(form, state)
  const general: Ref<string[]> = ref([])
  const instead = ref<ReturnType<typeof timeInstead>>(null)
  const working = ref(false)
  let idempotencyKey = newIdempotencyKey()

  function forget() {
    general.value = []
    instead.value = null
  }

  const validate = () =>
    problems().map(({ name, code, facts }) => ({ name, message: t(`problems.${code}`, facts ?? {}) }))

  async function run() {
    forget()
    working.value = true
    try {
      const answer = await submit(idempotencyKey)
      // What is sent next is another wish. Only where the server has one of this key already it stays: who pressed twice
      // may have been heard the first time.
      if (answer?.__typename !== 'IdempotencyKeyReused') idempotencyKey = newIdempotencyKey()
      if (answer && isRefusal(answer)) await tell(answer)
      else done?.()
    } catch (error) {
      general.value = [t(isTooMany(error) ? 'failure.tooMany' : 'failure.kept')]
    } finally {
      working.value = false
    }
  }

  async function tell(refusal: Refusal) {
    refused?.(refusal)
    const complaints = complaintsOf(refusal).map((complaint) => ({
      field: complaint.field,
      message: complaintWords(complaint, zone()),
    }))
    const isOnShow = (field: string | null) => field !== null && fields().includes(field)
    general.value = complaints.filter(({ field }) => !isOnShow(field)).map(({ message }) => message)
    instead.value = timeInstead(refusal)
    form.value?.setErrors(
      complaints.flatMap(({ field, message }) => (isOnShow(field) ? [{ name: field!, message }] : [])),
    )
    await nextTick()
    focusFirst(form.value?.getErrors() ?? [])
  }

  return {
    general,
    instead,
    working,
    validate,
    run,
    focusFirst,
    /** As if the form had just been opened. */
    reset() {
      asked.value = false
      idempotencyKey = newIdempotencyKey()
      forget()
    },
  }
}
