export const PAGE_SCHEME = 'app'
const PAGE_HOST = 'trackside'
/** The one page of the application; where in it a person is stands after the `#`. */
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/`

/** Parsed, not compared as text: `app://trackside.example/` begins alike. */
export function isOurs(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === `${PAGE_SCHEME}:` && parsed.host === PAGE_HOST
}

export function isOurPage(url: string): boolean {
  return isOurs(url) && URL.parse(url)?.pathname === '/'
}
