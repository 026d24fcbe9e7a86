import type { TypedDocumentNode } from '@graphql-typed-document-node/core'

/** An operation as it goes over the line, with all fragments it spreads, and what it asks for and answers. */
export interface TypedText<Data, Variables> {
  readonly name: string
  readonly text: string
  readonly types?: (variables: Variables) => Data
}

/**
 * The text of a document. The build puts it in the place of this call (graphql-plugin.ts): a page that keeps no cache
 * has no use for the syntax tree, nor for what prints it.
 */
export function asText<Data, Variables>(_document: TypedDocumentNode<Data, Variables>): TypedText<Data, Variables> {
  throw new Error('The build has not put the text of a document here')
}
