import { useMemo } from 'react'
import { qrDrawing } from './qr-drawing.ts'
import './qr-code.css'

/** ux 9: black on white in every theme, with its quiet zone, 60 % of the window's height where that fits. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const drawing = useMemo(() => qrDrawing(text), [text])
  if (drawing === undefined) return null
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={drawing.path} fill="#000" />
    </svg>
  )
}
