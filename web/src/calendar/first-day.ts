interface WeekInfo {
  firstDay: number
}

/** With which day weeks begin in a language's country: 1 for Monday to 7 for Sunday. Monday where the browser does not know. */
export function firstDayOf(tag: string): number {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo }
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1
}
