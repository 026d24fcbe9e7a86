import { describe, expect, test } from 'vitest'
import { chartHeight, chartOption, looks, type ChartData } from './chart-look'

const lightness = (hex: string) => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string) => {
  const [more, less] = [lightness(one), lightness(other)].sort((a, b) => b - a) as [number, number]
  return (more + 0.05) / (less + 0.05)
}

const data: ChartData = {
  kind: 'bars',
  labels: ['Mon', 'Tue'],
  series: [
    { name: 'Held', tone: 'good', values: [1, 2] },
    { name: 'No-show', tone: 'bad', values: [0, null] },
  ],
  show: (value) => `${value}!`,
  description: 'Bars: what became of them.',
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each(Object.entries(looks[theme].tones))('%s stands out from the card (WCAG 2.2, 1.4.11)', (_tone, color) =>
    expect(contrast(color, looks[theme].surface)).toBeGreaterThanOrEqual(3),
  )

  test('words can be read', () => expect(contrast(looks[theme].text, looks[theme].surface)).toBeGreaterThanOrEqual(4.5))

  test('no two series differ by their colour alone', () => {
    const tones = ['good', 'fine', 'calm', 'warn', 'bad'] as const
    const drawn = (kind: ChartData['kind']) =>
      chartOption({ ...data, kind, series: tones.map((tone) => ({ name: tone, tone, values: [1] })) }, theme, true, 600)
    const bars = (drawn('bars').series as { itemStyle: { decal: unknown } }[]).map(({ itemStyle }) =>
      JSON.stringify(itemStyle.decal ?? 'plain'),
    )
    const lines = (drawn('lines').series as { symbol: string; lineStyle: { type: string } }[]).map(
      ({ symbol, lineStyle }) => `${symbol} ${lineStyle.type}`,
    )
    expect(new Set(bars).size).toBe(5)
    expect(new Set(lines).size).toBe(5)
  })
})

test('a chart stands still for who wants less motion, and says what it is of', () => {
  expect(chartOption(data, 'light', false, 600)).toMatchObject({
    animation: false,
    aria: { enabled: true, label: { description: 'Bars: what became of them.' } },
  })
  expect(chartOption(data, 'light', true, 600).animation).toBe(true)
})

test('an axis of lengths of time ends at an even one', () => {
  const { yAxis } = chartOption({ ...data, interval: 5 }, 'light', true, 600)
  const { max } = yAxis as { max: (values: { max: number }) => number }
  expect([13.9, 15].map((longest) => max({ max: longest }))).toEqual([15, 15])
})

test('bars lie where their names need a line', () => {
  const { xAxis, yAxis } = chartOption({ ...data, kind: 'rows' }, 'light', true, 600)
  expect([xAxis, yAxis]).toMatchObject([{ type: 'value' }, { type: 'category', inverse: true, data: ['Mon', 'Tue'] }])
})

test('names of series take the lines that they need, and push the chart down', () => {
  const many = ['Arranged, median', 'Arranged, 9 of 10', 'Held, median', 'Held, 9 of 10'].map((name) => ({
    name,
    tone: 'good' as const,
    values: [1],
  }))
  const top = (width: number) =>
    (chartOption({ ...data, series: many }, 'light', true, width).grid as { top: number }).top
  expect([top(1000), top(340), top(150)]).toEqual([36, 60, 108])
  expect(chartHeight({ ...data, series: many }, 340) - chartHeight({ ...data, series: many }, 1000)).toBe(24)
})
