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
  },
})
