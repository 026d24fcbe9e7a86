import { expect, test } from 'vitest'
import { compiledOnce, fill, slot } from './template.ts'

const document = `<mjml><mj-body><mj-section><mj-column><mj-text>${slot('name')}</mj-text></mj-column></mj-section></mj-body></mjml>`

test('a template is compiled once for its shape, and the one that nobody asks for is the first to go', async () => {
  const compiled: string[] = []
  const ask = (shape: string) =>
    compiledOnce(['test', shape], () => {
      compiled.push(shape)
      return document
    })
  expect(fill(await ask('often'), { name: 'Ada' })).toContain('Ada')
  await ask('once')
  await ask('often')
  expect(compiled).toEqual(['often', 'once'])
  // As many others as there is room for beside one.
  for (let other = 0; other < 499; other++) await ask(`other ${other}`)
  compiled.length = 0
  await ask('often')
  await ask('once')
  expect(compiled).toEqual(['once'])
})
