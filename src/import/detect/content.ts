import { TenureError } from '../../schema/errors';

const latin = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes);

/**
 * Refuses what is no table of text, by its first bytes and whatever its name says.
 * @throws TenureError `file_pdf`, `file_spreadsheet`, `file_binary`
 */
export function refuseForeign(head: Uint8Array, file: string): void {
  const start = latin(head.subarray(0, 1024));
  if (start.includes('%PDF-')) throw new TenureError('file_pdf', { file });
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) throw new TenureError('file_spreadsheet', { file });
  if (start.startsWith('PK\u0003\u0004')) {
    const parts = latin(head);
    const isSheet = /\[Content_Types\]|xl\/|opendocument\.spreadsheet|Index\/Document\.iwa/.test(parts);
    throw new TenureError(
      isSheet || /\.(xls.?|ods|numbers)$/i.test(file) ? 'file_spreadsheet' : 'file_binary',
      {
        file,
      },
    );
  }
  // Many shops call an HTML or XML table `.xls`, and spreadsheets open it.
  if (/^\W{0,8}<(!doctype html|html|table|\?xml)/i.test(start)) {
    throw new TenureError('file_spreadsheet', { file });
  }
}

/**
 * Refuses text that is mostly control characters once it is decoded.
 * @throws TenureError `file_binary`
 */
export function refuseBinaryText(text: string, file: string): void {
  let odd = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || code === 0xfffd) odd++;
  }
  if (odd > Math.max(4, text.length / 100)) throw new TenureError('file_binary', { file });
}
