import { expect, test } from 'vitest'
import { accessKey, opens as opensInterview } from '../candidate-access/access-key.ts'
import { newId } from '../shared/id.ts'
import { linkOfKey, opens, schedulingKey } from './scheduling-key.ts'

const secret = 'one secret of the house'

test("a choose-a-slot link's key names its link and opens it, at its version only", () => {
  const id = newId()
  const key = schedulingKey(secret, id, 2)
  expect(linkOfKey(key)).toBe(id)
  expect(opens(key, [secret], id, 2)).toBe(true)
  expect([
    opens(key, [secret], id, 1),
    opens(key, ['another secret'], id, 2),
    opens(key, [secret], newId(), 2),
  ]).toEqual([false, false, false])
})

test('no key opens a door of the other kind, even where both name the same id', () => {
  const id = newId()
  expect(opens(accessKey(secret, id, 1), [secret], id, 1)).toBe(false)
  expect(opensInterview(schedulingKey(secret, id, 1), [secret], id, 1)).toBe(false)
})
