import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ListColumn } from '../ui/list-column'
import { columns, isSortable, type InterviewColumn } from './interview-filters.rules'

const widths: Partial<Record<InterviewColumn, string>> = {
  when: 'min-w-40',
  candidate: 'min-w-40',
  job: 'min-w-36',
  mode: 'whitespace-nowrap',
  place: 'max-w-64 min-w-36',
  interviewers: 'min-w-36',
  made: 'min-w-36',
}

/** The columns of a table of interviews, by their names. */
export function useInterviewColumns() {
  const { t } = useI18n()
  return computed<ListColumn<InterviewColumn>[]>(() =>
    columns.map((key) => ({
      key,
      label: t(`interviews.columns.${key === 'candidate' ? 'person' : key}`),
      isSortable: isSortable(key),
      class: widths[key] ?? '',
    })),
  )
}
