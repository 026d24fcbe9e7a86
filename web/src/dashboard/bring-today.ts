import { useWords } from '../shared/i18n'

/** Brings the page to which everybody goes who comes in, before they do. */
export const bringToday = () =>
  Promise.all([import('./DashboardFrame.vue'), import('../today/TodayPage.vue'), useWords('today')])
