import { expect, test } from 'vitest'
import { isWebAddress } from './web-address.rules'

test.each(['https://meet.example.org/ada', 'http://localhost:8443/room'])('%s may become a link', (address) =>
  expect(isWebAddress(address)).toBe(true),
)

test.each(['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', 'meet.example.org', ''])(
  '%j stays text',
  (address) => expect(isWebAddress(address)).toBe(false),
)
