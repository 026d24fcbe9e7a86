import { defineAsyncComponent, defineComponent, h, type Component } from 'vue'
import { bringAtRest } from './at-rest'
import { useWords } from './i18n'

/**
 * A part of the dashboard that no page shows before somebody does something. It comes with its words when it is first
 * drawn, or before, when the page is at rest.
 */
export function later<Part extends Component>(load: () => Promise<{ default: Part }>): Part {
  const bring = async () => {
    const [part] = await Promise.all([load(), useWords('dashboard')])
    return part
  }
  bringAtRest(bring)
  return defineAsyncComponent(bring as () => Promise<{ default: Component }>) as Part
}

/** The same of a dialog, which may stand in a page closed: nothing is there of it until it is `open` for the first time. */
export function dialogLater<Dialog extends Component>(load: () => Promise<{ default: Dialog }>): Dialog {
  const dialog = later(load) as Component
  const closed = defineComponent({
    name: 'DialogLater',
    inheritAttrs: false,
    setup(_, { attrs, slots }) {
      let wasOpen = false
      return () => {
        wasOpen ||= Boolean(attrs['open'])
        return wasOpen ? h(dialog, attrs, slots) : null
      }
    },
  })
  return closed as Component as Dialog
}
