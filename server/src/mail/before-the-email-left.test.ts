import { expect, test } from 'vitest'
import { openHouse } from '../../test/house.ts'
import { granted, tellStory } from '../../test/story.ts'

const house = await openHouse()

test('who leaves before their invitation left hears nothing of it', async () => {
  const story = await tellStory(house)
  const [ines, ivar] = [await story.interviewer('Ines'), await story.interviewer('Ivar')]
  const { recruiter, interview } = await story.arranged({ interviewers: [ines] })
  granted(await recruiter.reschedules(interview, { interviewers: [ivar] }))
  const emails = await house.database.query<{ name: string; kind: string; status: string }>(
    `select staff_member.name, kind, delivery.status from delivery
       join staff_member on staff_member.id = delivery.staff_member_id
     where delivery.company_id = $1 order by 1`,
    [story.companyId],
  )
  expect(emails).toEqual([
    { name: 'Ines', kind: 'INVITATION', status: 'CANCELLED' },
    { name: 'Ivar', kind: 'INVITATION', status: 'QUEUED' },
  ])
})
