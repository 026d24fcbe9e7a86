import { useQuery } from '@vue/apollo-composable'
import { computed, inject, type ComputedRef, type InjectionKey } from 'vue'
import { graphql } from '../gql'
import type { SignedInQuery } from '../gql/graphql'

export type Viewer = NonNullable<SignedInQuery['viewer']>

const signedInQuery = graphql(`
  query SignedIn {
    viewer {
      role
      company {
        id
        name
        timeZone
        language
      }
      staffMember {
        id
        name
        email
      }
      workplaces {
        id
        name
      }
    }
  }
`)

/** Asks who is signed in; `viewer` is undefined while nobody knows and null where nobody is. */
export function useSignedIn() {
  const { result, error, refetch } = useQuery(signedInQuery, {}, { fetchPolicy: 'network-only' })
  return { viewer: computed(() => result.value?.viewer), error, refetch }
}

export const viewerKey: InjectionKey<ComputedRef<Viewer>> = Symbol('viewer')

/** Who is signed in, for everything inside the dashboard's frame. */
export function useViewer() {
  const viewer = inject(viewerKey)
  if (!viewer) throw new Error('useViewer needs the dashboard frame around it')
  return {
    viewer,
    companyZone: computed(() => viewer.value.company.timeZone),
    /** Interviewers see their interviews and change nothing about them. */
    mayRecruit: computed(() => viewer.value.role !== 'INTERVIEWER'),
  }
}
