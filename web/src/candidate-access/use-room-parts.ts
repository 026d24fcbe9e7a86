import { readonly, ref, shallowReadonly, shallowRef, watch } from 'vue'

const load = async () => (await import('../room/RoomStage.vue')).default

/**
 * The parts of the room, which only a self-guided interview needs: loaded as soon as it is known to be one, so that they
 * are there at the hour, whatever becomes of the line by then.
 */
export function useRoomParts(isNeeded: () => boolean) {
  const RoomStage = shallowRef<Awaited<ReturnType<typeof load>> | null>(null)
  const hasFailed = ref(false)
  let loading: Promise<void> | undefined

  async function fetchThem() {
    try {
      RoomStage.value = await load()
    } catch {
      // Browsers remember a part that failed: only the page itself can be loaded again.
      hasFailed.value = true
    }
  }
  watch(
    isNeeded,
    (is) => {
      if (is) loading ??= fetchThem()
    },
    { immediate: true },
  )
  return {
    RoomStage: shallowReadonly(RoomStage),
    hasFailed: readonly(hasFailed),
    /** Until they are there, or will not come; at once where they are not needed. */
    settled: async () => loading,
  }
}
