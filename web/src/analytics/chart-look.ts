import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { use, type ComposeOption } from 'echarts/core'
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  AriaComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'

// Only what is used: the whole library is six times as large.
use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | AriaComponentOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>

export type Tone = 'good' | 'fine' | 'calm' | 'warn' | 'bad'

interface Look {
  text: string
  line: string
  surface: string
  tones: Record<Tone, string>
  /** What patterns are drawn with, over the colours. */
  pattern: string
}

/** The colours of the house, each at least 3:1 to the surface of a card; a test measures them. */
export const looks: Record<'light' | 'dark', Look> = {
  light: {
    text: '#5f6964',
    line: '#e3e8e5',
    surface: '#ffffff',
    tones: { good: '#1d5f42', fine: '#339164', calm: '#5f6964', warn: '#b45309', bad: '#b91c1c' },
    pattern: 'rgba(255, 255, 255, 0.55)',
  },
  dark: {
    text: '#98a29d',
    line: '#3d4541',
    surface: '#181c1a',
    tones: { good: '#54ad7f', fine: '#b6dfc8', calm: '#98a29d', warn: '#fbbf24', bad: '#f87171' },
    pattern: 'rgba(0, 0, 0, 0.5)',
  },
}

type Decal = NonNullable<BarSeriesOption['itemStyle']>['decal']

/** A pattern beside each colour, for those who do not see colours apart. */
function decalOf(tone: Tone, color: string): Decal {
  const stripes = { symbol: 'rect', color, dashArrayX: [1, 0] }
  switch (tone) {
    case 'good':
      return undefined
    case 'fine':
      return { ...stripes, dashArrayY: [1, 7], rotation: 0 }
    case 'calm':
      return {
        symbol: 'circle',
        color,
        symbolSize: 0.7,
        dashArrayX: [
          [6, 6],
          [0, 6, 6, 0],
        ],
        dashArrayY: [6, 0],
      }
    case 'warn':
      return { ...stripes, dashArrayY: [2, 5], rotation: Math.PI / 4 }
    case 'bad':
      return { ...stripes, dashArrayY: [2, 3], rotation: -Math.PI / 4 }
  }
}

const marks: Record<Tone, { symbol: string; line: 'solid' | 'dashed' }> = {
  good: { symbol: 'circle', line: 'solid' },
  fine: { symbol: 'rect', line: 'solid' },
  calm: { symbol: 'diamond', line: 'dashed' },
  warn: { symbol: 'triangle', line: 'dashed' },
  bad: { symbol: 'roundRect', line: 'dashed' },
}

export interface ChartSeries {
  name: string
  tone: Tone
  /** In the order of the labels; null where there is none. */
  values: readonly (number | null)[]
}

export interface ChartData {
  /** Bars stand on each other; lines go from point to point. */
  kind: 'bars' | 'rows' | 'lines'
  labels: readonly string[]
  series: readonly ChartSeries[]
  /** What a value is called. */
  show: (value: number) => string
  /** What the chart is of, in a sentence. */
  description: string
  /** Whole numbers only. */
  whole?: boolean
  /** From one line behind the values to the next; what looks even where nothing is said. */
  interval?: number
}

/** A chart that is less wide, in pixels, has longer rows and shorter names. */
const narrow = 520

/** Into how many lines names of series fall, as they are written beside their signs. */
function legendLines(series: readonly ChartSeries[], width: number): number {
  if (series.length < 2) return 0
  let [lines, used] = [1, 0]
  for (const { name } of series) {
    const needs = 38 + name.length * 7
    if (used > 0 && used + needs > width) [lines, used] = [lines + 1, 0]
    used += needs
  }
  return lines
}

/** How high a chart is, in pixels. @param width of what it stands in, in pixels */
export const chartHeight = ({ kind, labels, series }: ChartData, width: number): number =>
  legendLines(series, width) * 24 + (kind === 'rows' ? 40 + labels.length * (width < narrow ? 48 : 34) : 236)

/** What the library draws. @param width of what it stands in, in pixels */
export function chartOption(data: ChartData, theme: 'light' | 'dark', moves: boolean, width: number): ChartOption {
  const { text, line, surface, tones, pattern } = looks[theme]
  const isRows = data.kind === 'rows'
  const names = {
    type: 'category' as const,
    data: [...data.labels],
    inverse: isRows,
    axisLabel: {
      color: text,
      ...(isRows
        ? // Without a height of its own a line is drawn over the one before it.
          { width: width < narrow ? 110 : Math.min(240, width * 0.3), overflow: 'break' as const, lineHeight: 15 }
        : { hideOverlap: true }),
    },
    axisLine: { lineStyle: { color: text } },
    axisTick: { show: false },
  }
  const values = {
    type: 'value' as const,
    axisLabel: { color: text, formatter: (value: number) => data.show(value) },
    splitLine: { lineStyle: { color: line } },
    splitNumber: 4,
    min: 0,
    ...(data.whole ? { minInterval: 1 } : {}),
    // The axis ends at a line, and not at what is longest.
    ...(data.interval
      ? { interval: data.interval, max: ({ max }: { max: number }) => Math.ceil(max / data.interval!) * data.interval! }
      : {}),
  }
  return {
    animation: moves,
    animationDuration: 300,
    textStyle: { fontFamily: 'Inter, ui-sans-serif, system-ui, sans-serif' },
    aria: { enabled: true, label: { enabled: true, description: data.description } },
    grid: {
      left: 8,
      right: 16,
      top: 12 + legendLines(data.series, width) * 24,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    ...(data.series.length > 1
      ? {
          legend: {
            top: 0,
            left: 0,
            type: 'plain' as const,
            textStyle: { color: text },
            itemWidth: 18,
            itemGap: 14,
            inactiveColor: text,
          },
        }
      : {}),
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: data.kind === 'lines' ? 'line' : 'shadow' },
      backgroundColor: surface,
      borderColor: line,
      textStyle: { color: text },
      valueFormatter: (value) => (typeof value === 'number' ? data.show(value) : '–'),
    },
    xAxis: isRows ? values : names,
    yAxis: isRows ? names : values,
    series: data.series.map(({ name, tone, values: points }) =>
      data.kind === 'lines'
        ? {
            type: 'line' as const,
            name,
            data: [...points],
            symbol: marks[tone].symbol,
            symbolSize: 8,
            showSymbol: true,
            connectNulls: true,
            itemStyle: { color: tones[tone] },
            lineStyle: { color: tones[tone], width: 2, type: marks[tone].line },
          }
        : {
            type: 'bar' as const,
            name,
            stack: 'all',
            data: [...points],
            barMaxWidth: 36,
            itemStyle: { color: tones[tone], borderColor: surface, borderWidth: 1, decal: decalOf(tone, pattern) },
          },
    ),
  }
}
