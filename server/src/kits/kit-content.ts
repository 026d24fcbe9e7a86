import { notFound } from '../shared/errors.ts'
import { newId } from '../shared/id.ts'
import { invalidInput, type InvalidField, type InvalidInput } from '../shared/refusals.ts'
import type { GivenContent } from './kit-input.ts'
import type { KitContent, KitQuestion } from './kit.rules.ts'

const nothing: KitContent = { questions: [], criteria: [] }

/** Why a kit cannot hold this. */
function problemsOf({ language, questions, criteria }: GivenContent): InvalidField[] {
  if (questions.length === 0 && criteria.length === 0)
    return [{ path: 'questions', message: 'A kit has a question or a criterion at least.' }]
  const ids = {
    questions: questions.map((each) => each.questionId),
    criteria: criteria.map((each) => each.criterionId),
  }
  return [
    ...questions.flatMap(({ texts }, index) =>
      texts.some((text) => text.language === language)
        ? []
        : [{ path: `questions.${index}.texts`, message: `Needs a text in ${language}, the language of the kit.` }],
    ),
    ...Object.entries(ids).flatMap(([list, each]) =>
      each.flatMap((id, index) =>
        id && each.indexOf(id) < index ? [{ path: `${list}.${index}`, message: 'Is there already.' }] : [],
      ),
    ),
  ]
}

/**
 * What a version is to hold. What was there before keeps its id, and what is new gets one.
 * @param before the version that is followed, if there is one
 * @throws NOT_FOUND for a question or criterion that was not there before
 */
export function contentOf(
  given: GivenContent,
  before = nothing,
): (KitContent & Pick<GivenContent, 'language'>) | InvalidInput {
  const problems = problemsOf(given)
  if (problems.length > 0) return invalidInput(...problems)
  return {
    language: given.language,
    questions: given.questions.map(({ questionId, texts, maxFollowUps, ...question }) => ({
      id: knownOrNew(questionId, before.questions),
      texts: Object.fromEntries(texts.map(({ language, text }) => [language, text])),
      ...voicesOf(texts),
      ...question,
      // Left out where there are none, as in the versions that were made before there were any.
      ...(maxFollowUps > 0 ? { maxFollowUps } : {}),
    })),
    criteria: given.criteria.map(({ criterionId, ...criterion }) => ({
      id: knownOrNew(criterionId, before.criteria),
      ...criterion,
    })),
  }
}

function voicesOf(texts: GivenContent['questions'][number]['texts']): Pick<KitQuestion, 'voices'> {
  const recorded = texts.flatMap(({ language, voiceId }) => (voiceId ? [[language, voiceId]] : []))
  return recorded.length > 0 ? { voices: Object.fromEntries(recorded) } : {}
}

function knownOrNew(id: string | null, before: readonly { id: string }[]): string {
  if (!id) return newId()
  if (!before.some((known) => known.id === id)) throw notFound()
  return id
}
