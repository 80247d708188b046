/** Below it a battery is low, a box's or the laptop's own: in lists, before the gun, and for the alarm. */
export const LOW_BATTERY_PERCENT = 20

/** Of a box, by what it told last. One that charges, or tells no percentage, isn't low. */
export function hasLowBattery(
  told: { readonly batteryPercent?: number | undefined; readonly charging?: boolean | undefined } | undefined,
): boolean {
  return told?.batteryPercent !== undefined && told.batteryPercent < LOW_BATTERY_PERCENT && told.charging !== true
}
