import type { ReactNode } from 'react'

/** Line icons of 20 × 20, drawn in the text's colour. Decoration: the words beside them say the same. */
function icon(paths: ReactNode) {
  return function Icon() {
    return (
      <svg
        width="20"
        height="20"
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {paths}
      </svg>
    )
  }
}

export const TodayIcon = icon(
  <>
    <circle cx="10" cy="11" r="6.5" />
    <path d="M10 7.5V11l2.5 1.5M8 2.5h4" />
  </>,
)
export const DevicesIcon = icon(
  <>
    <rect x="3" y="6" width="14" height="10" rx="1.5" />
    <path d="M7 6V3.5h6V6M3 10.5h14M9 10.5v2h2v-2" />
  </>,
)
export const LoansIcon = icon(<path d="M3 7h12l-3-3M17 13H5l3 3" />)
export const EventsIcon = icon(<path d="M4.5 17.5v-15M4.5 3.5h11l-2.5 3.5 2.5 3.5h-11" />)
export const GroupsIcon = icon(
  <>
    <rect x="7" y="2.5" width="6" height="4.5" rx="1" />
    <rect x="2.5" y="13" width="6" height="4.5" rx="1" />
    <rect x="11.5" y="13" width="6" height="4.5" rx="1" />
    <path d="M10 7v3M5.5 13v-3h9v3" />
  </>,
)
export const OpenedIcon = icon(<path d="m5 8 5 5 5-5" />)
export const ClosedIcon = icon(<path d="m8 5 5 5-5 5" />)
export const AttentionIcon = icon(
  <>
    <path d="M10 3 2.5 16.5h15z" />
    <path d="M10 8v4M10 14.2v.1" />
  </>,
)
export const SettingsIcon = icon(
  <>
    <path d="M3 6h8M15 6h2M3 14h2M9 14h8" />
    <circle cx="13" cy="6" r="2" />
    <circle cx="7" cy="14" r="2" />
  </>,
)
export const ScanIcon = icon(
  <path d="M3 7V4a1 1 0 0 1 1-1h3M13 3h3a1 1 0 0 1 1 1v3M17 13v3a1 1 0 0 1-1 1h-3M7 17H4a1 1 0 0 1-1-1v-3M6 10h8" />,
)
export const FindIcon = icon(
  <>
    <circle cx="9" cy="9" r="5" />
    <path d="m13 13 4 4" />
  </>,
)
export const CloseIcon = icon(<path d="m5 5 10 10M15 5 5 15" />)
export const BackIcon = icon(<path d="M17 10H4M9 5l-5 5 5 5" />)
export const MoreIcon = icon(<path d="M4.5 10h.1M10 10h.1M15.5 10h.1" strokeWidth="2.4" />)
export const OnlineIcon = icon(<circle cx="10" cy="10" r="5" fill="currentColor" />)
export const OfflineIcon = icon(<circle cx="10" cy="10" r="5" />)
export const SendingIcon = icon(<path d="M10 16V4M5 9l5-5 5 5" />)
export const WaitingIcon = icon(<path d="M6 3h8M6 17h8M7 3c0 4 6 4 6 7s-6 3-6 7M13 3c0 4-6 4-6 7s6 3 6 7" />)
