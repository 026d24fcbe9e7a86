import { useSessionStorage } from '@vueuse/core'
import { onScopeDispose } from 'vue'
import { onThisServer } from '../candidate-access/on-this-server'
import { useReadingAloud, type Words } from '../shared/use-reading-aloud'
import { unload } from '../shared/unload'
import { makeSilence } from './silence'

export interface Question extends Words {
  /** Where the server reads it; null where it has no voice. */
  address: string | null
}

/**
 * The voice that reads the questions aloud.
 * @param authorization the value of the Authorization header
 */
export function useQuestionVoice(authorization: string) {
  const player = new Audio()
  const silence = URL.createObjectURL(makeSilence())
  const { listen, stop, state, voice } = useReadingAloud<Question>(
    async ({ address }, signal) =>
      address === null
        ? null
        : fetch(onThisServer(address), { headers: { authorization }, credentials: 'omit', signal }),
    player,
  )
  /** Who reads by ear already, or sits in a silent place, wants no voice beside. */
  const readsOnArrival = useSessionStorage('greenroom-room-reads-aloud', true)

  /** To be called while something is pressed: Safari plays what comes later only by a player that played then. */
  function prepare() {
    if (state.value !== 'silent') return
    player.src = silence
    player.play().catch(() => {})
  }

  onScopeDispose(() => {
    unload(player)
    URL.revokeObjectURL(silence)
  })

  return { listen, stop, prepare, state, voice, readsOnArrival }
}

export type QuestionVoice = ReturnType<typeof useQuestionVoice>
