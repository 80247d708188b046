import { z } from 'zod'

/** Where a window was, in the units that Electron places windows by. Neither maximised nor full
 * screen: where it goes back to. */
export const windowPlaceSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  isMaximized: z.boolean(),
  /** Not said by earlier versions. */
  isFullScreen: z.boolean().default(false),
})
export type WindowPlace = z.output<typeof windowPlaceSchema>

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const SMALLEST = { width: 720, height: 480 } as const
const USUAL = { width: 1360, height: 860 } as const
/** As much of the window's upper edge has to be on a screen that a person can take hold of it. */
const GRIP = { width: 120, height: 32 } as const

/** Where a window opens. Without x and y: in the middle of the main screen. */
export interface Opening {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly isMaximized: boolean
  readonly isFullScreen: boolean
}

/**
 * Where it was, if that screen is still there, and no larger than it. A laptop comes back from the office's large
 * screen to its own.
 * @param areas the screens, without what the system keeps of them for itself; the main one first
 */
export function placeWindow(kept: WindowPlace | undefined, areas: readonly Area[]): Opening {
  const { isMaximized, isFullScreen, ...place } = kept ?? { ...USUAL, isMaximized: false, isFullScreen: false }
  const area = 'x' in place ? areas.find((one) => isHeldBy(one, place)) : undefined
  const size = sizeWithin(place, area ?? areas[0])
  if (area === undefined || !('x' in place)) return { ...size, isMaximized, isFullScreen }
  // What is made smaller stays at its upper left corner, which may have been off the screen.
  const x = size.width < place.width ? area.x : place.x
  const y = size.height < place.height ? area.y : place.y
  return { x, y, ...size, isMaximized, isFullScreen }
}

function isHeldBy(area: Area, place: Area): boolean {
  const width = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x)
  const isEdgeOn = place.y >= area.y && place.y + GRIP.height <= area.y + area.height
  return width >= GRIP.width && isEdgeOn
}

function sizeWithin({ width, height }: Pick<Area, 'width' | 'height'>, area: Area | undefined) {
  return {
    width: Math.max(SMALLEST.width, Math.min(width, area?.width ?? width)),
    height: Math.max(SMALLEST.height, Math.min(height, area?.height ?? height)),
  }
}
