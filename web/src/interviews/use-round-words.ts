import { useI18n } from 'vue-i18n'
import { graphql } from '../gql'
import type { JobRound_FactsFragment } from '../gql/graphql'
import { locale } from '../shared/i18n'
import { showDuration } from '../shared/time'

graphql(`
  fragment JobRound_Facts on JobRound {
    number
    name
    durationMinutes
    mode
    location
    meetingUrl
    kit {
      id
      name
    }
    interviewers {
      id
      name
    }
    anyOf {
      id
      name
    }
  }
`)

/** Says a round in a line: how long, in which way and with whom, like “30 minutes · Phone · Inès or Olof”. */
export function useRoundWords() {
  const { t } = useI18n()
  return (round: JobRound_FactsFragment): string => {
    const listed = (type: 'conjunction' | 'disjunction', people: readonly { name: string }[]) =>
      new Intl.ListFormat(locale.value, { type }).format(people.map(({ name }) => name))
    return [
      showDuration(round.durationMinutes, locale.value),
      t(`mode.${round.mode}`),
      listed('conjunction', round.interviewers),
      ...round.anyOf.map((pool) => listed('disjunction', pool)),
    ]
      .filter(Boolean)
      .join(' · ')
  }
}
