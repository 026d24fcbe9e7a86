import { registerEnumType } from 'type-graphql'

/** An enum of the schema from a list of words: type-graphql shows the keys, so keys and values are the same. */
export const enumOf = <Word extends string>(
  words: readonly Word[],
  name: string,
  description: string,
  each: Record<Word, string>,
): { [W in Word]: W } => {
  const object = Object.fromEntries(words.map((word) => [word, word])) as { [W in Word]: W }
  registerEnumType(object, {
    name,
    description,
    valuesConfig: Object.fromEntries(words.map((word) => [word, { description: each[word] }])) as never,
  })
  return object
}
