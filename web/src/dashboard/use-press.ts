import { useToast } from '@nuxt/ui/composables'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { keepFocus } from '../shared/keep-focus'
import { isRefusal } from '../shared/refusals'
import { useRefusalWords } from '../shared/use-refusal-words'
import { useViewer } from './use-viewer'

/** One press of a button that takes something to the server, without a dialog: why nothing came of it is told in a toast. */
export function usePress() {
  const { t } = useI18n()
  const toast = useToast()
  const refusalWords = useRefusalWords()
  const { ownZone } = useViewer()
  const isUnderWay = ref(false)

  const complain = (title: string) =>
    void toast.add({ title, color: 'error', icon: 'i-lucide-circle-alert', type: 'background' })

  /** @returns what came of it; null where nothing did, which was told, or where the last press is still under way */
  const press = <Answer extends { __typename: string }>(send: () => Promise<Answer>): Promise<Answer | null> =>
    keepFocus(() => take(send))

  async function take<Answer extends { __typename: string }>(send: () => Promise<Answer>): Promise<Answer | null> {
    if (isUnderWay.value) return null
    isUnderWay.value = true
    try {
      const answer = await send()
      if (!isRefusal(answer)) return answer
      const [complaint] = await refusalWords(answer, ownZone.value)
      if (complaint) complain(complaint)
    } catch {
      complain(t('failure.again'))
    } finally {
      isUnderWay.value = false
    }
    return null
  }
  return { press, isUnderWay }
}
