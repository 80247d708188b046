import { bindDevice, type DeviceApiAccess, type DeviceApiFailure, type DeviceToBind } from './device-api.ts'

/** Under which id the cloud knows the box. */
export interface DeviceBinding {
  /** Binds the box where it isn't bound yet. */
  readonly bind: (signal: AbortSignal) => Promise<{ readonly ok: true; readonly deviceId: string } | DeviceApiFailure>
  /** The cloud doesn't know the id any more. */
  readonly forget: () => void
}

/** @param knownId for a key of this device alone, which may not bind and which holds through loans too */
export function createDeviceBinding(access: DeviceApiAccess, device: DeviceToBind, knownId?: string): DeviceBinding {
  let deviceId = knownId
  return {
    bind: async (signal) => {
      if (deviceId !== undefined) return { ok: true, deviceId }
      const outcome = await bindDevice(access, device, signal)
      if (outcome.ok) deviceId = outcome.deviceId
      return outcome
    },
    forget: () => {
      deviceId = knownId
    },
  }
}
