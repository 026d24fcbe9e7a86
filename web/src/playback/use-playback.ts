import { useLocalStorage } from '@vueuse/core'
import { computed, nextTick, onBeforeUnmount, readonly, ref } from 'vue'
import { fallSilent, soundAlone } from './one-at-a-time'
import { lengthOf, within } from './player.rules'
import type { MediaLinks } from './use-media-links'

/** What stops again so near to where a new link mended it is broken itself, in seconds. */
const NO_PROGRESS = 1

/**
 * Plays one recording in an element of the page. The browser fetches it in stretches behind a link that holds for minutes:
 * where that is over, a new one is asked for and it goes on at the same place.
 * @param media the element, once it is there
 * @param measuredSeconds how long it is, as the browser measured that recorded it
 */
export function usePlayback(
  media: () => HTMLMediaElement | null,
  answerId: string,
  measuredSeconds: () => number | null,
  links: MediaLinks,
) {
  /** What the element plays; null before somebody wants to hear it, and after it failed. */
  const source = ref<string | null>(null)
  const isPlaying = ref(false)
  const isWaiting = ref(false)
  const problem = ref<'failed' | 'gone' | null>(null)
  /** In seconds. */
  const position = ref(0)
  const found = ref(NaN)
  const length = computed(() => lengthOf(measuredSeconds(), found.value))
  const speed = useLocalStorage<number>('greenroom-playback-speed', 1)

  /** Whether somebody wants to hear it, also while it has to be fetched first. */
  let isWanted = false
  /** Whereto it is on its way, as soon as there is something to play; null while the element itself knows where it is. */
  let goOnAt: number | null = null
  /** Where it stopped when a new link was to mend it; null once somebody wishes for something anew. */
  let mendedAt: number | null = null

  async function play() {
    isWanted = true
    mendedAt = null
    problem.value = null
    if (source.value !== null && links.isGood(source.value)) return start()
    const known = links.known(answerId)
    await (known === null ? renew() : load(known))
  }

  async function renew() {
    isWaiting.value = true
    try {
      const link = await links.renew(answerId)
      if (link) return await load(link)
      stopFor('gone')
    } catch {
      stopFor('failed')
    }
  }

  async function load(link: string) {
    goOnAt = position.value
    source.value = link
    await nextTick()
    if (isWanted) await start()
  }

  async function start() {
    const element = media()
    if (!element) return
    keepSpeed()
    try {
      await element.play()
    } catch (error) {
      // Whoever pauses before it began wanted no more; a browser that wants another press gets one.
      if ((error as DOMException).name === 'NotAllowedError') pause()
    }
  }

  function pause() {
    isWanted = false
    isWaiting.value = false
    media()?.pause()
  }

  function stopFor(why: 'failed' | 'gone') {
    pause()
    isPlaying.value = false
    // What is broken is not tried again as it is.
    source.value = null
    problem.value = why
  }

  /** Tries once more what failed, with another link. */
  function tryAgain() {
    isWanted = true
    mendedAt = null
    problem.value = null
    void renew()
  }

  function seek(to: number) {
    mendedAt = null
    goOnAt = position.value = within(to, length.value)
    const element = media()
    if (element && element.readyState >= HTMLMediaElement.HAVE_METADATA) element.currentTime = goOnAt
  }

  function keepSpeed() {
    const element = media()
    if (!element) return
    element.defaultPlaybackRate = speed.value
    element.playbackRate = speed.value
  }

  function moved() {
    if (goOnAt === null) position.value = within(media()!.currentTime, length.value)
  }

  /** What a sound and a picture tell, each in its element. */
  const events = {
    loadedmetadata() {
      const element = media()!
      found.value = element.duration
      keepSpeed()
      if (goOnAt !== null && goOnAt > 0) element.currentTime = goOnAt
      else goOnAt = null
    },
    durationchange: () => (found.value = media()!.duration),
    timeupdate: moved,
    seeked() {
      // Whoever drags the slider asks for the next place before this one is reached.
      if (media()!.seeking) return
      goOnAt = null
      moved()
    },
    play() {
      isPlaying.value = true
      problem.value = null
      soundAlone(media()!)
    },
    playing: () => (isWaiting.value = false),
    waiting: () => (isWaiting.value = true),
    pause: () => (isPlaying.value = false),
    ended() {
      isWanted = false
      isPlaying.value = false
      // What was measured and what the file holds differ by a moment.
      position.value = length.value ?? position.value
    },
    /** The link may have ended while it played, or the line been cut: at one place this is mended once without a word. */
    error() {
      if (source.value === null) return
      isPlaying.value = false
      if (mendedAt !== null && position.value < mendedAt + NO_PROGRESS) return stopFor('failed')
      mendedAt = position.value
      void renew()
    },
  }

  onBeforeUnmount(() => {
    const element = media()
    if (element) fallSilent(element)
  })

  return {
    source: readonly(source),
    isPlaying: readonly(isPlaying),
    isWaiting: readonly(isWaiting),
    problem: readonly(problem),
    position: readonly(position),
    /** In seconds; null as long as nobody knows it. */
    length,
    /** 1 is as it was spoken; the same for all recordings, and kept by this browser. */
    speed: computed({
      get: () => speed.value,
      set: (value) => {
        speed.value = value
        keepSpeed()
      },
    }),
    events,
    play,
    pause,
    toggle: () => (isPlaying.value || isWaiting.value ? pause() : void play()),
    tryAgain,
    seek,
    async playFrom(seconds: number) {
      seek(seconds)
      if (!isPlaying.value) await play()
    },
  }
}
