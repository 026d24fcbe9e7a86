import type { CreateKitInput, KitEditor_KitFragment, Language } from '../gql/graphql'
import type { Problem } from '../shared/problems'

export const languages = ['EN', 'SV', 'FR'] as const satisfies readonly Language[]

/** A recording of a question, as the server has it. */
export interface VoiceDraft {
  id: string
  /** Where it is heard. */
  url: string
  /** The words that were recorded. */
  text: string
  /** How long it is; null where nobody told. */
  seconds: number | null
  /** Whose voice it is, by their name. */
  by: string
}

/** A question as far as a person has written it. */
export interface QuestionDraft {
  /** Its own while the form is open; its place changes. */
  key: string
  /** Null for a new one. */
  questionId: string | null
  texts: Record<Language, string>
  /** Also such as were recorded before the words became others: they may become the same again. */
  voices: Record<Language, VoiceDraft | null>
  prepareSeconds: number
  answerSeconds: number
  retakes: number | null
  maxFollowUps: number
}

/** The same for a criterion. */
export interface CriterionDraft {
  key: string
  criterionId: string | null
  name: string
  lookFor: string
  mustBeScored: boolean
}

export interface KitDraft {
  name: string
  /** In which every question is written. */
  language: Language
  questions: QuestionDraft[]
  criteria: CriterionDraft[]
}

export const most = { questions: 50, criteria: 30, retakes: 10, followUps: 2 } as const
const longest = { name: 200, text: 2000 } as const

/** Lengths that a form offers, in seconds. Others are kept as they are. */
export const usualTimes = {
  prepareSeconds: [0, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600],
  answerSeconds: [30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800],
} as const

export const emptyQuestion = (key: string): QuestionDraft => ({
  key,
  questionId: null,
  texts: { EN: '', SV: '', FR: '' },
  voices: { EN: null, SV: null, FR: null },
  prepareSeconds: 30,
  answerSeconds: 120,
  retakes: 1,
  maxFollowUps: 0,
})

export const emptyCriterion = (key: string): CriterionDraft => ({
  key,
  criterionId: null,
  name: '',
  lookFor: '',
  mustBeScored: false,
})

export const emptyKit = (language: Language): KitDraft => ({ name: '', language, questions: [], criteria: [] })

/** Whether a recording is one of these very words; of others it is left out when they are saved. */
export const fits = (voice: VoiceDraft, text: string): boolean => voice.text === text.trim()

/** The recording of a question's words as they stand; null where a machine reads them. */
export function voiceOf({ texts, voices }: Pick<QuestionDraft, 'texts' | 'voices'>, language: Language) {
  const voice = voices[language]
  return voice && fits(voice, texts[language]) ? voice : null
}

/** The id of the button that records a question. */
export const idOfRecord = (key: string) => `record-${key}`

type SavedText = KitEditor_KitFragment['version']['questions'][number]['texts'][number]

const voiceDraftOf = ({ text, voice }: SavedText): VoiceDraft | null =>
  voice && { id: voice.id, url: voice.url, text, seconds: voice.durationSeconds ?? null, by: voice.recordedBy.name }

export const draftOf = ({ name, version }: KitEditor_KitFragment): KitDraft => ({
  name,
  language: version.language,
  questions: version.questions.map(({ id, texts, prepareSeconds, answerSeconds, retakes, maxFollowUps }) => ({
    ...emptyQuestion(id),
    questionId: id,
    texts: { ...emptyQuestion(id).texts, ...Object.fromEntries(texts.map((each) => [each.language, each.text])) },
    voices: {
      ...emptyQuestion(id).voices,
      ...Object.fromEntries(texts.map((each) => [each.language, voiceDraftOf(each)])),
    },
    prepareSeconds,
    answerSeconds,
    retakes,
    maxFollowUps,
  })),
  criteria: version.criteria.map(({ id, name: itsName, lookFor, mustBeScored }) => ({
    key: id,
    criterionId: id,
    name: itsName,
    lookFor: lookFor ?? '',
    mustBeScored,
  })),
})

/**
 * What was written, to be saved over a version that somebody else has saved meanwhile: what that has no more is new.
 */
