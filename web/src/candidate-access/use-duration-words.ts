import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CountdownParts } from './countdown.rules'

/** Says a stretch of time in the language in force: "2 hours, 5 minutes and 1 second". */
export function useDurationWords() {
  const { t, locale } = useI18n()
  // Made once per language: the countdown speaks each second.
  const list = computed(() => new Intl.ListFormat(locale.value, { type: 'conjunction' }))
  return (parts: readonly { unit: keyof CountdownParts; value: number }[]): string =>
    list.value.format(parts.map(({ unit, value }) => t(`candidateAccess.countdown.part.${unit}`, value)))
}
