import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../gql'
import type { UpdateCompanyBrandInput, UploadCompanyLogoInput } from '../gql/graphql'

/** Changes how the company's emails look. Throws where the server cannot answer. */
export function useCompanyBrand() {
  const { mutate: update } = useMutation(
    graphql(`
      mutation UpdateCompanyBrand($input: UpdateCompanyBrandInput!) {
        updateCompanyBrand(input: $input) {
          __typename
          ...BrandForm_Brand
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  const { mutate: upload } = useMutation(
    graphql(`
      mutation UploadCompanyLogo($input: UploadCompanyLogoInput!) {
        uploadCompanyLogo(input: $input) {
          __typename
          ...BrandForm_Brand
          ... on Refusal {
            ...Refusal_Facts
          }
        }
      }
    `),
  )
  return {
    updateBrand: async (input: UpdateCompanyBrandInput) => (await update({ input }))!.data!.updateCompanyBrand,
    uploadLogo: async (input: UploadCompanyLogoInput) => (await upload({ input }))!.data!.uploadCompanyLogo,
  }
}
