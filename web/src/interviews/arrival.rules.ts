/** How what somebody said of their coming looks. */
export const arrivalLook = (state: 'HERE' | 'LATE') =>
  state === 'HERE'
    ? ({ tone: 'good', icon: 'i-lucide-user-check' } as const)
    : ({ tone: 'warn', icon: 'i-lucide-clock-alert' } as const)

/** What the hour of an interview asks of those who look at it. Instants are ISO 8601. */
interface Hour {
  status: string
  mode: string
  lateFrom: string
  opensAt: string
}

const isMet = ({ status, mode }: Hour) => mode !== 'SELF_GUIDED' && ['SCHEDULED', 'IN_PROGRESS'].includes(status)

/** Whether somebody waits for somebody, or soon will. @param now milliseconds since the Unix epoch */
export const isAroundItsHour = (hour: Hour, now: number): boolean => isMet(hour) && now >= Date.parse(hour.lateFrom)

/** Whether the lobby is open: the link is there, and everybody may say that they are here. */
export const isLobbyOpen = (hour: Hour, now: number): boolean => isMet(hour) && now >= Date.parse(hour.opensAt)
