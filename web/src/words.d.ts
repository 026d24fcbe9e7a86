/** A part of the dashboard's words in a language, made by web/words-plugin.ts. */
declare module 'virtual:words/*' {
  const words: Record<string, never>
  export default words
}
