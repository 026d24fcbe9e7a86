import { expect, test } from 'vitest'
import { framed } from './email-preview.rules'

const html =
  '<html><head><title>x</title><style>@media (prefers-color-scheme: dark) { p { color: white } }</style></head><body/></html>'

test.each([
  ['light', 'not all'],
  ['dark', 'all'],
] as const)('an email is shown in %s colours, whatever the device likes', (theme, media) => {
  expect(framed(html, theme)).toContain(`@media ${media} {`)
  expect(framed(html, theme)).not.toContain('prefers-color-scheme')
})

test('it loads pictures only, runs nothing, and its links lead nowhere', () => {
  const head = framed(html, 'light').slice(0, framed(html, 'light').indexOf('<title>'))
  expect(head).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src https:")
  expect(head).not.toContain('script-src')
  expect(head).toContain('<base target="_blank">')
})
