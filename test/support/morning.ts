/** A Saturday before the first gun of the demo: 09:32 where its races are. Pictures and layouts are the same at any hour. */
const MORNING_MS = Date.parse('2026-06-06T07:32:00.000Z')

/** Gives every program that is started until `end` a clock that stands at that morning now, and goes on from there. */
export function beginMorning(): { now(): number; end(): void } {
  const shiftMs = MORNING_MS - Date.now()
  const before = process.env['NODE_OPTIONS']
  const shifted = `const Real = Date
globalThis.Date = class Date extends Real {
  constructor(...parts) { if (parts.length === 0) super(Real.now() + ${shiftMs}); else super(...parts) }
  static now() { return Real.now() + ${shiftMs} }
}`
  process.env['NODE_OPTIONS'] = `${before ?? ''} --import=data:text/javascript,${encodeURIComponent(shifted)}`.trim()
  return {
    now: () => Date.now() + shiftMs,
    end() {
      if (before === undefined) delete process.env['NODE_OPTIONS']
      else process.env['NODE_OPTIONS'] = before
    },
  }
}
