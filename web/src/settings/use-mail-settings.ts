import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'

/** What an administrator does about emails as a whole. Each verb throws where the server cannot answer. */
export function useMailSettings() {
  const check = useMutation(
    graphql(`
      mutation CheckMail($input: CheckMailInput!) {
        checkMail(input: $input) {
          __typename
          ...MailCheckCard_Check
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
    { refetchQueries: ['MailServerPage'] },
  )
  const update = useMutation(
    graphql(`
      mutation UpdateMailSettings($input: UpdateMailSettingsInput!) {
        updateMailSettings(input: $input) {
          __typename
          ... on MailSettings {
            id
            retentionDays
          }
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return {
    checkMail: async (input: { to: string; idempotencyKey: string }) =>
      (await check.mutate({ input }))!.data!.checkMail,
    updateMailSettings: async (input: { retentionDays: number; idempotencyKey: string }) =>
      (await update.mutate({ input }))!.data!.updateMailSettings,
  }
}
