/** The system gives no lower port to who asks for any. */
const LOWEST_PORT = 1024
const HIGHEST_PORT = 65_535
/** What the core's `boardLink` gives (core/board/boards.ts), letter by letter: 24 random bytes are 32 characters. */
const ADDRESS = /^http:\/\/127\.0\.0\.1:([1-9]\d{3,4})\/#key=[\w-]{32}$/

/** @returns the origin of a board that this computer's core shows; undefined: it is no such address */
export function boardOrigin(url: string): string | undefined {
  const port = Number(ADDRESS.exec(url)?.[1])
  return port >= LOWEST_PORT && port <= HIGHEST_PORT ? `http://127.0.0.1:${port}` : undefined
}

/** Whether it is a page of that origin: its one page, or the origin alone, as permissions name who asks. */
export function isOfBoard(origin: string, url: string): boolean {
  const parsed = URL.parse(url)
  return (
    parsed?.origin === origin &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.pathname === '/' &&
    parsed.search === ''
  )
}
