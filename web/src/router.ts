import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { i18n, useWords } from './shared/i18n'

const staffPages: RouteRecordRaw[] = [
  {
    path: '',
    name: 'interviews',
    component: () => import('./interviews/InterviewsPage.vue'),
    meta: { title: 'interviews.title' },
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
      meta: { words: 'candidateAccess' },
    },
    {
      path: '/',
      component: () => import('./dashboard/StaffApp.vue'),
      meta: { words: 'dashboard' },
      children: [
        ...staffPages,
        {
          path: ':path(.*)*',
          name: 'not-found',
          component: () => import('./ui/NotFoundPage.vue'),
          meta: { title: 'notFound.title' },
        },
      ],
    },
  ],
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash } : { top: 0 }),
})

router.beforeResolve(async ({ meta }) => {
  if (meta.words) await useWords(meta.words)
})

router.afterEach(({ meta }) => {
  // A page without a fixed title (a candidate's name, the phase of an interview) sets its own.
  if (meta.title) void nextTick(() => (document.title = `${i18n.global.t(meta.title!)} · Greenroom`))
})
