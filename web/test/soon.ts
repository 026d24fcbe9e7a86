import { vi } from 'vitest'

/** Waits until this is so; on a loaded machine a browser takes its time to draw, to move the focus and to record. */
export const soon = <T>(isSo: () => T | Promise<T>): Promise<T> => vi.waitFor(isSo, { timeout: 15_000 })
