import type { AskedQuestion_QuestionFragment } from '../gql/graphql'
import type { Question } from './use-question-voice'

/** A question in the language of the page: its words, in which language they are, and where the server reads them aloud. */
export function wordsOf(question: AskedQuestion_QuestionFragment, language: 'en' | 'sv' | 'fr'): Question {
  return {
    en: { text: question.textEN, language: question.writtenEN, address: question.audioEN ?? null },
    sv: { text: question.textSV, language: question.writtenSV, address: question.audioSV ?? null },
    fr: { text: question.textFR, language: question.writtenFR, address: question.audioFR ?? null },
  }[language]
}

/** The question that a follow-up goes back to, in the language of the page: its place and its words; null for one that is none. */
export function followedWordsOf({ followUpTo }: AskedQuestion_QuestionFragment, language: 'en' | 'sv' | 'fr') {
  if (!followUpTo) return null
  const { position, textEN, textSV, textFR } = followUpTo
  return { position, text: { en: textEN, sv: textSV, fr: textFR }[language] }
}
