import * as v from 'valibot';
import { TenureError } from '../schema/errors';
import { checksum } from './checksum';
import { parseUntrusted } from './safe-json';
import { specSchema, specVersion, type NotebookSpec } from './spec';

/** Longest link that mail programs and chats carry whole. */
export const maximumLink = 8_000;
const maximumInflated = 256 * 1024;

// `#v1.<base64url of deflated JSON>.<checksum>`: the checksum stands last, so a link that was cut has none.
const anyVersion = /^#v(\d{1,6})\.(.*)$/s;
const checksumLength = 7;

/** Whether an address fragment claims to be a notebook. */
export const isLink = (hash: string): boolean => /^#v\d/.test(hash);

/**
 * A document as an address fragment.
 * @throws TenureError `link_too_large`
 */
export async function packLink(spec: NotebookSpec): Promise<string> {
  const json = JSON.stringify({ version: specVersion, ...spec });
  const deflated = await bytesOf(through(json, new CompressionStream('deflate-raw')), Infinity);
  const payload = toBase64Url(deflated);
  const hash = `#v${specVersion}.${payload}.${checksum(payload)}`;
  if (hash.length > maximumLink) throw new TenureError('link_too_large', { maximum: maximumLink });
  return hash;
}

/**
 * What a link says. Nothing is changed by reading it.
 * @throws TenureError `link_cut`, `link_altered`, `link_newer` or `link_too_large`
 */
export async function readLink(hash: string): Promise<NotebookSpec> {
  if (hash.length > maximumLink) throw new TenureError('link_too_large', { maximum: maximumLink });
  const [, version, body] = anyVersion.exec(hash) ?? [];
  if (version === undefined || body === undefined) throw new TenureError('link_cut');
  if (Number(version) > specVersion) throw new TenureError('link_newer');
  const [payload = '', sum, ...more] = body.split('.');
  if (sum === undefined || (more.length === 0 && sum.length < checksumLength)) {
    throw new TenureError('link_cut');
  }
  if (more.length > 0 || sum !== checksum(payload)) throw new TenureError('link_altered');
  return readSpec(await inflate(payload));
}

/**
 * A document as text, from a link or a notebook file.
 * @throws TenureError `link_newer` or `link_altered`
 */
export function readSpec(json: string): NotebookSpec {
  let value: unknown;
  try {
    value = parseUntrusted(json);
  } catch (error) {
    throw new TenureError('link_altered', {}, String(error));
  }
  const claimed = value !== null && typeof value === 'object' && 'version' in value ? value.version : null;
  if (typeof claimed === 'number' && claimed > specVersion) throw new TenureError('link_newer');
  if (Array.isArray(value)) throw new TenureError('link_altered');
  const result = v.safeParse(specSchema, value);
  if (!result.success) throw new TenureError('link_altered', {}, v.summarize(result.issues));
  return result.output;
}

async function inflate(payload: string): Promise<string> {
  try {
    const stream = through(fromBase64Url(payload), new DecompressionStream('deflate-raw'));
    return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(stream, maximumInflated));
  } catch (error) {
    if (error instanceof TenureError) throw error;
    throw new TenureError('link_altered', {}, String(error));
  }
}

function through(
  content: BlobPart,
  transform: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  return new Blob([content]).stream().pipeThrough(transform);
}

async function bytesOf(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new TenureError('link_too_large', { maximum: maximumLink });
    }
    chunks.push(new Uint8Array(value));
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new SyntaxError('Not base64url');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
