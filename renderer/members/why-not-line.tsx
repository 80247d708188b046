/** The reason that a disabled button has as its tooltip, where touch and a glance find it too. */
export function WhyNotLine({ children }: { readonly children: string | undefined }) {
  return children === undefined ? null : <p className="muted small">{children}</p>
}