export function over(draft: KitDraft, { version }: KitEditor_KitFragment): KitDraft {
  const known = new Set([...version.questions, ...version.criteria].map(({ id }) => id))
  const ifKnown = (id: string | null) => (id !== null && known.has(id) ? id : null)
  return {
    ...draft,
    questions: draft.questions.map((each) => ({ ...each, questionId: ifKnown(each.questionId) })),
    criteria: draft.criteria.map((each) => ({ ...each, criterionId: ifKnown(each.criterionId) })),
  }
}

export const inputOf = ({ name, language, questions, criteria }: KitDraft): CreateKitInput => ({
  name: name.trim(),
  language,
  questions: questions.map(({ questionId, texts, voices, prepareSeconds, answerSeconds, retakes, maxFollowUps }) => ({
    questionId,
    texts: languages.flatMap((each) => {
      const text = texts[each].trim()
      const voice = voiceOf({ texts, voices }, each)
      return text ? [{ language: each, text, ...(voice ? { voiceId: voice.id } : {}) }] : []
    }),
    prepareSeconds,
    answerSeconds,
    retakes,
    maxFollowUps,
  })),
  criteria: criteria.map(({ criterionId, name: itsName, lookFor, mustBeScored }) => ({
    criterionId,
    name: itsName.trim(),
    lookFor: lookFor.trim() || null,
    mustBeScored,
  })),
})

/** What the names of the fields of a question or criterion begin with. */
export const prefixOf = (list: 'questions' | 'criteria', key: string) => `${list}.${key}.`

export const fieldsOf = ({ questions, criteria }: KitDraft): string[] => [
  'name',
  'language',
  ...questions.flatMap(({ key }) =>
    ['texts', 'prepareSeconds', 'answerSeconds', 'retakes', 'maxFollowUps'].map(
      (name) => prefixOf('questions', key) + name,
    ),
  ),
  ...criteria.flatMap(({ key }) => ['name', 'lookFor', 'mustBeScored'].map((name) => prefixOf('criteria', key) + name)),
]

const tooLong = (text: string, size: number, name: string): Problem[] =>
  text.trim().length > size ? [{ name, code: 'tooLong', facts: { most: size } }] : []

const problemsOfQuestion = ({ key, texts, retakes }: QuestionDraft, language: Language): Problem[] => {
  const prefix = prefixOf('questions', key)
  const isCount = retakes !== null && Number.isInteger(retakes) && retakes >= 0 && retakes <= most.retakes
  return [
    ...(texts[language].trim() ? [] : [{ name: `${prefix}texts`, code: 'questionMissing' }]),
    ...languages.flatMap((each) => tooLong(texts[each], longest.text, `${prefix}texts`)).slice(0, 1),
    ...(isCount ? [] : [{ name: `${prefix}retakes`, code: 'outOfBounds', facts: { least: 0, most: most.retakes } }]),
  ]
}

const problemsOfCriterion = ({ key, name, lookFor }: CriterionDraft): Problem[] => {
  const prefix = prefixOf('criteria', key)
  return [
    ...(name.trim() ? tooLong(name, longest.name, `${prefix}name`) : [{ name: `${prefix}name`, code: 'nameMissing' }]),
    ...tooLong(lookFor, longest.text, `${prefix}lookFor`),
  ]
}

/** What is to be mended before the kit can be saved. */
export const problemsOf = ({ name, language, questions, criteria }: KitDraft): Problem[] => [
  ...(name.trim() ? tooLong(name, longest.name, 'name') : [{ name: 'name', code: 'nameMissing' }]),
  ...questions.flatMap((question) => problemsOfQuestion(question, language)),
  ...criteria.flatMap(problemsOfCriterion),
]

/** The language of a text that cannot be saved so, where its field shows another one. */
export const languageToMend = ({ language, questions }: KitDraft, key: string): Language | null => {
  const texts = questions.find((question) => question.key === key)?.texts
  if (!texts) return null
  return (
    languages.find((each) => texts[each].trim().length > longest.text) ?? (texts[language].trim() ? null : language)
  )
}

/** The server counts by place, `questions.0.texts.1.text`; the form names its fields by their key. */
export const pathByKey = (path: string, draft: KitDraft) =>
  path.replace(/\b(questions|criteria)\.(\d+)\b/, (whole, list: 'questions' | 'criteria', index: string) => {
    const item = draft[list][Number(index)]
    return item ? `${list}.${item.key}` : whole
  })

/** Which item a field belongs to. */
export const keyOfField = (name: string): string | null => /^(?:questions|criteria)\.([^.]+)\./.exec(name)?.[1] ?? null
