import { useI18n } from 'vue-i18n'
import { locale } from './i18n'
import type { Complaint } from './problems'
import { showDate, showTime } from './time'

/** Says a complaint in the language in force; `zone` is the one whose clocks its times are shown by. */
export function useComplaintWords() {
  const { t } = useI18n()
  const shown = (values: Record<string, string> | undefined, show: (value: string) => string) =>
    Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, show(value)]))

  return ({ key, facts, instants, dates, causes }: Complaint, zone: string): string =>
    [
      t(key, {
        ...facts,
        ...shown(instants, (instant) => showTime(instant, null, zone, locale.value)),
        ...shown(dates, (date) => showDate(date, locale.value)),
      }),
      ...(causes ?? []).map((cause) => t(cause.key, cause.facts)),
    ].join(' ')
}
