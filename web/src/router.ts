import { watch } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import { i18n, useWords } from './shared/i18n'

const today: RouteRecordRaw = {
  path: '',
  name: 'today',
  component: () => import('./today/TodayPage.vue'),
  meta: { title: 'today.title' },
  // The interviews were here once: views of them that were bookmarked lead to where they are now.
  beforeEnter: ({ query }) => (Object.keys(query).length === 0 ? true : { path: '/interviews', query, replace: true }),
}

const otherPages: RouteRecordRaw[] = [
  {
    path: 'interviews',
    name: 'interviews',
    component: () => import('./interviews/InterviewsPage.vue'),
    meta: { title: 'interviews.title' },
  },
  {
    path: 'interviews/:id',
    name: 'interview',
    component: () => import('./interviews/InterviewPage.vue'),
    props: true,
    meta: { section: 'interviews' },
  },
  {
    path: 'interviews/:id/scorecard',
    name: 'scorecard',
    component: () => import('./scorecards/ScorecardPage.vue'),
    props: true,
    meta: { section: 'interviews' },
  },
  {
    path: 'calendar',
    name: 'calendar',
    component: () => import('./calendar/CalendarPage.vue'),
    meta: { title: 'calendar.title' },
  },
  {
    path: 'slots',
    name: 'slots',
    component: () => import('./slots/SlotsPage.vue'),
    meta: { title: 'slots.title', forRecruiters: true },
  },
  {
    path: 'slots/pattern',
    name: 'pattern',
    component: () => import('./slots/PatternPage.vue'),
    meta: { title: 'pattern.title', section: 'slots', forRecruiters: true },
  },
  {
    path: 'applications',
    name: 'applications',
    component: () => import('./applications/ApplicationsPage.vue'),
    meta: { title: 'applications.many', forRecruiters: true },
  },
  {
    path: 'candidates',
    name: 'candidates',
    component: () => import('./candidates/CandidatesPage.vue'),
    meta: { title: 'candidates.title', forRecruiters: true },
  },
  {
    path: 'candidates/:id',
    name: 'candidate',
    component: () => import('./candidates/CandidateProfilePage.vue'),
    props: true,
    meta: { section: 'candidates', forRecruiters: true },
  },
  {
    path: 'jobs',
    name: 'jobs',
    component: () => import('./jobs/JobsPage.vue'),
    meta: { title: 'jobs.title', forRecruiters: true },
  },
  {
    path: 'kits',
    name: 'kits',
    component: () => import('./kits/KitsPage.vue'),
    meta: { title: 'kits.title' },
  },
  {
    path: 'kits/new',
    name: 'new-kit',
    component: () => import('./kits/KitPage.vue'),
    meta: { section: 'kits', forRecruiters: true },
  },
  {
    path: 'kits/:id',
    name: 'kit',
    component: () => import('./kits/KitPage.vue'),
    props: true,
    meta: { section: 'kits' },
  },
  {
    path: 'inbox',
    name: 'inbox',
    component: () => import('./replies/InboxPage.vue'),
    meta: { title: 'inbox.title', forRecruiters: true },
  },
  {
    path: 'emails',
    name: 'sent-emails',
    component: () => import('./emails/SentEmailsPage.vue'),
    meta: { title: 'sentEmails.title', forRecruiters: true },
  },
  {
    path: 'analytics',
    name: 'analytics',
    component: () => import('./analytics/AnalyticsPage.vue'),
    meta: { title: 'analytics.title', forRecruiters: true },
  },
  {
    path: 'settings',
    name: 'settings',
    component: () => import('./settings/SettingsPage.vue'),
    meta: { title: 'settings.title' },
  },
  {
    path: 'settings/emails',
    name: 'emails',
    component: () => import('./settings/EmailsPage.vue'),
    meta: { title: 'emails.title', section: 'settings', forRecruiters: true },
  },
  {
    path: 'settings/mail-server',
    name: 'mail-server',
    component: () => import('./settings/MailServerPage.vue'),
    meta: { title: 'mailSettings.title', section: 'settings', forRecruiters: true },
  },
  {
    path: 'settings/people',
    name: 'people',
    component: () => import('./people/PeoplePage.vue'),
    meta: { title: 'people.title', section: 'settings', forRecruiters: true },
  },
  {
    path: 'settings/api-tokens',
    name: 'api-tokens',
    component: () => import('./api-tokens/ApiTokensPage.vue'),
    meta: { title: 'apiTokens.title', section: 'settings', forRecruiters: true },
  },
  {
    path: 'settings/people/:id',
    name: 'schedule',
    component: () => import('./settings/SchedulePage.vue'),
    props: true,
    meta: { title: 'schedules.title', section: 'settings', forRecruiters: true },
  },
  {
    path: 'account',
    name: 'account',
    component: () => import('./account/AccountPage.vue'),
    meta: { title: 'profile.title' },
  },
  {
    path: ':path(.*)*',
    name: 'not-found',
    component: () => import('./ui/NotFoundPage.vue'),
    meta: { title: 'notFound.title' },
  },
]

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    {
      path: '/interview/:accessKey',
      name: 'candidate-access',
      component: () => import('./candidate-access/CandidatePage.vue'),
      props: true,
      meta: { words: ['candidateAccess', 'selfScheduling'] },
    },
    {
      path: '/choose/:schedulingKey',
      name: 'self-scheduling',
      component: () => import('./self-scheduling/ChoosePage.vue'),
      props: true,
      meta: { words: ['candidateAccess', 'selfScheduling'] },
    },
    {
      path: '/',
      component: () => import('./dashboard/StaffApp.vue'),
      children: [
        {
          path: 'sign-in',
          name: 'sign-in',
          component: () => import('./sign-in/SignInPage.vue'),
          meta: { title: 'signIn.title', words: ['entrance'] },
        },
        {
          path: 'join/:joinKey',
          name: 'join',
          component: () => import('./sign-in/JoinPage.vue'),
          props: true,
          meta: { words: ['entrance'] },
        },
        {
          path: 'forgot',
          name: 'forgot',
          component: () => import('./sign-in/ForgotPage.vue'),
          meta: { title: 'forgot.title', words: ['entrance'] },
        },
        {
          path: 'reset/:resetKey',
          name: 'reset',
          component: () => import('./sign-in/ResetPage.vue'),
          props: true,
          meta: { title: 'reset.title', words: ['entrance'] },
        },
        {
          path: 'setup',
          name: 'setup',
          component: () => import('./sign-in/SetUpPage.vue'),
          meta: { title: 'setup.title', words: ['entrance'] },
        },
        {
          path: '',
          component: () => import('./dashboard/DashboardFrame.vue'),
          meta: { words: ['today'] },
          children: [today, { path: '', meta: { words: ['dashboard'] }, children: otherPages }],
        },
      ],
    },
  ],
  scrollBehavior: (to, from, saved) =>
    saved ?? (to.hash ? { el: to.hash } : to.path === from.path ? false : { top: 0 }),
})

const wordsOf = ({ matched }: RouteLocationNormalized) => matched.flatMap(({ meta }) => meta.words ?? [])

router.beforeEach((to) => {
  // They come together with the page; whether they do is seen below.
  for (const bundle of wordsOf(to)) useWords(bundle).catch(() => {})
})
router.beforeResolve(async (to) => {
  await Promise.all(wordsOf(to).map(useWords))
})

watch(
  () => [router.currentRoute.value.meta.title, i18n.global.locale.value] as const,
  ([title]) => {
    // A page without a fixed title (a candidate's name, the phase of an interview) sets its own.
    if (title) document.title = `${i18n.global.t(title)} · Greenroom`
  },
  { flush: 'post' },
)
