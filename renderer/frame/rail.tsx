import { useTranslation } from 'react-i18next'
import { placeHref } from '../router.ts'
import { type Route, routes } from '../routes.ts'
import './rail.css'

/** The screens, with what counts in them. Settings at the foot. */
export function Rail({ current }: { readonly current: string | undefined }) {
  const { t } = useTranslation()
  const shown = routes.find((route) => route.path === current)?.within ?? current
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      {routes.map((route) =>
        route.rail === 'top' ? <RailLink key={route.path} route={route} current={shown} /> : null,
      )}
      <span className="rail-gap" />
      {routes.map((route) =>
        route.rail === 'foot' ? <RailLink key={route.path} route={route} current={shown} /> : null,
      )}
    </nav>
  )
}

function RailLink({ route, current }: { readonly route: Route; readonly current: string | undefined }) {
  const { t } = useTranslation()
  const { icon: Icon, badge: RouteBadge } = route
  return (
    <a className="rail-link" href={placeHref(route.path)} aria-current={route.path === current ? 'page' : undefined}>
      <span className="rail-icon">
        <Icon />
      </span>
      <span className="rail-name">{t(`nav.${route.name}`)}</span>
      {RouteBadge === undefined ? null : (
        <span className="rail-badge">
          <RouteBadge />
        </span>
      )}
    </a>
  )
}
