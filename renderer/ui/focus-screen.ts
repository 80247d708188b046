/** Gives the focus to the screen's heading, which tells those who hear the page where they are; Tab goes on from there. */
export function focusScreen(): void {
  const screen = document.querySelector<HTMLElement>('.frame-screen')
  const places = [...(screen?.querySelectorAll<HTMLElement>('h1, h2, main') ?? [])]
  const place = places.find((one) => one.matches('h1') && one.checkVisibility()) ?? places[0] ?? screen
  if (!place) return
  if (place !== screen) place.tabIndex = -1
  place.focus({ preventScroll: true })
}
