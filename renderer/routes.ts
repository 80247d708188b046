import { type ComponentType, lazy } from 'react'
import { AttentionBadge } from './attention/attention-badge.tsx'
import { DevicesBadge } from './devices/devices-badge.tsx'
import { LoansBadge } from './loans/loans-badge.tsx'
import { UpdateBadge } from './shell/update-badge.tsx'
import {
  AttentionIcon,
  DevicesIcon,
  EventsIcon,
  GroupsIcon,
  LoansIcon,
  SettingsIcon,
  TodayIcon,
  WaitingIcon,
} from './ui/icons.tsx'

/**
 * The screens. To add one: a folder that exports one component, a line here (in the rail's order), and its name in
 * locales/en/app.ts under `nav`. `#/path/ID` opens a record of it: the screen reads it with usePlace() and shows it in
 * an <Inspector>. `badge` is a component that counts; it is part of the first load, so it imports little.
 */
export interface Route {
  readonly path: string
  readonly name:
    | 'today'
    | 'devices'
    | 'loans'
    | 'events'
    | 'ready'
    | 'live'
    | 'startList'
    | 'scoring'
    | 'groups'
    | 'attention'
    | 'waiting'
    | 'members'
    | 'roles'
    | 'laptops'
    | 'keys'
    | 'settings'
    | 'giveBack'
    | 'custodySheet'
    | 'activity'
  /** `hidden`: reached otherwise, such as *Waiting to send* from the status chip. */
  readonly rail: 'top' | 'foot' | 'hidden'
  /** For a hidden one: the path under which the rail shows where one is. */
  readonly within?: string
  readonly icon: ComponentType
  readonly badge?: ComponentType
  readonly screen: ComponentType
}

export const routes: readonly Route[] = [
  { path: 'today', name: 'today', rail: 'top', icon: TodayIcon, screen: lazy(today) },
  { path: 'devices', name: 'devices', rail: 'top', icon: DevicesIcon, badge: DevicesBadge, screen: lazy(devices) },
  { path: 'loans', name: 'loans', rail: 'top', icon: LoansIcon, badge: LoansBadge, screen: lazy(loans) },
  { path: 'give-back', name: 'giveBack', rail: 'hidden', within: 'loans', icon: LoansIcon, screen: lazy(giveBack) },
  {
    path: 'custody-sheet',
    name: 'custodySheet',
    rail: 'hidden',
    within: 'loans',
    icon: LoansIcon,
    screen: lazy(custodySheet),
  },
  { path: 'events', name: 'events', rail: 'top', icon: EventsIcon, screen: lazy(events) },
  { path: 'ready', name: 'ready', rail: 'hidden', within: 'events', icon: EventsIcon, screen: lazy(ready) },
  { path: 'live', name: 'live', rail: 'hidden', within: 'events', icon: EventsIcon, screen: lazy(live) },
  {
    path: 'start-list',
    name: 'startList',
    rail: 'hidden',
    within: 'events',
    icon: EventsIcon,
    screen: lazy(startList),
  },
  { path: 'scoring', name: 'scoring', rail: 'hidden', within: 'events', icon: EventsIcon, screen: lazy(scoring) },
  { path: 'groups', name: 'groups', rail: 'top', icon: GroupsIcon, screen: lazy(groups) },
  {
    path: 'attention',
    name: 'attention',
    rail: 'top',
    icon: AttentionIcon,
    badge: AttentionBadge,
    screen: lazy(attention),
  },
  { path: 'waiting', name: 'waiting', rail: 'hidden', icon: WaitingIcon, screen: lazy(waiting) },
  { path: 'members', name: 'members', rail: 'hidden', within: 'settings', icon: SettingsIcon, screen: lazy(members) },
  { path: 'roles', name: 'roles', rail: 'hidden', within: 'settings', icon: SettingsIcon, screen: lazy(roles) },
  { path: 'laptops', name: 'laptops', rail: 'hidden', within: 'settings', icon: SettingsIcon, screen: lazy(laptops) },
  { path: 'keys', name: 'keys', rail: 'hidden', within: 'settings', icon: SettingsIcon, screen: lazy(keys) },
  {
    path: 'activity',
    name: 'activity',
    rail: 'hidden',
    within: 'settings',
    icon: SettingsIcon,
    screen: lazy(activity),
  },
  { path: 'settings', name: 'settings', rail: 'foot', icon: SettingsIcon, badge: UpdateBadge, screen: lazy(settings) },
]

async function today() {
  return { default: (await import('./today/today-screen.tsx')).TodayScreen }
}

async function devices() {
  return { default: (await import('./devices/devices-screen.tsx')).DevicesScreen }
}

async function loans() {
  return { default: (await import('./loans/loans-screen.tsx')).LoansScreen }
}

async function giveBack() {
  return { default: (await import('./give-back/give-back-screen.tsx')).GiveBackScreen }
}

async function custodySheet() {
  return { default: (await import('./custody-sheet/custody-sheet-screen.tsx')).CustodySheetScreen }
}

async function events() {
  return { default: (await import('./events/events-screen.tsx')).EventsScreen }
}

async function ready() {
  return { default: (await import('./ready/ready-screen.tsx')).ReadyScreen }
}

async function live() {
  return { default: (await import('./live/live-screen.tsx')).LiveScreen }
}

async function startList() {
  return { default: (await import('./start-list/start-list-screen.tsx')).StartListScreen }
}

async function scoring() {
  return { default: (await import('./scoring/scoring-screen.tsx')).ScoringScreen }
}

async function groups() {
  return { default: (await import('./groups/groups-screen.tsx')).GroupsScreen }
}

async function attention() {
  return { default: (await import('./attention/attention-screen.tsx')).AttentionScreen }
}

async function waiting() {
  return { default: (await import('./waiting/waiting-screen.tsx')).WaitingScreen }
}

async function members() {
  return { default: (await import('./members/members-screen.tsx')).MembersScreen }
}

async function roles() {
  return { default: (await import('./members/roles-screen.tsx')).RolesScreen }
}

async function laptops() {
  return { default: (await import('./members/laptops-screen.tsx')).LaptopsScreen }
}

async function keys() {
  return { default: (await import('./keys/keys-screen.tsx')).KeysScreen }
}

async function activity() {
  return { default: (await import('./activity/activity-screen.tsx')).ActivityScreen }
}

async function settings() {
  return { default: (await import('./settings/settings-screen.tsx')).SettingsScreen }
}
