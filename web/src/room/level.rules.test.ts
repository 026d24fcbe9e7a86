import { describe, expect, test } from 'vitest'
import { hear, levelOf, type Heard } from './level.rules'

const tone = (amplitude: number) => Array.from({ length: 2048 }, (_, place) => amplitude * Math.sin(place / 5))

describe('the level', () => {
  test('is nothing in a silent room, even without a single sample', () => {
    expect(levelOf(new Float32Array(2048))).toBe(0)
    expect(levelOf([])).toBe(0)
  })

  test('is full for a voice close by, and goes no further', () => {
    expect(levelOf(tone(0.5))).toBe(1)
    expect(levelOf(tone(1))).toBe(1)
  })

  test('rises by the same step for each tenfold of the loudness', () => {
    const [quiet, louder, loudest] = [tone(0.0025), tone(0.025), tone(0.25)].map(levelOf)
    expect(louder! - quiet!).toBeCloseTo(20 / 48, 2)
    expect(loudest! - louder!).toBeCloseTo(20 / 48, 2)
  })
})

describe('what is said of the level', () => {
  const begun: Heard = { hearing: 'LISTENING', since: 0 }

  test('we hear you, as soon as there is a voice and while its owner thinks', () => {
    const heard = hear(begun, 0.5, 1_000)
    expect(heard.hearing).toBe('HEARD')
    expect(hear(heard, 0.1, 15_999).hearing).toBe('HEARD')
    expect(hear(heard, 0.1, 16_000).hearing).toBe('SILENT')
  })

  test('nothing is heard, when there is no voice for a while', () => {
    expect(hear(begun, 0.29, 5_999).hearing).toBe('LISTENING')
    const silent = hear(begun, 0.29, 6_000)
    expect(silent.hearing).toBe('SILENT')
    expect(hear(silent, 0.3, 6_100).hearing).toBe('HEARD')
  })
})
