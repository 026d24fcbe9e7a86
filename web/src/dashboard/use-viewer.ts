import { useQuery } from '@vue/apollo-composable'
import { computed, inject, type ComputedRef, type InjectionKey } from 'vue'
import { graphql } from '../gql'
import type { SignedInQuery } from '../gql/graphql'
import { browserZone } from '../shared/time'

export type Viewer = NonNullable<SignedInQuery['viewer']>

graphql(`
  fragment Profile_Facts on Profile {
    id
    clocks
    timeZone
    language
    wantsReminders
    wantsFeedbackReminders
  }
`)

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
      profile {
        ...Profile_Facts
      }
      workplaces {
        id
        name
        demoOf
      }
    }
  }
`)

/** Asks who is signed in; `viewer` is undefined while nobody knows and null where nobody is. */
export function useSignedIn() {
  const { result, error, refetch } = useQuery(signedInQuery, {}, { fetchPolicy: 'network-only' })
  return { viewer: computed(() => result.value?.viewer), error, refetch }
}

const ownZoneOf = ({ company, profile }: Viewer): string =>
  profile.clocks === 'DEVICE' ? browserZone() : (profile.timeZone ?? company.timeZone)

export const viewerKey: InjectionKey<ComputedRef<Viewer>> = Symbol('viewer')

/** Who is signed in, for everything inside the dashboard's frame. */
export function useViewer() {
  const viewer = inject(viewerKey)
  if (!viewer) throw new Error('useViewer needs the dashboard frame around it')
  return {
    viewer,
    /** The zone by whose clocks the person reads: what is on show tells its times by it. */
    ownZone: computed(() => ownZoneOf(viewer.value)),
    /** The zone by whose clocks the company works: what holds for all of it goes by it. */
    companyZone: computed(() => viewer.value.company.timeZone),
    /** Interviewers see their interviews and change nothing about them. */
    mayRecruit: computed(() => viewer.value.role !== 'INTERVIEWER'),
  }
}
