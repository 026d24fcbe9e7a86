import UApp from '@nuxt/ui/components/App.vue'
import { render } from 'vitest-browser-vue'
import { defineComponent, h, ref, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, locale, setLocale, useWords, type Locale } from '../src/shared/i18n'
import { uiLocales } from '../src/shared/ui-locale'

/** Shows something in the browser as it stands in a page, with the words of a language. */
export async function show(component: Component, language: Locale = 'en') {
  await useWords('dashboard')
  await useWords('candidateAccess')
  await setLocale(language, { remember: false })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
  const Page = () => h(UApp, { locale: uiLocales[locale.value], toaster: null }, () => h(component))
  return render(Page, { global: { plugins: [router, i18n] } })
}

/** Shows a field that a person changes, between two others, and what it holds by now. */
export async function showField<Value>(
  field: Component,
  first: Value,
  props: Record<string, unknown> = {},
  language?: Locale,
) {
  const value = ref(first)
  const take = (next: Value) => (value.value = next)
  const Page = defineComponent(() => () => [
    h('button', 'Before'),
    h(field, { modelValue: value.value, 'onUpdate:modelValue': take, ...props }),
    h('button', 'After'),
  ])
  return { ...(await show(Page, language)), value }
}

/** What has the focus, as it is called. */
export const focused = () => {
  const it = document.activeElement
  return it?.getAttribute('aria-label') ?? it?.textContent?.trim().replace(/\s+/g, ' ') ?? ''
}
