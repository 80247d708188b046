import './full-page.css'

/** A page with nothing but a few words: before there is anything to show. */
export function FullPage({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <main className="full-page">
      <h1>{title}</h1>
      <div role="status">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </main>
  )
}
