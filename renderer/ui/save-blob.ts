/** Saves a file where the browser or the system puts what is saved. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: the saving begins after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
