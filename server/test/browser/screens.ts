import { existsSync, globSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'

/** Where pictures of the screens are kept, to be looked at; undefined where nobody wants them. */
const folder = process.env['GREENROOM_SCREENS']
const themes = ['light', 'dark'] as const

const slug = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()

/** How long no picture may take: one that cannot be taken is a screen that would be missing. */
const timeout = 30_000

/**
 * Takes a picture of the page as it stands, in both themes, where pictures are wanted. What it is of, the width and the
 * theme are its name; the story it is from is its folder.
 * @param isStill resolves when the other theme is there
 */
export async function keepScreen(
  page: Page,
  story: string,
  what: string,
  isStill: () => Promise<unknown>,
): Promise<void> {
  if (!folder) return
  const { width } = page.viewportSize()!
  const before = await page.evaluate<string>(`matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'`)
  for (const theme of themes.toSorted((one) => (one === before ? -1 : 1))) {
    if (theme !== before) {
      await page.emulateMedia({ colorScheme: theme })
      await isStill()
    }
    const file = path.join(folder, story, `${slug(what)}.${width}.${theme}.jpg`)
    mkdirSync(path.dirname(file), { recursive: true })
    await page.screenshot({ path: file, type: 'jpeg', quality: 80, fullPage: true, timeout })
  }
  await page.emulateMedia({ colorScheme: before === 'dark' ? 'dark' : 'light' })
}

/** One page to leaf through all pictures that were taken: story by story, in the order they were taken. */
export function writeScreensIndex(): void {
  if (!folder || !existsSync(folder)) return
  const pictures = globSync('*/*.jpg', { cwd: folder })
    .map((file) => {
      const [what, width, theme] = path.basename(file, '.jpg').split('.')
      return { file, story: path.dirname(file), what, width, theme, at: statSync(path.join(folder, file)).mtimeMs }
    })
    .toSorted((one, other) => one.at - other.at)
  const stories = Map.groupBy(pictures, ({ story }) => story)
  const parts = [...stories].toSorted().map(([story, those]) => {
    const screens = [...Map.groupBy(those, ({ what }) => what)].map(([what, views]) => {
      const figures = views
        .toSorted((one, other) => Number(other.width) - Number(one.width) || one.theme!.localeCompare(other.theme!))
        .map(
          ({ file, width, theme }) =>
            `<figure><a href="${encodeURI(file)}"><img loading="lazy" src="${encodeURI(file)}" alt=""></a>` +
            `<figcaption>${width} px, ${theme}</figcaption></figure>`,
        )
      return `<h3>${what?.replaceAll('-', ' ')}</h3><div>${figures.join('')}</div>`
    })
    return `<section id="${story}"><h2>${story}</h2>${screens.join('')}</section>`
  })
  const contents = [...stories.keys()].toSorted().map((story) => `<a href="#${story}">${story}</a>`)
  writeFileSync(
    path.join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Greenroom: ${pictures.length} pictures of its screens</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 1rem; color-scheme: light dark }
  nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem }
  div { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start }
  figure { margin: 0 } img { height: 26rem; object-fit: cover; object-position: top; border: 1px solid #8888 }
</style>
<h1>${pictures.length} pictures</h1><nav>${contents.join('')}</nav>${parts.join('')}
`,
  )
}
