import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, reactive, ref, watch } from 'vue'
import { newIdempotencyKey } from '../shared/keys'
import { contentOf, sameContent, type ScorecardDraft } from './scorecard.rules'
import type { useScorecard } from './use-scorecard'

/** What is written and not saved, as the browser keeps it for a reload. */
interface Kept {
  revision: number
  draft: ScorecardDraft
}

interface Attempt extends Kept {
  idempotencyKey: string
}

const pauseAfterTyping = 800
const pauseAfterFailure = 5_000

const copy = (draft: ScorecardDraft) => JSON.parse(JSON.stringify(draft)) as ScorecardDraft

/**
 * Keeps what somebody writes: on the server as soon as they pause, and in this tab until the server has it, so that
 * neither a reload nor a dead line costs a word. What failed is sent again as it was, with its key, before anything newer:
 * it may have arrived.
 */
export function useAutosave({
  interviewId,
  storageKey,
  saved,
  saveScorecard,
}: {
  interviewId: string
  storageKey: string
  /** What the server has, or nothing with revision 0. */
  saved: Kept & { savedAt: string | null }
  saveScorecard: ReturnType<typeof useScorecard>['saveScorecard']
}) {
  const draft = reactive(copy(saved.draft))
  const revision = ref(saved.revision)
  const savedAt = ref(saved.savedAt)
  const state = ref<'SAVED' | 'WAITING' | 'SAVING' | 'FAILED' | 'CHANGED'>('SAVED')
  let known = copy(saved.draft)
  let pending: Attempt | null = null
  let underWay: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The revision that the server has in another window's words. */
  let theirs = 0

  const isSaved = () => sameContent(draft, known)

  function keep() {
    if (isSaved()) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, JSON.stringify({ revision: revision.value, draft } satisfies Kept))
  }

  const later = (milliseconds: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), milliseconds)
  }

  watch(draft, () => {
    keep()
    if (state.value === 'CHANGED') return
    if (isSaved() && !pending && !underWay) state.value = 'SAVED'
    else if (!isSaved()) {
      state.value = 'WAITING'
      later(pauseAfterTyping)
    }
  })

  async function attempt(last: boolean) {
    pending ??= { revision: revision.value, draft: copy(draft), idempotencyKey: newIdempotencyKey() }
    const sent = pending
    state.value = 'SAVING'
    try {
      const answer = await saveScorecard(
        {
          interviewId,
          revision: sent.revision,
          ...contentOf(sent.draft),
          idempotencyKey: sent.idempotencyKey,
        },
        last,
      )
      pending = null
      if (answer.__typename === 'Scorecard') {
        revision.value = answer.revision
        savedAt.value = answer.draft?.savedAt ?? null
        known = sent.draft
        keep()
        state.value = isSaved() ? 'SAVED' : 'WAITING'
      } else if (answer.__typename === 'ScorecardHasChanged') {
        theirs = answer.revision
        state.value = 'CHANGED'
      } else {
        state.value = 'FAILED'
      }
    } catch {
      state.value = 'FAILED'
      later(pauseAfterFailure)
    }
  }

  /** Saves what is not saved, now. */
  async function flush(last = false): Promise<void> {
    clearTimeout(timer)
    while (underWay) await underWay
    for (let more = true; more && state.value !== 'CHANGED' && (pending || !isSaved());) {
      const before = pending
      underWay = attempt(last).finally(() => (underWay = null))
      await underWay
      // Where an older try has arrived at last, what was written since follows it.
      more = before !== null && pending === null
    }
    if (state.value === 'WAITING') later(pauseAfterTyping)
  }

  function restore() {
    const text = sessionStorage.getItem(storageKey)
    if (!text) return
    const kept = JSON.parse(text) as Kept
    // It arrived after all, or says nothing new.
    if (sameContent(kept.draft, known)) return sessionStorage.removeItem(storageKey)
    // What was kept by criteria that the kit has no more is gone with them.
    const scores = Object.entries(draft.scores).map(([id, score]) => [id, kept.draft.scores[id] ?? score] as const)
    Object.assign(draft, kept.draft, { scores: Object.fromEntries(scores) })
    if (kept.revision === saved.revision) return
    theirs = saved.revision
    state.value = 'CHANGED'
  }
  restore()

  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') void flush(true)
  })
  useEventListener(window, 'online', () => void flush())
  onScopeDispose(() => {
    clearTimeout(timer)
    void flush()
  })

  return {
    draft,
    revision,
    savedAt,
    state: computed(() => state.value),
    flush,
    /** What is written here counts, whatever another window wrote. */
    keepOwn() {
      revision.value = theirs
      state.value = 'WAITING'
      keep()
      return flush()
    },
    /** What another window wrote counts: forgets what is written here. */
    forget() {
      clearTimeout(timer)
      pending = null
      known = copy(draft)
      sessionStorage.removeItem(storageKey)
      state.value = 'SAVED'
    },
  }
}
