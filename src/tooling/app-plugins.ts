import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';

/**
 * What turns the app's sources into JavaScript, for the build and for the tests alike. The order matters:
 * Lingui's macros must be gone before React's transform sees the file, and another order builds without
 * complaint but throws in the page.
 */
export function appPlugins(): PluginOption[] {
  return [babel({ presets: [linguiTransformerBabelPreset()] }), react(), lingui()];
}
