/**
 * Runs in DuckDB's worker before DuckDB's own script, which it is put in front of (tools/engine-asset.ts): so it imports
 * nothing. DuckDB fetches and compiles its binary by itself; here it is handed the one that was compiled already
 * (binary.ts), while its script was read, and fetches nothing at all.
 */
{
  const compiled = new Promise<WebAssembly.Module>((resolve) => {
    addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!(event.data instanceof WebAssembly.Module)) return;
      // DuckDB's own listener would not know it.
      event.stopImmediatePropagation();
      resolve(event.data);
    });
  });

  globalThis.fetch = () => Promise.resolve(new Response());
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      // DuckDB does not listen for this, and whoever waits for it would do so for ever: it is told as a crash.
      reportError(error);
      throw error;
    }
  };

  // Each refusal is answered and also logged, with the user's SQL; the answer is enough.
  console.log = () => undefined;
}
