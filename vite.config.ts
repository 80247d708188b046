import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the window's page. The same files are served by Electron's custom protocol and by the browser host. */
export default defineConfig({
  root: 'renderer',
  // Both hosts decide themselves where the page lives.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // The content security policy allows files of our own and nothing inline, neither scripts nor data: URLs.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // By it the core knows which files are the board's, and serves no others.
    manifest: 'manifest.json',
    rolldownOptions: {
      input: ['renderer/index.html', 'renderer/board.html'],
      output: {
        // In one chunk with what turns its code generation off, which so comes before the first schema: the content
        // security policy forbids even the attempt.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|zod-without-eval/ }] },
      },
    },
  },
})
