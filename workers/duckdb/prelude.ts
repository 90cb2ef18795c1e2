/**
 * Runs in DuckDB's worker before DuckDB's own script, which it is put in front of (tools/engine-asset.ts): so it imports
 * nothing. DuckDB compiles its binary as it streams in; here the stream is inflated on its way, so that one compressed
 * file serves every host, and no copy of 34 MB is made.
 */
{
  /** A gzip file begins with this byte, WebAssembly with zero: a host that adds `Content-Encoding` has inflated it. */
  const gzipMagic = 0x1f;
  const instantiate = WebAssembly.instantiateStreaming.bind(WebAssembly);

  const inflated = async ({ ok, status, body }: Response): Promise<Response> => {
    if (!ok || body === null) throw new Error(`The engine's binary did not arrive: ${String(status)}`);
    const [probe, whole] = body.tee();
    const reader = probe.getReader();
    const { value } = await reader.read();
    void reader.cancel();
    const isCompressed = value?.[0] === gzipMagic;
    const stream = isCompressed ? whole.pipeThrough(new DecompressionStream('gzip')) : whole;
    return new Response(stream, { headers: { 'Content-Type': 'application/wasm' } });
  };

  WebAssembly.instantiateStreaming = async (source, imports) => {
    try {
      return await instantiate(await inflated(await source), imports);
    } catch (error) {
      // DuckDB does not listen for this, and whoever waits for it would do so for ever: it is told as a crash.
      reportError(error);
      throw error;
    }
  };

  // Each refusal is answered and also logged, with the user's SQL; the answer is enough.
  console.log = () => undefined;
}
