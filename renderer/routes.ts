import { type ComponentType, lazy } from 'react'
import { DevicesBadge } from './devices/devices-badge.tsx'
import { DevicesIcon } from './ui/icons.tsx'

/**
 * The screens. To add one: a folder that exports one component, a line here (in the rail's order), and its name in
 * locales/en/app.ts under `nav`. `#/path/ID` opens a record of it: the screen reads it with usePlace() and shows it in
 * an <Inspector>. `badge` is a component that counts; it is part of the first load, so it imports little.
 */
export interface Route {
  readonly path: string
  readonly name: 'today' | 'devices' | 'loans' | 'events' | 'attention' | 'waiting' | 'settings'
  /** `hidden`: reached otherwise, such as *Waiting to send* from the status chip. */
  readonly rail: 'top' | 'foot' | 'hidden'
  readonly icon: ComponentType
  readonly badge?: ComponentType
  readonly screen: ComponentType
}

export const routes: readonly Route[] = [
  { path: 'devices', name: 'devices', rail: 'top', icon: DevicesIcon, badge: DevicesBadge, screen: lazy(devices) },
]

async function devices() {
  return { default: (await import('./devices/devices-screen.tsx')).DevicesScreen }
}
