/** What shared/shell-messages.ts takes. */
const MOST_TEXT = 400

/**
 * L14: has the desktop's system say it too, where nobody looks at the window; a click there leads to the record. A browser
 * says it in its page alone.
 */
export function notifyOutside(text: string, screen: string, id?: string): void {
  const place = id === undefined ? { screen } : { screen, id }
  window.trackside?.tell({ type: 'notify', text: cut(text), place })
}

function cut(text: string): string {
  if (text.length <= MOST_TEXT) return text
  // A character of two halves is left out whole.
  return `${text.slice(0, MOST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
