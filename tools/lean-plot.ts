import type { Plugin } from 'vite';

/** Parts of D3 that Plot brings and our figures never call: they draw no maps, and take their colours from the page. */
const unused = ['d3-geo', 'd3-scale-chromatic'];
/** Plot calls this once while it loads, and uses the result for maps only. */
const calledOnLoad = 'geoTransform';
const prefix = '\0left-out:';

/** Leaves those parts out of the build, 17 kB of gzip. A figure that came to call one would fail, and say so. */
export function leanPlot(): Plugin {
  return {
    name: 'tenure:lean-plot',
    apply: 'build',
    enforce: 'pre',
    resolveId(source) {
      return unused.includes(source) ? prefix + source : undefined;
    },
    async load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const name = id.slice(prefix.length);
      const names = Object.keys((await import(name)) as Record<string, unknown>);
      const exported = names.map((each) => `${each === calledOnLoad ? 'onLoad' : 'leftOut'} as ${each}`);
      return `const onLoad = () => ({});
const leftOut = () => { throw new Error('${name} is left out of the build: see tools/lean-plot.ts'); };
export { ${exported.join(', ')} };`;
    },
  };
}
