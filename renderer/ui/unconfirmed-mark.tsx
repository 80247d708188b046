import './unconfirmed-mark.css'

/** ux 3: the small hollow mark of what isn't confirmed yet. `label` says so to those who don't see it. */
export function UnconfirmedMark({ label }: { readonly label: string }) {
  return <span className="unconfirmed-mark" role="img" aria-label={label} title={label} />
}
