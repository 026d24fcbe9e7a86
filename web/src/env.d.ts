/// <reference types="vite/client" />
import 'vue-router'
import type { Bundle } from './shared/i18n'

declare module 'vue-router' {
  interface RouteMeta {
    /** Which words the page needs; the candidate's phone does not load those of the dashboard. */
    words?: readonly Bundle[]
    /** Key of the page's title in its words. */
    title?: string
    /** The place in the navigation a deeper page belongs to. */
    section?: string
    /** Interviewers have no business here; the page answers them as one that does not exist. */
    forRecruiters?: boolean
  }
}
