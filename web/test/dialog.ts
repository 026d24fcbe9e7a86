import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { flushPromises, mount } from '@vue/test-utils'
import { computed, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { viewerKey, type Viewer } from '../src/dashboard/use-viewer'
import { possibleTypes } from '../src/gql/possible-types'
import { i18n } from '../src/shared/i18n'

export const recruiter: Viewer = {
  role: 'RECRUITER',
  company: {
    id: 'company',
    name: 'Lindgren & Co',
    timeZone: 'Europe/Stockholm',
    language: 'EN',
  },
  staffMember: { id: 'ruben', name: 'Ruben Sand', email: 'ruben@demo.test' },
  profile: {
    id: 'ruben',
    clocks: 'COMPANY',
    timeZone: null,
    language: null,
    wantsReminders: true,
    wantsFeedbackReminders: true,
  },
  workplaces: [],
}

/** What the server says: a thing or a refusal, with its facts. */
export interface Answer {
  __typename: string
  [fact: string]: unknown
}

const nobody = { nodes: [] }

/**
 * Opens a dialog as a recruiter sees it, or another viewer, before a server that answers what a person sends with
 * `answer`. Lists the dialog asks for are empty, unless `known` tells the data of the fields.
 */
export async function openDialog(
  dialog: Component,
  props: Record<string, unknown>,
  answer: Answer,
  known: Record<string, unknown> = {},
  viewer: Viewer = recruiter,
) {
  const sent: Record<string, unknown>[] = []
  const sentUnder: { name: string; input: Record<string, unknown> }[] = []
  const asked: { name: string; variables: Record<string, unknown> }[] = []
  const link = new ApolloLink(({ operationName, variables }) => {
    const field = operationName.charAt(0).toLowerCase() + operationName.slice(1)
    const isSent = 'input' in variables
    if (isSent) {
      sent.push(variables['input'])
      sentUnder.push({ name: operationName, input: variables['input'] })
    }
    if (!isSent) asked.push({ name: operationName, variables })
    return Observable.of({
      data: isSent
        ? { [field]: answer }
        : {
            applications: nobody,
            application: null,
            staff: nobody,
            slots: nobody,
            kits: nobody,
            freeTimes: null,
            ...known,
          },
    })
  })
  const routes = [
    { path: '/', component: dialog },
    { path: '/slots', name: 'slots', component: dialog },
    { path: '/interviews/:id', name: 'interview', component: dialog },
    { path: '/interviews/:id/scorecard', name: 'scorecard', component: dialog },
    { path: '/candidates/:id', name: 'candidate', component: dialog },
  ]
  const mounted = mount(dialog, {
    props: { open: true, ...props },
    attachTo: document.body,
    global: {
      plugins: [createRouter({ history: createMemoryHistory(), routes }), i18n],
      provide: {
        [viewerKey as symbol]: computed(() => viewer),
        [DefaultApolloClient]: new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) }),
      },
    },
  })
  await flushPromises()

  const form = () => document.querySelector<HTMLFormElement>('form#form-dialog')!
  return {
    mounted,
    /** What reached the server, each time the form was sent. */
    sent,
    /** What reached the server by the operation of this name, a question or an order. */
    sentBy: (operation: string) => sentUnder.flatMap(({ name, input }) => (name === operation ? [input] : [])),
    /** With which variables a query of this name reached the server. */
    asked: (query: string) => asked.flatMap(({ name, variables }) => (name === query ? [variables] : [])),
    async submit() {
      form().dispatchEvent(new Event('submit', { cancelable: true }))
      await flushPromises()
    },
    /** All that the dialog says. */
    text: () => document.querySelector('[role=dialog]')?.textContent?.replace(/\s+/g, ' ') ?? '',
    /** Terms and their values, in the order they are read. */
    facts: () => form().querySelector('dl')?.innerText?.replace(/\s+/g, ' ').trim() ?? '',
    /** Chooses among radio buttons. */
    async choose(label: string) {
      const found = [...document.querySelectorAll('label')].find((each) => each.textContent?.trim() === label)
      document.getElementById(found?.htmlFor ?? '')?.click()
      await flushPromises()
    },
    /** Presses the button of this name. */
    async press(name: string) {
      const button = [...document.querySelectorAll('button')].find(
        (each) => (each.getAttribute('aria-label') ?? each.textContent?.trim()) === name,
      )
      if (!button) throw new Error(`There is no button called ${name}.`)
      button.click()
      await flushPromises()
    },
    /** Writes into the field under this label. */
    async write(label: string, text: string) {
      const found = [...document.querySelectorAll('label')].find((each) => each.textContent?.trim() === label)
      const field = document.getElementById(found?.htmlFor ?? '') as HTMLInputElement | null
      if (!field) throw new Error(`There is no field called ${label}.`)
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await flushPromises()
    },
    /** What is complained about, under the label of its field; complaints about the whole form under no label. */
    complaints() {
      const beside = [...form().querySelectorAll('[data-slot=error]')].map((error) => {
        const label = error.parentElement?.parentElement?.querySelector('label')
        return [label?.textContent?.trim() ?? '', error.textContent?.trim() ?? '']
      })
      const general = [...form().querySelectorAll('[role=alert] [data-slot=title]')].map((title) => [
        '',
        title.textContent?.trim() ?? '',
      ])
      return [...beside, ...general]
    },
  }
}
