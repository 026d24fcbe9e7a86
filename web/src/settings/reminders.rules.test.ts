import { expect, test } from 'vitest'
import { draftOf, problemsOfReminders, settingsOf } from './reminders.rules'

const usual = {
  firstMinutes: 1440,
  secondMinutes: 60,
  remindInterviewers: true,
  feedbackReminders: 2,
  feedbackMinutes: 1440,
}

test('what is saved comes back as it was', () => {
  expect(settingsOf(draftOf(usual))).toEqual(usual)
  const none = { firstMinutes: null, secondMinutes: null, remindInterviewers: false, feedbackReminders: 0 }
  expect(settingsOf(draftOf({ ...none, feedbackMinutes: 120 }))).toEqual(none)
})

test('a reminder that is switched on begins with the usual time', () => {
  const draft = { ...draftOf({ ...usual, secondMinutes: null }), hasSecond: true }
  expect(settingsOf(draft)).toEqual(usual)
})

test.each([
  [{ firstMinutes: 14 }, [['firstMinutes', 'reminderOutOfBounds']]],
  [{ secondMinutes: 20_161 }, [['secondMinutes', 'reminderOutOfBounds']]],
  [{ firstMinutes: null }, [['firstMinutes', 'reminderOutOfBounds']]],
  [{ hasFirst: false, firstMinutes: null }, []],
  [{ secondMinutes: 1440 }, [['secondMinutes', 'sameReminder']]],
  [{ hasFirst: false, secondMinutes: 1440 }, []],
  [{ feedbackMinutes: 59 }, [['feedbackMinutes', 'feedbackOutOfBounds']]],
  [{ feedbackMinutes: null }, [['feedbackMinutes', 'feedbackOutOfBounds']]],
  [{ feedbackReminders: 0, feedbackMinutes: null }, []],
  [{}, []],
])('%o', (change, problems) => {
  expect(problemsOfReminders({ ...draftOf(usual), ...change }).map(({ name, code }) => [name, code])).toEqual(problems)
})
