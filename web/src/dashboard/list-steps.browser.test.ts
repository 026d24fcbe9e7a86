import { beforeEach, expect, test } from 'vitest'
import { rowsOf, step, tick } from './list-steps'

beforeEach(() => {
  document.body.innerHTML = `
    <ul><li><a href="#nav">Slots</a></li></ul>
    <main><section data-list>
      <table><tbody>
        <tr><th>Today</th></tr>
        <tr><td><button role="checkbox"></button><a href="#a">Ada</a></td></tr>
        <tr><td><a href="#b">Ben</a></td></tr>
      </tbody></table>
      <ul><li><button>Book</button><ul><li><a href="#c">Cleo</a></li></ul></li></ul>
    </section></main>`
})
const focused = () => document.activeElement?.textContent

test('rows are what one can go to: no headings between them, and no lists within them', () => {
  expect(rowsOf(document).map((row) => row.querySelector('a')?.textContent)).toEqual(['Ada', 'Ben', 'Cleo'])
})

test('a step goes to the next row and stops at the ends', () => {
  step(document, 1)
  expect(focused()).toBe('Ada')
  step(document, 1)
  step(document, 1)
  expect(focused()).toBe('Cleo')
  step(document, 1)
  expect(focused()).toBe('Cleo')
  step(document, -1)
  expect(focused()).toBe('Ben')
})

test('the row one is on is ticked, and no other', () => {
  let presses = 0
  document.querySelector('[role=checkbox]')!.addEventListener('click', () => (presses += 1))
  tick(document)
  expect(presses).toBe(0)
  step(document, 1)
  tick(document)
  expect(presses).toBe(1)
})

test('a row that is out of sight is brought into it, and one that is not stays where it is', () => {
  const rows = Array.from({ length: 60 }, (_, row) => `<li style="height: 40px"><a href="#${row}">Row ${row}</a></li>`)
  document.body.innerHTML = `<main><section data-list><ul>${rows.join('')}</ul></section></main>`
  const isInSight = () => {
    const { top, bottom } = document.activeElement!.closest('li')!.getBoundingClientRect()
    return top >= 0 && bottom <= window.innerHeight
  }
  const places = new Set<number>()
  for (let times = 0; times < 40; times++) {
    step(document, 1)
    expect(isInSight()).toBe(true)
    places.add(window.scrollY)
  }
  expect(focused()).toBe('Row 39')
  // It began on the screen, and moved only from its end on.
  expect(places.size).toBeLessThan(40)
  expect(window.scrollY).toBeGreaterThan(0)
})
