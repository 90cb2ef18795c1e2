import type { Plugin } from 'vite';

/** Statements that only the engine reads go without their comments and indents. (The cells' own are shown to people.) */
export function leanSql(): Plugin {
  return {
    name: 'tenure:lean-sql',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /\.sql\?raw$/ },
      handler(code) {
        // Each is one string literal, so its line ends are written out.
        return code.replaceAll(/\\n\s+/g, '\\n').replaceAll(/(?<=\\n|")--.*?\\n/g, '');
      },
    },
  };
}
