/** A column of a list's table. */
export interface ListColumn<Key extends string = string> {
  key: Key
  label: string
  /** Whether the list can be sorted by it. */
  isSortable?: boolean
  /** Classes of its cells, its width above all. */
  class?: string
}

/** By which column a list is sorted. */
export interface ListSort<Key extends string = string> {
  key: Key
  isDescending: boolean
}
