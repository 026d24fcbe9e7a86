import { expect, test } from 'vitest'
import { fileNameOf } from './file-name.rules.ts'

test.each([
  ['Ada Lovelace', 1, 'video/webm', 'Ada Lovelace - question 2.webm'],
  ['Ada Lovelace', 3, 'audio/mp4', 'Ada Lovelace - question 2 - take 3.m4a'],
  ['Åsa Öberg', 1, 'audio/ogg', 'Åsa Öberg - question 2.ogg'],
  ['../../etc/passwd', 1, 'video/x-matroska', 'etc passwd - question 2.mkv'],
  ['C:\\con | "x" <y>', 1, 'video/mp4', 'C con x y - question 2.mp4'],
  // The mark turns the reading direction: what comes after it would be read as another ending.
  ['Eve\u202Egpj', 1, 'audio/webm', 'Eve gpj - question 2.webm'],
  ['%2e%2e%2f', 1, 'audio/webm', '2e 2e 2f - question 2.webm'],
  ['\r\n...', 1, 'audio/webm', 'question 2.webm'],
  ['𝒜'.repeat(200), 1, 'audio/webm', `${'𝒜'.repeat(50)} - question 2.webm`],
])('a recording of %j is saved under a name that leads nowhere else', (candidateName, take, contentType, name) => {
  expect(fileNameOf({ candidateName, position: 2, take, contentType })).toBe(name)
})
