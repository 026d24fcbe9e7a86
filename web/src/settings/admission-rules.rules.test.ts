import { expect, test } from 'vitest'
import { problemsOfAdmission } from './admission-rules.rules'

const usual = { admissionOpensMinutesBefore: 15, admissionClosesMinutesAfter: 15, noShowGraceMinutes: 15 }

test.each([
  [{}, []],
  [{ admissionOpensMinutesBefore: 0, admissionClosesMinutesAfter: 1, noShowGraceMinutes: 0 }, []],
  [{ admissionOpensMinutesBefore: 1440, admissionClosesMinutesAfter: 1440, noShowGraceMinutes: 120 }, []],
  [{ admissionOpensMinutesBefore: -1 }, [['admissionOpensMinutesBefore', 0, 1440]]],
  [{ admissionClosesMinutesAfter: 0 }, [['admissionClosesMinutesAfter', 1, 1440]]],
  [{ noShowGraceMinutes: 121 }, [['noShowGraceMinutes', 0, 120]]],
  [{ noShowGraceMinutes: null }, [['noShowGraceMinutes', 0, 120]]],
  [{ noShowGraceMinutes: 1.5 }, [['noShowGraceMinutes', 0, 120]]],
])('%o', (change, problems) => {
  expect(
    problemsOfAdmission({ ...usual, ...change }).map(({ name, facts }) => [name, facts!['least'], facts!['most']]),
  ).toEqual(problems)
})
