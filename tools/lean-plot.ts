import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

/**
 * Parts of Plot and of the D3 it brings that our figures never call: they draw no maps and no legends, take their
 * colours from the page, and have tooltips of their own.
 */
const unused = [
  'd3-geo',
  'd3-scale-chromatic',
  './legends.js',
  './marks/tip.js',
  './interactions/pointer.js',
];
/** Plot calls these for every figure, or once while it loads: they have nothing to give. */
const calledAnyway = new Set(['geoTransform', 'createLegends', 'exposeLegends']);
const prefix = '\0left-out:';

const isPlots = (importer: string | undefined): boolean =>
  importer?.includes('/@observablehq/plot/') === true;

/** Leaves those parts out of the build. A figure that came to call one would fail, and say so. */
export function leanPlot(): Plugin {
  return {
    name: 'tenure:lean-plot',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!unused.includes(source) || (source.startsWith('.') && !isPlots(importer))) return undefined;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && prefix + found.id;
    },
    async load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const file = id.slice(prefix.length);
      const names = Object.keys((await import(pathToFileURL(file).href)) as Record<string, unknown>);
      const exported = names.map((each) => `${calledAnyway.has(each) ? 'nothing' : 'leftOut'} as ${each}`);
      return `const nothing = () => [];
const leftOut = () => { throw new Error('A part of Plot is left out of the build: see tools/lean-plot.ts'); };
export { ${exported.join(', ')} };`;
    },
  };
}
