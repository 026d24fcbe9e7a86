import type { CalendarApi, EventInput } from '@fullcalendar/vue3'
import type { DrawnEvent } from './calendar-events.rules'

/** What FullCalendar is told of an event. */
const inputOf = ({ id, kind, start, end, title, allDay, movable, look }: DrawnEvent): EventInput => ({
  id,
  start,
  end,
  title,
  allDay,
  className: look,
  startEditable: movable,
  durationEditable: movable,
  interactive: kind !== 'shade',
  display: kind === 'shade' ? 'background' : 'block',
  kind,
})

const isAt = (drawn: { startStr: string; endStr: string }, { start, end, allDay }: DrawnEvent) =>
  allDay
    ? drawn.startStr === start && drawn.endStr === end
    : Date.parse(drawn.startStr) === Date.parse(start) && Date.parse(drawn.endStr) === Date.parse(end)

/**
 * Makes the calendar show exactly these events. What stays is left where it is in the page, so that nothing flickers and
 * who stands on an event with the keyboard keeps standing there; handed over as a list, all of them would be drawn anew.
 * @param held an event that a person has in hand: it is left as it is
 */
export function applyEvents(api: CalendarApi, wanted: readonly DrawnEvent[], held: string | null): void {
  const byId = new Map(wanted.map((each) => [each.id, each]))
  for (const drawn of api.getEvents()) {
    if (drawn.id === held) continue
    const wish = byId.get(drawn.id)
    if (!wish || wish.allDay !== drawn.allDay) {
      drawn.remove()
      continue
    }
    byId.delete(drawn.id)
    if (!isAt(drawn, wish)) drawn.setDates(wish.start, wish.end, { allDay: wish.allDay })
    if (drawn.title !== wish.title) drawn.setProp('title', wish.title)
    if (drawn.className !== wish.look) drawn.setProp('className', wish.look)
    if (drawn.startEditable !== wish.movable) drawn.setProp('editable', wish.movable)
  }
  for (const wish of byId.values()) if (wish.id !== held) api.addEvent(inputOf(wish))
}
