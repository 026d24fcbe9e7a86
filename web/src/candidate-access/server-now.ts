import { inject, provide, type InjectionKey, type Ref } from 'vue'

type ServerNow = Readonly<Ref<number>>
const key: InjectionKey<ServerNow> = Symbol('server-now')

/** Gives the server's clock to the page's components: handed down as a prop, it would redraw each of them each second. */
export const provideServerNow = (now: ServerNow) => provide(key, now)

/** The server's clock, in milliseconds since the Unix epoch; moves on at each of its whole seconds. */
export function useServerNow(): ServerNow {
  const now = inject(key)
  if (!now) throw new Error("The server's clock is provided by CandidateDoor only")
  return now
}
