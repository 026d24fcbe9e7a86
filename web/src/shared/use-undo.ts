import { useToast } from '@nuxt/ui/composables'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { isRefusal } from './refusals'
import { useRefusalWords } from './use-refusal-words'

interface Answer {
  __typename: string
}

/** A thing that can be taken back, so nobody is asked whether they mean it. */
export interface Undoable {
  /** Does it at the server, and answers what that says. */
  act: () => Promise<Answer>
  back: () => Promise<Answer>
  /** What the server's answer is called when the thing is done. */
  yields: string
  done: string
  undone: string
  /** The zone by whose clocks refusals tell times. */
  zone?: string
}

/** How long it can be taken back by the toast; longer than toasts that only tell. */
const patience = 12_000

/** What was done last and can still be taken back, for the palette and its key. */
export const lastDone = shallowRef<{ label: string; undo: () => Promise<void> } | null>(null)

let count = 0

/** Does at once what can be taken back, and says so with a way back. */
export function useUndo() {
  const { t } = useI18n()
  const toast = useToast()
  const refusalWords = useRefusalWords()

  /** Whether it is done; where it is not, the reason is told. */
  async function tries(verb: () => Promise<Answer>, { yields, zone }: Undoable): Promise<boolean> {
    let title = t('failure.again')
    try {
      const answer = await verb()
      if (answer.__typename === yields) return true
      const [complaint] = isRefusal(answer) ? await refusalWords(answer, zone ?? 'UTC') : []
      if (complaint) title = complaint
    } catch {
      // The line failed: the words for that stand.
    }
    toast.add({ title, color: 'error', icon: 'i-lucide-circle-alert', type: 'foreground' })
    return false
  }

  return async function perform(thing: Undoable): Promise<boolean> {
    if (!(await tries(thing.act, thing))) return false
    const id = `undo-${(count += 1)}`
    const own = {
      label: thing.done,
      undo: async () => {
        if (lastDone.value === own) lastDone.value = null
        toast.remove(id)
        if (await tries(thing.back, thing))
          toast.add({ title: thing.undone, icon: 'i-lucide-undo-2', color: 'neutral', type: 'foreground' })
      },
    }
    lastDone.value = own
    toast.add({
      id,
      title: thing.done,
      icon: 'i-lucide-check',
      color: 'success',
      // It is the answer to what a person did, and waits for their next press.
      type: 'foreground',
      duration: patience,
      actions: [
        {
          label: t('undo.undo'),
          icon: 'i-lucide-undo-2',
          color: 'neutral',
          variant: 'outline',
          onClick: () => void own.undo(),
        },
      ],
      'onUpdate:open': (open: boolean) => {
        if (!open && lastDone.value === own) lastDone.value = null
      },
    })
    return true
  }
}
