import {
  cloneVNode,
  Comment,
  defineComponent,
  h,
  nextTick,
  shallowRef,
  type Component,
  type PropType,
  type SlotsType,
} from 'vue'
import { bringAtRest } from '../shared/at-rest'

/**
 * A button with a menu or a popover of the library, which is loaded when somebody reaches for the button, or before, when
 * the page is at rest. The first press is handed on to the button of what was loaded, so it does what every press does.
 */
export default defineComponent({
  name: 'OpensLater',
  inheritAttrs: false,
  props: {
    load: { type: Function as PropType<() => Promise<{ default: Component }>>, required: true },
    /** As a screen reader says it of the button. */
    popup: { type: String as PropType<'menu' | 'dialog'>, required: true },
  },
  slots: Object as SlotsType<{ default: object; content: object }>,
  setup({ load, popup }, { attrs, slots }) {
    const opened = shallowRef<Component | null>(null)
    const reach = () => void load().catch(() => {})
    bringAtRest(load)

    let isComing = false
    async function press(button: HTMLElement, byKeyboard: boolean) {
      if (isComing) return
      isComing = true
      try {
        const { default: part } = await load()
        const around = button.parentElement
        const place = [...(around?.children ?? [])].indexOf(button)
        const hadFocus = document.activeElement === button
        opened.value = part
        await nextTick()
        const itself = around?.children[place]
        if (!(itself instanceof HTMLElement)) return
        if (hadFocus) itself.focus({ preventScroll: true })
        // A menu opened by the keyboard begins at its first entry.
        if (popup === 'menu' && byKeyboard)
          itself.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
        else itself.click()
      } finally {
        isComing = false
      }
    }
    const waiting = {
      type: 'button',
      'aria-haspopup': popup,
      'aria-expanded': false,
      onPointerenter: reach,
      onFocus: reach,
      onClick: ({ currentTarget, detail }: MouseEvent) => press(currentTarget as HTMLElement, detail === 0),
      onKeydown(event: KeyboardEvent) {
        if (popup !== 'menu' || event.key !== 'ArrowDown') return
        event.preventDefault()
        void press(event.currentTarget as HTMLElement, true)
      },
    }

    return () => {
      if (opened.value) return h(opened.value, attrs, slots)
      const button = slots.default?.({}).find(({ type }) => type !== Comment)
      return button && cloneVNode(button, waiting)
    }
  },
})
