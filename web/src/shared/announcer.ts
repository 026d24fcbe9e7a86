import { readonly, ref } from 'vue'
import { i18n } from './i18n'
import { wordsOf, type News, type NewsKind } from './announcer.rules'

/** News that come together are said together; between two words there is time to hear the first. */
const gathering = 700
const between = 4_000

const said = ref('')
const waiting: News[] = []
let lastSaid = 0
let timer: ReturnType<typeof setTimeout> | undefined

const count = (kind: NewsKind, n: number) => i18n.global.t(`announcer.${kind}`, n)

function say() {
  timer = undefined
  lastSaid = Date.now()
  const words = wordsOf(waiting.splice(0), count)
  // A live region says what differs: the same words again are made different by a space that nobody hears.
  said.value = words === said.value ? `${words}\u00A0` : words
}

/**
 * Says to a screen reader what changed by itself, politely and not more often than one can listen. What shows a toast
 * needs none of it: toasts are live regions of their own.
 */
export const useAnnouncer = () => ({
  /** What is said now, for the one region that says it. */
  said: readonly(said),
  announce(text: string, kind: NewsKind = 'other') {
    waiting.push({ kind, text })
    timer ??= setTimeout(say, Math.max(gathering, lastSaid + between - Date.now()))
  },
})
