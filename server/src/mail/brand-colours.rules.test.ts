import { expect, test } from 'vitest'
import { contrast, mix, palettes } from './brand-colours.rules.ts'

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#ffffff', '#ffffff')).toBeCloseTo(1)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('colours mix by channel', () => {
  expect(mix('#ff0000', '#0000ff', 0.5)).toBe('#800080')
  expect(mix('#102030', '#ffffff', 1)).toBe('#102030')
})

test('every text is readable on every ground it stands on, whatever colour a company brings', () => {
  const levels = ['00', '33', '66', '99', 'cc', 'ff']
  for (const red of levels) {
    for (const green of levels) {
      for (const blue of levels) {
        for (const palette of Object.values(palettes(`#${red}${green}${blue}`))) {
          for (const text of [palette.ink, palette.quiet, palette.accent]) {
            for (const ground of [palette.page, palette.card, palette.panel]) {
              expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
            }
          }
          expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5)
        }
      }
    }
  }
})

test('a colour that is readable already is left as it is', () => {
  expect(palettes('#0b6e4f').light.accent).toBe('#0b6e4f')
})

test('what is no colour never reaches a style', () => {
  for (const colour of ['red', '#fff', '#12345g', '#0b6e4f;background:url(x)', '']) {
    expect(() => palettes(colour)).toThrow(TypeError)
  }
})
