import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { graphql } from '../gql'
import type {
  CreateSavedViewInput,
  OrderSavedViewsInput,
  SavedViewList,
  SetDefaultViewInput,
  UpdateSavedViewInput,
} from '../gql/graphql'
import { keptQuery } from './saved-view.rules'

export const savedViewsQuery = graphql(`
  query SavedViews($list: SavedViewList!) {
    savedViews(list: $list, first: 50) {
      nodes {
        ...ViewBar_View
      }
    }
  }
`)

/** The views of a list that somebody sees, which of them is on show, and what can be done with them. */
export function useSavedViews(list: SavedViewList) {
  const route = useRoute()
  // What a colleague has changed is there with the next look at the list.
  const { result } = useQuery(savedViewsQuery, { list }, { fetchPolicy: 'cache-and-network' })
  const views = computed(() => result.value?.savedViews.nodes ?? [])
  /** What the address says now, as a view would keep it. */
  const query = computed(() => keptQuery(route.query))
  /** The view that somebody has chosen, however it was changed since, or the one that shows just this. */
  const current = computed(
    () =>
      views.value.find(({ id }) => id === route.query['view']) ??
      views.value.find((view) => query.value !== '' && view.query === query.value),
  )

  const again = { refetchQueries: ['SavedViews'], awaitRefetchQueries: true }
  const create = useMutation(
    graphql(`
      mutation CreateSavedView($input: CreateSavedViewInput!) {
        createSavedView(input: $input) {
          __typename
          ...ViewBar_View
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  const update = useMutation(
    graphql(`
      mutation UpdateSavedView($input: UpdateSavedViewInput!) {
        updateSavedView(input: $input) {
          __typename
          ...ViewBar_View
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  const remove = useMutation(
    graphql(`
      mutation DeleteSavedView($input: DeleteSavedViewInput!) {
        deleteSavedView(input: $input) {
          __typename
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  const order = useMutation(
    graphql(`
      mutation OrderSavedViews($input: OrderSavedViewsInput!) {
        orderSavedViews(input: $input) {
          __typename
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )
  const setDefault = useMutation(
    graphql(`
      mutation SetDefaultView($input: SetDefaultViewInput!) {
        setDefaultView(input: $input) {
          __typename
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    again,
  )

  return {
    views,
    query,
    current,
    createView: async (input: Omit<CreateSavedViewInput, 'list'>) =>
      (await create.mutate({ input: { list, ...input } }))!.data!.createSavedView,
    updateView: async (input: UpdateSavedViewInput) => (await update.mutate({ input }))!.data!.updateSavedView,
    deleteView: async (viewId: string) => (await remove.mutate({ input: { viewId } }))!.data!.deleteSavedView,
    orderViews: async (input: Omit<OrderSavedViewsInput, 'list'>) =>
      (await order.mutate({ input: { list, ...input } }))!.data!.orderSavedViews,
    setDefaultView: async (viewId: SetDefaultViewInput['viewId']) =>
      (await setDefault.mutate({ input: { list, viewId: viewId ?? null } }))!.data!.setDefaultView,
  }
}
