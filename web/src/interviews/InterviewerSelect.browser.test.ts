import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client/core'
import { DefaultApolloClient } from '@vue/apollo-composable'
import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { defineComponent, h, provide } from 'vue'
import { show } from '../../test/show'
import InterviewerSelect from './InterviewerSelect.vue'

test('a choice that could not be asked for says so, and not that nobody was found', async () => {
  const link = new ApolloLink(() => new Observable((observer) => observer.error(new Error('The line is down.'))))
  const Choice = defineComponent(() => {
    provide(DefaultApolloClient, new ApolloClient({ link, cache: new InMemoryCache() }))
    return () => h(InterviewerSelect, { modelValue: [] })
  })
  const field = await show(Choice)
  await userEvent.click(field.container.querySelector('button')!)
  await expect.element(field.getByText('This could not be loaded')).toBeVisible()
})
