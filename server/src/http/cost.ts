import {
  GraphQLError,
  Kind,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql'
import { largestPage, usualPage } from '../shared/graphql/page.ts'

/** What a list that has no pages is taken to hold: those who meet somebody, the rounds of an application. */
const shortList = 5

/**
 * Refuses an operation whose answer may hold more values than this. Each field counts once for every item that its
 * lists may hold: a page by the size that is asked for, the usual one where none is, the largest one where a variable
 * decides. Fragments cost what is in them, however they are nested.
 */
export const costRule =
  (most: number): ValidationRule =>
  (context) => ({
    OperationDefinition(operation) {
      const cost = costOfOperation(
        { schema: context.getSchema(), fragment: (name) => context.getFragment(name) },
        operation,
      )
      if (cost > most)
        context.reportError(
          new GraphQLError(`This asks for up to ${cost} values; an operation may ask for ${most}.`, {
            nodes: operation,
          }),
        )
    },
  })

interface Document {
  schema: GraphQLSchema
  fragment: (name: string) => FragmentDefinitionNode | null | undefined
}

/** How many values the answer to an operation may hold. */
export const costOfOperation = (document: Document, operation: OperationDefinitionNode): number =>
  costOf(document, new Map())(operation.selectionSet, document.schema.getRootType(operation.operation))

/** The same for an operation of a document that has been found valid. */
export const costIn = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): number => {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  )
  return costOfOperation({ schema, fragment: (name) => fragments.get(name) }, operation)
}

/** @param known of fragments that were met before; one that is under way meets itself, which another rule refuses */
function costOf(document: Document, known: Map<string, number>) {
  const ofFragment = (name: string): number => {
    const before = known.get(name)
    if (before !== undefined) return before
    known.set(name, 0)
    const fragment = document.fragment(name)
    const cost = fragment ? ofSet(fragment.selectionSet, typeNamed(fragment.typeCondition.name.value)) : 0
    known.set(name, cost)
    return cost
  }
  const ofField = (node: FieldNode, parent: GraphQLNamedType | null | undefined): number => {
    if (!node.selectionSet) return 1
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
    const type = field && getNamedType(field.type)
    return 1 + sizeOf(node, field) * ofSet(node.selectionSet, isCompositeType(type) ? type : undefined)
  }
  const ofSet = ({ selections }: SelectionSetNode, parent: GraphQLNamedType | null | undefined): number =>
    selections.reduce((sum, node) => {
      if (node.kind === Kind.FIELD) return sum + ofField(node, parent)
      if (node.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(node.name.value)
      const type = node.typeCondition ? typeNamed(node.typeCondition.name.value) : parent
      return sum + ofSet(node.selectionSet, type)
    }, 0)
  const typeNamed = (name: string) => document.schema.getType(name)
  return ofSet
}

/** How many items a field may bring. The lists inside a page are the page's own items. */
function sizeOf(node: FieldNode, field: GraphQLField<unknown, unknown> | undefined): number {
  if (field?.args.some(({ name }) => name === 'first')) {
    const asked = (node.arguments ?? [])
      .filter(({ name, value }) => ['first', 'last'].includes(name.value) && value.kind !== Kind.NULL)
      // What is no size of a page is refused when it runs; it must not make its neighbours cheaper.
      .map(({ value }) => (value.kind === Kind.INT ? Math.max(1, Number(value.value)) : largestPage))
    return asked.length > 0 ? Math.max(...asked) : usualPage
  }
  const isOfPage = field && (node.name.value === 'nodes' || node.name.value === 'edges')
  return field && !isOfPage && isListType(getNullableType(field.type)) ? shortList : 1
}
