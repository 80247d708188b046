import './zod-without-eval.ts'
import '@mantine/core/styles.layer.css'
import './theme.css'

const root = document.getElementById('root')
// One after the other: each is half of what would hold the window up as it opens.
await import('../shared/desktop-api.ts')
const { start } = await import('./start.tsx')
if (root) void start(root)
