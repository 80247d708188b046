import type { Page } from '@playwright/test'

/**
 * Notes in the page when `selector`'s text first matches `pattern` after this call, at the next frame, which shows it.
 * @returns reads it: milliseconds since 1970, by this computer's clock
 */
export async function watchFor(page: Page, selector: string, pattern: string): Promise<() => Promise<number>> {
  const name = `seen${Math.random().toString(36).slice(2)}`
  await page.evaluate(
    ([key, where, text]) => {
      const holder = window as unknown as Record<string, Promise<number>>
      const wanted = new RegExp(text)
      holder[key] = new Promise((resolve) => {
        const look = () => {
          const shown = [...document.querySelectorAll(where)].some((element) => wanted.test(element.textContent ?? ''))
          if (!shown) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        look()
      })
    },
    [name, selector, pattern] as const,
  )
  return () => page.evaluate((key) => (window as unknown as Record<string, Promise<number>>)[key] ?? 0, name)
}

/** Notes the moment of the next click in the page. */
export async function watchClick(page: Page): Promise<() => Promise<number>> {
  const name = `click${Math.random().toString(36).slice(2)}`
  await page.evaluate((key) => {
    const holder = window as unknown as Record<string, number>
    const note = (event: Event) => {
      holder[key] = performance.timeOrigin + event.timeStamp
    }
    window.addEventListener('click', note, { capture: true, once: true })
  }, name)
  return () => page.evaluate((key) => (window as unknown as Record<string, number>)[key] ?? 0, name)
}

/** Scrolls an element for `frames` frames. @returns the longest frame and the middle one, in ms */
export function scrollFrames(page: Page, selector: string, frames: number): Promise<{ worst: number; median: number }> {
  return page.evaluate(
    ([where, count]) =>
      new Promise<{ worst: number; median: number }>((resolve) => {
        const element = document.querySelector(where)
        if (element === null) throw new Error(`nothing is ${where}`)
        const times: number[] = []
        let last = performance.now()
        const step = () => {
          const now = performance.now()
          times.push(now - last)
          last = now
          element.scrollTop += 400
          if (times.length < count) requestAnimationFrame(step)
          else {
            const sorted = times.slice(2).sort((a, b) => a - b)
            resolve({ worst: sorted.at(-1) ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0 })
          }
        }
        requestAnimationFrame(step)
      }),
    [selector, frames] as const,
  )
}
