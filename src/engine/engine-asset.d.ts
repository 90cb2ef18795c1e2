declare module 'virtual:engine-asset' {
  /** The compressed DuckDB binary. May be relative to the page. */
  export const binaryUrl: string;
  /** What inflates it, compressed by gzip. */
  export const decoderUrl: string;
  /** DuckDB's own worker script. May be relative to the page. */
  export const workerUrl: string;
}
