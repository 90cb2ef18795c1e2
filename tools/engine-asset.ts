/**
 * The analytics engine as two hashed assets of our own origin: DuckDB's `eh` binary, compressed (raw, it is over the
 * file limit of some static hosts), and DuckDB's own worker script. `virtual:engine-asset` exports their addresses.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { transformWithOxc, type Plugin } from 'vite';

const id = 'virtual:engine-asset';
const resolvedId = `\0${id}`;
const require = createRequire(import.meta.url);
const preludeFile = fileURLToPath(new URL('../workers/duckdb/prelude.ts', import.meta.url));

interface Asset {
  readonly exportName: 'binaryUrl' | 'decoderUrl' | 'workerUrl';
  readonly fileName: string;
  readonly type: string;
  readonly source: Uint8Array | string;
}

function hash(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 8);
}

/** The best setting takes 76 seconds for a seventh less. */
const quality = 9;

/** Compressing takes eight seconds, so the result is kept by the content's hash. */
async function compressedBinary(cacheDir: string): Promise<Asset> {
  const raw = readFileSync(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  // Many servers add Content-Encoding to `.br` and `.wasm`; a neutral ending is sent as it is.
  const fileName = `duckdb-eh-${hash(raw)}-q${String(quality)}.bin`;
  const cached = path.join(cacheDir, fileName);
  if (!existsSync(cached)) {
    mkdirSync(cacheDir, { recursive: true });
    const unfinished = `${cached}.${String(process.pid)}`;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24 };
    writeFileSync(unfinished, await promisify(brotliCompress)(raw, { params }));
    renameSync(unfinished, cached);
  }
  return {
    exportName: 'binaryUrl',
    fileName,
    type: 'application/octet-stream',
    source: readFileSync(cached),
  };
}

function decoder(): Asset {
  const source = gzipSync(readFileSync(require.resolve('brotli-dec-wasm/web/bg.wasm')), { level: 9 });
  return {
    exportName: 'decoderUrl',
    fileName: `duckdb-decoder-${hash(source)}.bin`,
    type: 'application/octet-stream',
    source,
  };
}

async function workerScript(): Promise<Asset> {
  const file = require.resolve('@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js');
  // The source map is not shipped: its comment would be a request that fails whenever somebody opens the tools.
  const script = readFileSync(file, 'utf8').replace(/\n\/\/# sourceMappingURL=\S*\s*$/, '\n');
  const prelude = await transformWithOxc(readFileSync(preludeFile, 'utf8'), preludeFile);
  const source = `${prelude.code}\n${script}`;
  return {
    exportName: 'workerUrl',
    fileName: `duckdb-eh-worker-${hash(source)}.js`,
    type: 'text/javascript',
    source,
  };
}

export function engineAsset(): Plugin {
  let assets: Promise<readonly Asset[]> | undefined;
  let root = process.cwd();
  let base = '/';
  let serving = false;
  const load = () =>
    (assets ??= (async () => [
      await compressedBinary(path.join(root, '.cache', 'engine')),
      decoder(),
      await workerScript(),
    ])());

  return {
    name: 'tenure:engine-asset',
    configResolved(config) {
      root = config.root;
      base = config.base;
      serving = config.command === 'serve';
    },
    resolveId(source) {
      return source === id ? resolvedId : undefined;
    },
    async load(loaded) {
      if (loaded !== resolvedId) return undefined;
      const lines = (await load()).map(({ exportName, fileName, source }) => {
        if (serving) return `export const ${exportName} = ${JSON.stringify(`${base}@engine/${fileName}`)};`;
        const reference = this.emitFile({ type: 'asset', fileName: `assets/${fileName}`, source });
        return `export const ${exportName} = import.meta.ROLLUP_FILE_URL_${reference};`;
      });
      return lines.join('\n');
    },
    generateBundle(_options, bundle) {
      // The library's own copy of the decoder, which it fetches when it is given none: ours comes compressed.
      for (const name of Object.keys(bundle)) {
        if (/brotli_dec_wasm_bg[^/]*\.wasm$/.test(name)) Reflect.deleteProperty(bundle, name);
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = /\/@engine\/([^/?]+)/.exec(request.url ?? '')?.[1];
        load().then((all) => {
          const asset = all.find(({ fileName }) => fileName === name);
          if (asset === undefined) {
            next();
            return;
          }
          response.setHeader('Content-Type', asset.type);
          response.end(asset.source);
        }, next);
      });
    },
  };
}
