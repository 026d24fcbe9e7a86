import { h, type FunctionalComponent } from 'vue'

/** The drawings of the icons, by name; the build hands each module those it names. */
const drawings = new Map<string, string>()

export const addIcon = (name: string, drawing: string) => void drawings.set(name, drawing)

export const iconLoaded = (name: string) => drawings.has(name)

/**
 * Stands in for `@iconify/vue`, of which only this is used: the drawing of an icon that is at hand. Words beside it say
 * what it means, so it is hidden from screen readers.
 */
export const Icon: FunctionalComponent<{ icon: string }> = ({ icon }) =>
  h('svg', {
    class: 'iconify',
    xmlns: 'http://www.w3.org/2000/svg',
    width: '1em',
    height: '1em',
    viewBox: '0 0 24 24',
    'aria-hidden': true,
    innerHTML: drawings.get(icon),
  })
Icon.props = ['icon', 'mode', 'width', 'height', 'customise', 'ssr']
